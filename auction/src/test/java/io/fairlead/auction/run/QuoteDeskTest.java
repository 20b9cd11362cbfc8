package io.fairlead.auction.run;

import static io.fairlead.auction.Scene.SELL_WETH;
import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.contracts.intent.Intent;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuoteDeskTest {
  @Test
  void quotesTakeTheBestCompleteFill() throws InterruptedException {
    Intent open = QuoteDesk.withoutLimit(SELL_WETH);
    FakeSolver one = new FakeSolver("one", request -> quoteFor(open, 1_950));
    FakeSolver two = new FakeSolver("two", request -> quoteFor(open, 1_990));
    FakeSolver three = new FakeSolver("three", request -> new Answer.Failed("down"));
    QuoteDesk desk =
        new QuoteDesk(
            Scene.config(),
            Scene.AUCTIONEER.address(),
            new SolverPanel(List.of(one, two, three)),
            () -> java.time.Instant.EPOCH);
    Quote quote =
        desk.quote(
                open,
                new TreeMap<>(),
                Scene.pools(),
                BigInteger.ONE,
                Scene.BLOCK,
                Duration.ofSeconds(2))
            .orElseThrow();
    assertThat(quote.solver()).isEqualTo("two");
    assertThat(quote.fill().bought()).isEqualTo(Scene.usd(1_990));
    assertThat(one.asked.getFirst().id()).isNull();
    assertThat(one.asked.getFirst().orders().getFirst().signature()).isNull();
    assertThat(
            new QuoteDesk(
                    Scene.config(),
                    Scene.AUCTIONEER.address(),
                    new SolverPanel(List.of(three)),
                    () -> java.time.Instant.EPOCH)
                .quote(
                    open,
                    new TreeMap<>(),
                    Scene.pools(),
                    BigInteger.ONE,
                    Scene.BLOCK,
                    Duration.ofSeconds(2)))
        .isEmpty();
  }

  private static Answer quoteFor(Intent open, long dollars) {
    Solution filled = sellsWeth(1, dollars);
    return new Answer.Solutions(
        List.of(
            new Solution(
                1,
                filled.prices(),
                List.of(new EngineTrade(Scene.uid(open), Scene.ONE, BigInteger.ZERO)),
                filled.interactions(),
                0)));
  }
}
