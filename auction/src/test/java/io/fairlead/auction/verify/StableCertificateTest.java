package io.fairlead.auction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.CertifiedScene;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.verify.SecondVerifier.Answer;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates of an auction with a stable pool or one of Curve's, of which both verifiers find the
 * same bound.
 */
final class StableCertificateTest {
  private static final BigInteger ONE = Scene.ONE;
  private static final Liquidity STABLE =
      new Liquidity.Stable(
          "3",
          Scene.address("stable"),
          150_000,
          Scene.word("stable"),
          new TreeMap<>(
              Map.of(
                  Scene.WETH,
                  new StableReserve(ONE.multiply(BigInteger.valueOf(900)), ONE),
                  Scene.X,
                  new StableReserve(ONE.multiply(BigInteger.valueOf(1_100)), ONE))),
          BigInteger.valueOf(100_000),
          BigInteger.TEN.pow(14));

  /** Not in the order of addresses. */
  private static final Liquidity CURVE =
      new Liquidity.CurveStable(
          "3",
          Scene.address("curve"),
          130_000,
          Stream.of(Scene.WETH, Scene.X)
              .sorted(Comparator.reverseOrder())
              .map(token -> new CurveCoin(token, new StableReserve(reserve(token), ONE)))
              .toList(),
          BigInteger.valueOf(10_050),
          100,
          BigInteger.valueOf(4_000_000),
          BigInteger.valueOf(5_000_000_000L));

  @TempDir private Path folder;

  private static BigInteger reserve(Address token) {
    return ONE.multiply(BigInteger.valueOf(token.equals(Scene.WETH) ? 900 : 1_100));
  }

  @Test
  void oneTooLowByAWeiIsNamedByBoth() throws Exception {
    agreeOnBounds(STABLE);
  }

  @Test
  void oneTooLowByAWeiWithACurvePoolIsNamedByBoth() throws Exception {
    agreeOnBounds(CURVE);
  }

  @Test
  void aCurvePoolsLineHasTheSameLimitsForBoth() throws Exception {
    AuctionBench bench = AuctionBench.offering(Map.of("a", List.of(Scene.sellsWeth(1, 1_950))));
    List<Liquidity> pools = new ArrayList<>(Scene.pools());
    pools.add(CURVE);
    AuctionResult result = bench.run(Scene.task(Scene.entries(), pools));
    FakeEvidence evidence = new Untold();
    evidence.settle(bench.chain, result.settlements().getFirst());
    List<String> honest = bench.lines();
    List<List<String>> wrong = new ArrayList<>();
    for (String[] change :
        new String[][] {
          {"\"adminFee\":\"0.5\"", "\"adminFee\":\"1.0000000001\""},
          {"\"adminFee\":\"0.5\"", "\"adminFee\":\"0.50\""},
          {"\"adminFee\":\"0.5\",", ""},
          {"\"fee\":\"0.0004\"", "\"fee\":\"1\""},
          {"\"fee\":\"0.0004\"", "\"fee\":\"0.00040000001\""},
          {"Precision\":\"100\"", "Precision\":\"10\""},
          {"Precision\":\"100\"", "Precision\":\"1\""},
          {"Parameter\":\"100.5\"", "Parameter\":\"100.505\""},
          {"Parameter\":\"100.5\"", "Parameter\":\"184467440737095516.16\""},
          {Scene.WETH.toString(), Scene.X.toString()},
        }) {
      wrong.add(
          Forger.sealedAgain(
              honest.stream()
                  .map(line ->
                      line.contains("\"curveStable\"") ? line.replace(change[0], change[1]) : line)
                  .toList()));
    }
    assertThat(wrong).doesNotContain(honest).doesNotHaveDuplicates();
    List<List<String>> transcripts = new ArrayList<>(wrong);
    transcripts.add(honest);
    List<Answer> answers = answers(evidence, transcripts);
    assertThat(answers.removeLast().step()).isEqualTo("agrees");
    assertThat(answers).extracting(Answer::step).containsOnly("format");
    assertThat(SecondVerifier.verify(folder, wrong, List.of())).isEqualTo(answers);
  }

  private void agreeOnBounds(Liquidity pool) throws Exception {
    List<Liquidity> pools = new ArrayList<>(Scene.pools());
    pools.add(pool);
    Solution right = CertifiedScene.sellsWeth(1, 1_950, pools);
    Certificate certificate = Objects.requireNonNull(right.certificate());
    AuctionBench bench =
        AuctionBench.offering(
            Map.of(
                "a", List.of(right),
                "b", List.of(claiming(2, certificate, -1), claiming(3, certificate, 1))));
    AuctionResult result = bench.run(Scene.task(Scene.entries(), pools));
    List<String> honest = bench.lines();
    String bound = "\"bound\":\"" + certificate.bound() + "\"";
    assertThat(honest)
        .anyMatch(line ->
            line.contains("bound: the prices prove " + certificate.bound() + " (wrongBound)"))
        .anyMatch(line -> line.contains(bound));
    assertThat(result.settlements()).hasSize(1);

    // Of an operator that signs again what it changed.
    String lower = "\"bound\":\"" + certificate.bound().subtract(BigInteger.ONE) + "\"";
    List<List<String>> transcripts = new ArrayList<>();
    transcripts.add(honest);
    transcripts.add(
        Forger.sealedAgain(
            honest.stream()
                .map(line -> line.contains("\"solver\":\"a\"") ? line.replace(bound, lower) : line)
                .toList()));
    // A right one refused.
    transcripts.add(
        Forger.sealedAgain(
            honest.stream()
                .map(line -> line.contains("\"solver\":\"b\"") ? line.replace(lower, bound) : line)
                .toList()));
    assertThat(transcripts).doesNotHaveDuplicates();
    FakeEvidence evidence = new Untold();
    evidence.settle(bench.chain, result.settlements().getFirst());
    List<Answer> answers = answers(evidence, transcripts);
    assertThat(answers)
        .extracting(Answer::step)
        .containsExactly("agrees", "certificate", "verdict");
    assertThat(SecondVerifier.verify(folder, transcripts, List.of())).isEqualTo(answers);
  }

  private static List<Answer> answers(FakeEvidence evidence, List<List<String>> transcripts) {
    TranscriptVerifier verifier =
        new TranscriptVerifier(
            new VerifierSetup(Scene.DOMAIN, Scene.HUB, Scene.WETH, Scene.RECEIPTS.address()),
            evidence,
            SignatureRecovery.best());
    List<Answer> answers = new ArrayList<>();
    for (List<String> lines : transcripts) {
      answers.add(Answer.of(verifier.verify(lines, Optional.of(Standings.FULL))));
    }
    return answers;
  }

  private static Solution claiming(long id, Certificate right, long more) {
    Solution plain = Scene.sellsWeth(id, 1_940);
    BigInteger score = right.score().multiply(BigInteger.valueOf(4)).divide(BigInteger.valueOf(5));
    BigInteger bound = right.bound().add(BigInteger.valueOf(more));
    return plain.certified(
        new Certificate(
            right.instance(), right.prices(), bound, score, Certificate.gapBps(bound, score)));
  }

  /** A chain that says nothing of pools. */
  private static final class Untold extends FakeEvidence {
    @Override
    public PoolState pool(Liquidity recorded, BlockRef block) {
      return new PoolState.Untold();
    }
  }
}
