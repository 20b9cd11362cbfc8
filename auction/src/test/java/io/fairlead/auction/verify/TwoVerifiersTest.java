package io.fairlead.auction.verify;

import static io.fairlead.auction.Scene.buysWeth;
import static io.fairlead.auction.Scene.fillsBasket;
import static io.fairlead.auction.Scene.matches;
import static io.fairlead.auction.Scene.sellsWeth;
import static io.fairlead.auction.Scene.sellsX;
import static io.fairlead.auction.Scene.withBasket;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.CertifiedScene;
import io.fairlead.auction.Scene;
import io.fairlead.auction.election.StandingHistory;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.run.FakeChain;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.verify.SecondVerifier.Answer;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.nio.file.Files;
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
import java.util.function.UnaryOperator;
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
  void agreeOnEveryChangeOfSealedBids() throws Exception {
    // One solver commits for itself, and does not open everything; the others' port does it.
    AuctionBench bench =
        AuctionBench.sealing(
            Map.of(
                "d",
                List.of(
                    CertifiedScene.sellsWeth(1, 1_950), sellsWeth(2, 1_890), sellsWeth(3, 1_930))),
            Map.of(
                "a", List.of(sellsWeth(2, 1_890), sellsWeth(2, 1_940)),
                "b", List.of(matches(7, 1_960, 2), matches(8, 1_955, 6)),
                "c", List.of()));
    bench.chain.fates.addAll(List.of(FakeChain.Fate.MISSES, FakeChain.Fate.LANDS));
    FakeEvidence evidence = evidence(bench, bench.run());
    agree(bench.lines(), evidence, List.of());
  }

  @Test
  void agreeOnEveryChangeOfSeveralWinners() throws Exception {
    AuctionBench bench =
        AuctionBench.offering(
            Map.of(
                "a", List.of(sellsWeth(1, 1_990)),
                "b", List.of(buysWeth(1, 2_040)),
                "c", List.of(sellsX(1, 1, 92)),
                "d", List.of(sellsWeth(1, 1_980), sellsX(2, 1, 91))));
    // The batch before leaves standings. In this one a winner does not execute, another reverts.
    bench.chain.fates(1).add(FakeChain.Fate.MISSES);
    bench.run(5);
    int before = bench.awards.size();
    bench.chain.fates(0).add(FakeChain.Fate.REVERTS);
    bench.chain.reverting.add(bench.hashOf(sellsX(1, 1, 92)));
    FakeEvidence evidence = evidence(bench, bench.run(6));
    evidence.revert(bench.chain, bench.awards.get(before).transactionHash(), 101);
    List<String> honest = bench.transcripts.read(6).orElseThrow().lines();
    assertThat(honest)
        .anyMatch(line -> line.contains("\"result\":\"reverted\""))
        .anyMatch(line -> line.startsWith("{\"block\"") && !line.contains("\"failure\":null"));
    List<String> previous = bench.lines();
    assertThat(StandingHistory.after(previous)).isNotEqualTo(Optional.of(Standings.FULL));
    agree(honest, evidence, previous);
  }

  @Test
  void agreeOnEveryChangeOfBaskets() throws Exception {
    AuctionBench bench =
        AuctionBench.offering(
            Map.of(
                "a", List.of(withBasket(sellsWeth(1, 1_950), 2, 2_000), fillsBasket(2, 5, 9_000)),
                "b", List.of(CertifiedScene.fillsBasket(1, 2, 1_950)),
                "c", List.of(sellsX(1, 1, 92))));
    FakeEvidence evidence =
        evidence(bench, bench.run(Scene.task(Scene.entriesWithBasket(), Scene.pools())));
    assertThat(bench.lines())
        .anyMatch(line -> line.contains("\"certificate\":{"))
        .anyMatch(line -> line.contains("\"result\":\"landed\"") && line.contains("\"units\""));
    agree(bench.lines(), evidence, List.of());
  }

  /** Of an operator that signs what it changed again. */
  @Test
  void agreeOnWhatTheConfigAllowsAnAward() throws Exception {
    AuctionBench bench =
        AuctionBench.offering(
            Map.of("a", List.of(sellsWeth(1, 1_950)), "b", List.of(sellsWeth(2, 1_940))));
    bench.chain.fates.addAll(List.of(FakeChain.Fate.MISSES, FakeChain.Fate.LANDS));
    AuctionResult result = bench.run();
    FakeEvidence evidence = evidence(bench, result);
    String last = Long.toString(bench.awards.getFirst().lastBlock());
    String later = Long.toString(bench.awards.getFirst().lastBlock() + 1);
    String gas = "\"gasUsed\":\"" + bench.chain.gasUsed + "\"";
    String blocks = "\"blocksPerAward\":\"" + Scene.config().blocksPerAward() + "\"";
    String most = Long.toString(Scene.config().maxGas());
    String tooMuch = Long.toString(Scene.config().maxGas() + 1);
    SortedMap<String, UnaryOperator<String>> changes = new TreeMap<>();
    changes.put(
        "award lives on",
        line -> line.replace("\"lastBlock\":\"" + last, "\"lastBlock\":\"" + later));
    changes.put("award from a shorter config", line -> line.replace(blocks, blocks(1)));
    changes.put("blocks missing", line -> line.replace(blocks + ",", ""));
    changes.put("blocks of zero", line -> line.replace(blocks, blocks(0)));
    changes.put("blocks too many", line -> line.replace(blocks, blocks(1L << 31)));
    changes.put("most blocks", line -> line.replace(blocks, blocks((1L << 31) - 1)));
    changes.put(
        "gas too much",
        line ->
            line.replace(gas + ",\"solution\"", "\"gasUsed\":\"" + tooMuch + "\",\"solution\""));
    String margin = "\"gasMarginBps\":\"" + Scene.config().gasMarginBps() + "\"";
    changes.put("margin missing", line -> line.replace(margin + ",", ""));
    changes.put(
        "margin too large", line -> line.replace(margin, "\"gasMarginBps\":\"2147483648\""));
    for (String wrong : List.of("99999", "0", "1e9", "9223372036854775808")) {
      changes.put("maxGas " + wrong, line -> line.replace(maxGas(most), maxGas(wrong)));
    }
    List<List<String>> transcripts = new ArrayList<>();
    for (UnaryOperator<String> change : changes.values()) {
      List<String> changed = bench.lines().stream().map(change).toList();
      assertThat(changed).isNotEqualTo(bench.lines());
      List<String> forged =
          Forger.everythingAgain(changed, bench.chain, result.settlements().getFirst()).lines();
      transcripts.add(forged);
    }
    List<Answer> first =
        transcripts.stream()
            .map(lines -> Answer.of(verify(lines, evidence, Optional.of(Standings.FULL))))
            .toList();
    assertThat(first)
        .extracting(Answer::step)
        .as(changes.keySet().toString())
        .containsExactly(
            "award",
            "award",
            "config",
            "config",
            "config",
            "simulation",
            "config",
            "config",
            "config",
            "config",
            "config",
            "simulation",
            "award");
    assertThat(second(evidence, transcripts, List.of())).isEqualTo(first);
  }

  private static String blocks(long blocks) {
    return "\"blocksPerAward\":\"" + blocks + "\"";
  }

  private static String maxGas(String gas) {
    return "\"maxGas\":\"" + gas + "\"";
  }

  private static FakeEvidence evidence(AuctionBench bench, AuctionResult result) {
    FakeEvidence evidence = new PoolsByTokens();
    assertThat(result.settlements()).isNotEmpty();
    result.settlements().forEach(one -> evidence.settle(bench.chain, one));
    return evidence;
  }

  /**
   * @param previous transcript before, for standings; empty if it is not at hand
   */
  private void agree(List<String> honest, FakeEvidence evidence, List<String> previous)
      throws Exception {
    Optional<Standings> before = StandingHistory.after(previous);
    SortedMap<String, List<String>> transcripts = sample(Mutations.of(honest));
    SortedMap<String, List<String>> cutShort = new TreeMap<>();
    transcripts.forEach((name, lines) -> {
      if (lines.stream().anyMatch(TwoVerifiersTest::saysThatItsSearchWasCutShort)) {
        cutShort.put(name, lines);
      }
    });
    transcripts.keySet().removeAll(cutShort.keySet());
    transcripts.put("honest", honest);

    Iterator<Answer> answers =
        second(evidence, List.copyOf(transcripts.values()), previous).iterator();
    SoftAssertions soft = new SoftAssertions();
    transcripts.forEach((name, lines) ->
        soft.assertThat(answers.next())
            .as("%s (seed %d)", name, SEED)
            .isEqualTo(Answer.of(verify(lines, evidence, before))));
    soft.assertThat(verify(honest, evidence, before)).isInstanceOf(Verdict.Agrees.class);
    // The other verifier does not make the same steps, and takes a bound above the score on trust.
    soft.assertThat(cutShort).hasSizeLessThanOrEqualTo(SAMPLE / 20);
    cutShort.forEach((name, lines) ->
        soft.assertThat(Answer.of(verify(lines, evidence, before)).step())
            .as("%s (seed %d)", name, SEED)
            .isIn("election", "reference"));
    soft.assertAll();
  }

  private static boolean saysThatItsSearchWasCutShort(String line) {
    try {
      return TranscriptJson.read(line) instanceof TranscriptLine.Election election
          && (election.total().gap().signum() > 0
              || election.references().values().stream()
                  .anyMatch(reference -> reference.total().gap().signum() > 0));
    } catch (JsonFormatException e) {
      return false;
    }
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
    public PoolState pool(Liquidity recorded, BlockRef block) {
      return new PoolState.Known(
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

  private List<Answer> second(
      FakeEvidence evidence, List<List<String>> transcripts, List<String> previous)
      throws Exception {
    try (FakeNode node = new FakeNode(evidence)) {
      List<String> options =
          new ArrayList<>(
              List.of(
                  "--rpc=" + node.url(),
                  "--settlement=" + Scene.SETTLEMENT,
                  "--native-token=" + Scene.WETH,
                  "--receipt-signer=" + Scene.RECEIPTS.address(),
                  "--v2-factory=" + FakeNode.V2_FACTORY,
                  "--v3-factory=" + FakeNode.V3_FACTORY));
      if (!previous.isEmpty()) {
        options.add("--previous=" + Files.write(folder.resolve("previous.jsonl"), previous));
      }
      return SecondVerifier.verify(folder, transcripts, options);
    }
  }

  private static Verdict verify(
      List<String> transcript, FakeEvidence chain, Optional<Standings> before) {
    return new TranscriptVerifier(SETUP, chain, SignatureRecovery.best())
        .verify(transcript, before);
  }
}
