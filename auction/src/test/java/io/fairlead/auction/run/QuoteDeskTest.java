package io.fairlead.auction.run;

import static io.fairlead.auction.Scene.SELL_WETH;
import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.contracts.intent.Intent;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class QuoteDeskTest {
  private static final Intent OPEN = QuoteDesk.withoutLimit(SELL_WETH);
  private static final FakeSolver DOWN = new FakeSolver("down", _ -> new Answer.Failed("down"));
  private static final FakeSolver LATE = new FakeSolver("late", _ -> new Answer.TimedOut());
  private static final FakeSolver WITHOUT = FakeSolver.offering("without");

  @Test
  void quotesTakeTheBestCompleteFill() throws InterruptedException {
    FakeSolver one = new FakeSolver("one", request -> quoteFor(1_950));
    FakeSolver two = new FakeSolver("two", request -> quoteFor(1_990));
    Quote quote = quote(Duration.ofSeconds(2), one, two, DOWN).orElseThrow();
    assertThat(quote.solver()).isEqualTo("two");
    assertThat(quote.fill().bought()).isEqualTo(Scene.usd(1_990));
    assertThat(one.asked.getFirst().id()).isNull();
    assertThat(one.asked.getFirst().orders().getFirst().signature()).isNull();
  }

  @Test
  void thereIsNoPriceIfASolverSaysSoWhateverBecomesOfTheOthers() throws InterruptedException {
    assertThat(quote(Duration.ofSeconds(2), WITHOUT)).isEmpty();
    assertThat(quote(Duration.ofSeconds(2), DOWN, LATE, WITHOUT)).isEmpty();
    FakeSolver astray = FakeSolver.offering("fills another order", sellsWeth(1, 1_950));
    assertThat(quote(Duration.ofSeconds(2), DOWN, astray)).isEmpty();
    assertThat(quote(Duration.ofSeconds(2))).as("nobody is there to be asked again").isEmpty();
  }

  @Test
  void withoutAnyAnswerNothingIsSaidOfThePrice() {
    assertUnavailable(Duration.ofSeconds(2), DOWN);
    assertUnavailable(Duration.ofSeconds(2), LATE);
    assertUnavailable(Duration.ofSeconds(2), DOWN, LATE);
    CountDownLatch shut = new CountDownLatch(1);
    FakeSolver overstays =
        new FakeSolver("overstays", _ -> quoteFor(1_990), shut, new CountDownLatch(0));
    assertUnavailable(Duration.ofMillis(50), DOWN, overstays);
  }

  private static void assertUnavailable(Duration timeout, FakeSolver... solvers) {
    assertThatThrownBy(() -> quote(timeout, solvers))
        .isInstanceOf(SolversUnavailableException.class)
        .hasMessage("none of " + solvers.length + " solvers answered");
  }

  private static Optional<Quote> quote(Duration timeout, FakeSolver... solvers)
      throws InterruptedException {
    return new QuoteDesk(
            Scene.config(),
            Scene.AUCTIONEER.address(),
            new SolverPanel(List.of(solvers)),
            () -> Instant.EPOCH)
        .quote(OPEN, new TreeMap<>(), Scene.pools(), BigInteger.ONE, Scene.BLOCK, timeout);
  }

  private static Answer quoteFor(long dollars) {
    Solution filled = sellsWeth(1, dollars);
    return new Answer.Solutions(
        List.of(
            new Solution(
                1,
                filled.prices(),
                List.of(new EngineTrade(Scene.uid(OPEN), Scene.ONE, BigInteger.ZERO)),
                filled.interactions(),
                0)));
  }
}
