package io.fairlead.auction.verify;

import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.CertifiedScene;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.run.FakeChain;
import io.fairlead.auction.verify.SecondVerifier.Answer;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verifier in TypeScript, which shares no code with this one, names the same first disagreement
 * for small changes of a transcript.
 */
final class TwoVerifiersTest {
  private static final VerifierSetup SETUP =
      new VerifierSetup(Scene.DOMAIN, Scene.HUB, Scene.WETH, Scene.RECEIPTS.address());

  private static final long SEED = Long.getLong("fairlead.seed", 1);
  private static final int SAMPLE = Integer.getInteger("fairlead.sample", 150);

  @TempDir private Path folder;

  @Test
  void agreeOnEveryChange() throws Exception {
    // One solver commits for itself, and does not open everything; the others' port does it.
    agree(
        AuctionBench.sealing(
            Map.of(
                "d",
                List.of(
                    CertifiedScene.sellsWeth(1, 1_950), sellsWeth(2, 1_890), sellsWeth(3, 1_930))),
            Map.of(
                "a", List.of(sellsWeth(2, 1_890), sellsWeth(2, 1_940)),
                "b", List.of(matches(7, 1_960, 2), matches(8, 1_955, 6)),
                "c", List.of())));
  }

  private void agree(AuctionBench bench) throws Exception {
    bench.chain.fates.addAll(List.of(FakeChain.Fate.MISSES, FakeChain.Fate.LANDS));
    AuctionResult.Settled result = (AuctionResult.Settled) bench.run();
    FakeEvidence evidence = new PoolsByTokens();
    evidence.settle(bench.chain, result.settlement());

    List<String> honest = bench.lines();
    SortedMap<String, List<String>> transcripts = sample(Mutations.of(honest));
    transcripts.put("honest", honest);
    List<Answer> second = second(evidence, List.copyOf(transcripts.values()));
    SoftAssertions soft = new SoftAssertions();
    Iterator<Answer> answers = second.iterator();
    transcripts.forEach((name, lines) ->
        soft.assertThat(answers.next())
            .as("%s (seed %d)", name, SEED)
            .isEqualTo(Answer.of(verify(lines, evidence))));
    soft.assertThat(verify(honest, evidence)).isInstanceOf(Verdict.Agrees.class);
    soft.assertAll();
  }

  /** All of them take a minute; another seed finds others. */
  private static SortedMap<String, List<String>> sample(SortedMap<String, List<String>> all) {
    assertThat(all).hasSizeGreaterThan(1_000);
    List<String> names = new ArrayList<>(all.keySet());
    Collections.shuffle(names, new Random(SEED));
    SortedMap<String, List<String>> some = new TreeMap<>();
    names.stream().limit(SAMPLE).forEach(name -> some.put(name, all.get(name)));
    return some;
  }

  /** Pools as a chain knows them: found by factories, without what only the request says. */
  private static final class PoolsByTokens extends FakeEvidence {
    @Override
    public Optional<Liquidity> pool(Liquidity recorded, BlockRef block) {
      return Optional.of(
          Scene.pools().stream()
              .filter(pool -> pool.getClass().equals(recorded.getClass()))
              .map(pool -> as(pool, recorded))
              .findFirst()
              .orElseThrow());
    }

    private static Liquidity as(Liquidity pool, Liquidity recorded) {
      return switch (pool) {
        case Liquidity.ConstantProduct pair
            when recorded instanceof Liquidity.ConstantProduct said ->
            new Liquidity.ConstantProduct(
                said.id(),
                pair.address(),
                said.gasEstimate(),
                said.router(),
                pair.token0(),
                pair.token1(),
                pair.reserve0(),
                pair.reserve1(),
                said.feeBps());
        case Liquidity.Concentrated range when recorded instanceof Liquidity.Concentrated said ->
            new Liquidity.Concentrated(
                said.id(),
                range.address(),
                said.gasEstimate(),
                said.router(),
                range.token0(),
                range.token1(),
                range.sqrtPriceX96(),
                range.liquidity(),
                range.tick(),
                range.liquidityNet(),
                range.feePips());
        default -> throw new IllegalStateException("no such pool in the scene");
      };
    }
  }

  private List<Answer> second(FakeEvidence evidence, List<List<String>> transcripts)
      throws Exception {
    try (FakeNode node = new FakeNode(evidence)) {
      return SecondVerifier.verify(
          folder,
          transcripts,
          "--rpc=" + node.url(),
          "--settlement=" + Scene.SETTLEMENT,
          "--native-token=" + Scene.WETH,
          "--receipt-signer=" + Scene.RECEIPTS.address(),
          "--v2-factory=" + FakeNode.V2_FACTORY,
          "--v3-factory=" + FakeNode.V3_FACTORY);
    }
  }

  private static Verdict verify(List<String> transcript, FakeEvidence chain) {
    return new TranscriptVerifier(SETUP, chain, SignatureRecovery.best()).verify(transcript);
  }
}
