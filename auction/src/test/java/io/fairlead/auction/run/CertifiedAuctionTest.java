package io.fairlead.auction.run;

import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.Scene;
import io.fairlead.auction.certificate.CertificateMaker;
import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.settle.RejectionReason;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Certificates on their way from a solver's request through admission. */
class CertifiedAuctionTest {
  /** 50 dollars above the limit at 5 * 10^14 wei each. */
  private static final Rational SCORE = Rational.of(Scene.ONE.divide(BigInteger.valueOf(40)));

  @Test
  void aTrueOneCompetes() {
    AuctionBench bench = offering(List.of(certified(1, SCORE, 0), sellsWeth(2, 1_940)));
    bench.run();
    assertThat(bench.events(AuctionEvent.Rejected.class)).isEmpty();
    assertThat(bench.events(AuctionEvent.Won.class).getFirst().score()).isEqualTo(SCORE);
    assertThat(String.join("\n", bench.lines())).contains("\"certificate\":{\"bound\":\"");
  }

  @Test
  void aWrongOneCostsItsSolution() {
    AuctionBench bench =
        offering(
            List.of(
                certified(1, SCORE.plus(Rational.ONE), 0),
                certified(2, SCORE, 1),
                sellsWeth(3, 1_940)));
    bench.run();
    assertThat(bench.events(AuctionEvent.Rejected.class))
        .extracting(AuctionEvent.Rejected::reason)
        .containsExactly(RejectionReason.WRONG_CERTIFICATE, RejectionReason.WRONG_CERTIFICATE);
    assertThat(bench.events(AuctionEvent.Rejected.class).getFirst().detail())
        .startsWith("certificate.score: it is ")
        .endsWith("(wrongScore)");
    assertThat(bench.events(AuctionEvent.Rejected.class).getLast().detail())
        .startsWith("certificate.bound: the prices prove ")
        .endsWith("(wrongBound)");
    assertThat(bench.events(AuctionEvent.Won.class).getFirst().solutionId()).isEqualTo(3);
  }

  /** Made when the request is there, from nothing else; {@code hidden} is taken off the bound. */
  private record Offer(Solution solution, Rational claimedScore, long hidden) {}

  private static Offer certified(long id, Rational score, long hidden) {
    return new Offer(sellsWeth(id, 1_950), score, hidden);
  }

  private static AuctionBench offering(List<Object> offers) {
    FakeSolver solver =
        new FakeSolver(
            "a",
            request ->
                new SolverPort.Answer.Solutions(
                    offers.stream()
                        .flatMap(offer ->
                            switch (offer) {
                              case Solution bare -> Stream.of(bare);
                              case Offer made -> Stream.of(certify(made, request));
                              default -> Stream.<Solution>empty();
                            })
                        .toList()));
    return new AuctionBench(Scene.config(), List.of(solver));
  }

  private static Solution certify(Offer offer, SolveRequest request) {
    CertificateMaker.Bounded bounded =
        (CertificateMaker.Bounded)
            new CertificateMaker(Instance.of(request))
                .propose(Map.of(Scene.WETH, 1.0, Scene.USD, 5e8, Scene.X, 0.98));
    Certificate honest = bounded.certify(offer.claimedScore());
    BigInteger bound = honest.bound().subtract(BigInteger.valueOf(offer.hidden()));
    return offer
        .solution()
        .certified(
            new Certificate(
                honest.instance(),
                honest.prices(),
                bound,
                honest.score(),
                Certificate.gapBps(bound, honest.score())));
  }
}
