package io.fairlead.devnet.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.run.Auction;
import io.fairlead.auction.run.AuctionConfig;
import io.fairlead.auction.run.AuctionPorts;
import io.fairlead.auction.run.AuctionTask;
import io.fairlead.auction.run.SolverPanel;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.auction.transcript.FileTranscriptStore;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.sequencer.RocksSequencer;
import io.fairlead.sequencer.SequencerConfig;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.solver.strategy.Strategies;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Arrival order, jitter, duplicates, the order of pools and solvers and which solver answers first
 * change nothing of a batch: real sequencer, real auction, real strategies, byte by byte. {@code
 * -Dfairlead.seed=...} runs one market alone.
 */
final class PermutationTest {
  private static final int MARKETS = 3;
  private static final int SHUFFLES = 5;
  private static final int INTENTS = 24;
  private static final int CONNECTIONS = 4;
  private static final Signer RECEIPTS = FixedMarket.signer("receipts");
  private static final Signer AUCTIONEER = FixedMarket.signer("auctioneer");
  private static final SettlementTerms TERMS =
      new SettlementTerms(AUCTIONEER.address(), FixedMarket.nativeToken());

  @TempDir private Path directory;

  /**
   * What a batch came to.
   *
   * @param decided transcript lines up to the first election, without receipts
   * @param plain the whole transcript of an auction that was not given the receipts
   * @param plainCalls what that auction sent
   * @param settlements what the auction with receipts sent, without the award's transcript hash
   */
  private record Result(
      List<Bytes32> entries,
      Bytes32 root,
      List<String> decided,
      List<String> plain,
      List<Bytes> plainCalls,
      List<Bytes> settlements) {}

  @Test
  void theWayIntentsArriveChangesNothing() throws InterruptedException {
    Long only = Long.getLong("fairlead.seed");
    long first = only == null ? 1 : only;
    boolean receiptsDiffered = false;
    for (long seed = first; seed < first + (only == null ? MARKETS : 1); seed++) {
      List<SignedIntent> intents = FixedMarket.intents(new SplittableRandom(seed), INTENTS);
      List<Bytes32> leaves = new ArrayList<>();
      Result expected = null;
      for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
        Random random = new Random(seed * 1_000 + shuffle);
        Path here = directory.resolve(seed + "-" + shuffle);
        Result result = run(intents, random, here, leaves);
        assertThat(result.entries()).hasSize(INTENTS);
        assertThat(result.settlements()).as("a market in which something happens").isNotEmpty();
        if (expected == null) {
          expected = result;
        }
        assertThat(result).as("-Dfairlead.seed=%s, shuffle %s", seed, shuffle).isEqualTo(expected);
      }
      receiptsDiffered |= leaves.stream().distinct().count() > 1;
    }
    assertThat(receiptsDiffered).as("intents did arrive in different orders").isTrue();
  }

  /** Submits, closes and auctions; adds the first receipt's intent to {@code firsts}. */
  private static Result run(
      List<SignedIntent> intents, Random random, Path directory, List<Bytes32> firsts)
      throws InterruptedException {
    try (RocksSequencer sequencer =
        RocksSequencer.open(
            directory.resolve("journal"), SequencerConfig.DEFAULT, FixedMarket.EIP712, RECEIPTS)) {
      submit(sequencer, intents, random);
      Batch batch = sequencer.close(FixedMarket.BLOCK).join().orElseThrow();
      SortedMap<Bytes32, SignedReceipt> receipts = new TreeMap<>();
      for (BatchEntry entry : batch.entries()) {
        SignedReceipt receipt = sequencer.find(entry.intentHash()).orElseThrow().receipt();
        receipts.put(entry.intentHash(), receipt);
        if (receipt.receipt().seq() == 1) {
          firsts.add(entry.intentHash());
        }
      }
      RecordingChain plainChain = new RecordingChain();
      List<String> plain =
          auction(batch, new TreeMap<>(), random, plainChain, directory.resolve("plain"));
      RecordingChain chain = new RecordingChain();
      List<String> lines = auction(batch, receipts, random, chain, directory.resolve("full"));
      return new Result(
          batch.entries().stream().map(BatchEntry::intentHash).toList(),
          batch.root(),
          decided(lines),
          plain,
          plainChain.sent(),
          chain.sent().stream().map(PermutationTest::withoutTranscriptHash).toList());
    }
  }

  /** From several threads, in any order, with pauses, some intents twice. */
  private static void submit(RocksSequencer sequencer, List<SignedIntent> intents, Random random)
      throws InterruptedException {
    List<SignedIntent> arrivals = new ArrayList<>(intents);
    for (int i = 0; i < intents.size() / 3; i++) {
      arrivals.add(intents.get(random.nextInt(intents.size())));
    }
    Collections.shuffle(arrivals, random);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      int connection = i;
      SplittableRandom jitter = new SplittableRandom(random.nextLong());
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int at = connection; at < arrivals.size(); at += CONNECTIONS) {
                  sequencer.submit(arrivals.get(at)).join();
                  LockSupport.parkNanos(jitter.nextLong(2_000_000));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static List<String> auction(
      Batch batch,
      SortedMap<Bytes32, SignedReceipt> receipts,
      Random random,
      RecordingChain chain,
      Path directory) {
    List<SolverPort> solvers = new ArrayList<>();
    Strategies.all()
        .forEach(strategy -> solvers.add(new StrategyPort(strategy, random.nextInt(40))));
    Collections.shuffle(solvers, random);
    List<Liquidity> pools = new ArrayList<>(FixedMarket.pools());
    Collections.shuffle(pools, random);
    FileTranscriptStore transcripts = new FileTranscriptStore(directory);
    AuctionConfig config =
        new AuctionConfig(
            FixedMarket.DOMAIN,
            FixedMarket.HUB,
            FixedMarket.nativeToken(),
            RECEIPTS.address(),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            AwardRules.DEFAULT,
            3,
            100_000_000,
            2_500);
    new Auction(
            config,
            new AuctionPorts(
                new SolverPanel(solvers),
                chain,
                chain,
                chain,
                RecordingChain.UNHEARD,
                transcripts,
                AUCTIONEER,
                event -> {},
                () -> Instant.ofEpochSecond(FixedMarket.BLOCK.timestamp())))
        .run(
            new AuctionTask(
                batch, FixedMarket.tokens(), pools, BigInteger.valueOf(1_000_000_000), receipts));
    return transcripts.read(batch.number()).orElseThrow().lines();
  }

  /** Everything that is decided before the first award; a receipt tells when an intent came. */
  private static List<String> decided(List<String> lines) {
    List<String> decided = new ArrayList<>();
    for (String line : lines) {
      JsonNode json = JsonMapper.shared().readTree(line);
      if (json instanceof ObjectNode object) {
        object.remove("receipt");
        object.remove("receipts");
      }
      decided.add(json.toString());
      if (json.path("type").asString("").equals("election")) {
        return decided;
      }
    }
    throw new AssertionError("no election in the transcript");
  }

  /** The call with an award that commits to no transcript, so to no receipt. */
  private static Bytes withoutTranscriptHash(Bytes callData) {
    Bundle call = SettlementCodec.decodeCall(callData, TERMS);
    Award award = call.award();
    Award bare =
        new Award(
            award.auctionId(),
            award.batchRoot(),
            award.solver(),
            award.solutionHash(),
            award.lastBlock(),
            Bytes32.ZERO);
    return SettlementCodec.encodeCall(
        new Bundle(bare, AUCTIONEER.sign(FixedMarket.EIP712.awardHash(bare)), call.settlement()),
        TERMS);
  }
}
