package io.fairlead.devnet.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.NotificationKind;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.Auction;
import io.fairlead.auction.run.AuctionConfig;
import io.fairlead.auction.run.AuctionPorts;
import io.fairlead.auction.run.AuctionTask;
import io.fairlead.auction.run.SolverPanel;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.auction.transcript.FileTranscriptStore;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.relay.solvers.shadow.ShadowDesk;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import io.fairlead.solver.strategy.Strategies;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shadows are judged and told, and change not a byte of what the others get. */
final class ShadowTest {
  private static final Signer AUCTIONEER = FixedMarket.signer("auctioneer");
  private static final int INTENTS = 12;

  /** A shadow that answers as another solver does, under a name of its own. */
  private record Shadow(String name, SolverPort like, List<EngineNotification> told)
      implements SolverPort {
    @Override
    public Address account() {
      return FixedMarket.address("shadow " + name);
    }

    @Override
    public Answer solve(SolveRequest request, Duration timeout) {
      return like.solve(request, timeout);
    }

    @Override
    public void notify(EngineNotification notification) {
      told.add(notification);
    }
  }

  /** A shadow that breaks. */
  private record Broken() implements SolverPort {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Address account() {
      return FixedMarket.address("broken");
    }

    @Override
    public Answer solve(SolveRequest request, Duration timeout) {
      throw new IllegalStateException("out of order");
    }

    @Override
    public void notify(EngineNotification notification) {}
  }

  @Test
  void theOthersResultIsTheSameByteForByte(@TempDir Path directory) throws IOException {
    Batch batch = batch();
    List<String> alone = auction(batch, directory.resolve("alone"), List.of(), directory);
    List<EngineNotification> told = new CopyOnWriteArrayList<>();
    StrategyPort best = new StrategyPort(Strategies.named("optimal").orElseThrow(), 0);
    Path shadows = directory.resolve("shadow");
    List<String> watched =
        auction(
            batch,
            directory.resolve("watched"),
            List.of(new Shadow("better", best, told), new Broken()),
            shadows);
    assertThat(watched).isEqualTo(alone);
    assertThat(String.join("\n", watched)).doesNotContain("better").doesNotContain("broken");

    Path file = shadows.resolve("%012d.jsonl".formatted(batch.number()));
    Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(file));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    JsonNode better = JsonMapper.shared().readTree(lines.get(0));
    assertThat(better.path("solver").asString()).isEqualTo("better");
    assertThat(better.path("transcript").asString()).isEqualTo(hash(watched).toString());
    assertThat(better.path("solutions").isEmpty()).isFalse();
    assertThat(better.at("/solutions/0/verdict").asString()).isEqualTo("valid");
    JsonNode broken = JsonMapper.shared().readTree(lines.get(1));
    assertThat(broken.path("failure").asString())
        .isEqualTo("the solver's connection failed unexpectedly");
    assertThat(told)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.kind()).isEqualTo(NotificationKind.SHADOW));
    assertThat(told.getFirst().message()).startsWith("would have ").contains("wei");
  }

  private static Bytes32 hash(List<String> lines) {
    RunningHash hash = RunningHash.EMPTY;
    for (String line : lines) {
      hash = hash.plus(line);
    }
    return hash.value();
  }

  private static List<String> auction(
      Batch batch, Path directory, List<SolverPort> shadows, Path shadowDirectory) {
    FileTranscriptStore transcripts = new FileTranscriptStore(directory);
    RecordingChain chain = new RecordingChain();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    ShadowDesk desk = new ShadowDesk(shadows, transcripts, shadowDirectory, threads);
    List<SolverPort> competing = new ArrayList<>();
    for (String name : List.of("bestpath", "matching")) {
      competing.add(new StrategyPort(Strategies.named(name).orElseThrow(), 0));
    }
    new Auction(
            new AuctionConfig(
                FixedMarket.DOMAIN,
                FixedMarket.HUB,
                FixedMarket.nativeToken(),
                FixedMarket.signer("receipts").address(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                AwardRules.DEFAULT,
                3,
                100_000_000,
                2_500),
            new AuctionPorts(
                new SolverPanel(desk.heardBy(competing)),
                chain,
                chain,
                chain,
                RecordingChain.UNHEARD,
                desk.watched(),
                AUCTIONEER,
                event -> {},
                () -> Instant.ofEpochSecond(FixedMarket.BLOCK.timestamp())))
        .run(
            new AuctionTask(
                batch,
                FixedMarket.tokens(),
                FixedMarket.pools(),
                BigInteger.valueOf(1_000_000_000),
                new TreeMap<>()));
    return transcripts.read(batch.number()).orElseThrow().lines();
  }

  private static Batch batch() {
    List<BatchEntry> entries = new ArrayList<>();
    for (SignedIntent signed : FixedMarket.intents(new SplittableRandom(3), INTENTS)) {
      entries.add(
          new BatchEntry(FixedMarket.EIP712.intentHash(signed.intent()), signed, BigInteger.ZERO));
    }
    entries.sort(Comparator.comparing(BatchEntry::intentHash));
    return new Batch(
        9,
        FixedMarket.BLOCK,
        entries,
        SortedMerkleTree.root(entries.stream().map(BatchEntry::intentHash).toList()));
  }
}
