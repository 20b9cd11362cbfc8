package io.fairlead.devnet.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.run.Auction;
import io.fairlead.auction.run.AuctionConfig;
import io.fairlead.auction.run.AuctionPorts;
import io.fairlead.auction.run.AuctionTask;
import io.fairlead.auction.run.SolverPanel;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Seal;
import io.fairlead.auction.seal.SealedJson;
import io.fairlead.auction.seal.Sealing;
import io.fairlead.auction.transcript.FileTranscriptStore;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.relay.solvers.HttpSolverPort;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.strategy.BestPath;
import io.fairlead.solver.strategy.Matching;
import io.fairlead.solver.strategy.Strategy;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * A slow, a dead, a lying, a crashing and a flooding solver in one auction over real HTTP change
 * nothing for the honest ones: what is recorded of these, the election and the settlement are the
 * same, byte by byte, as in the auction without them, and the time is that of the rules.
 */
final class HostileSolversTest {
  private static final Signer AUCTIONEER = FixedMarket.signer("auctioneer");
  private static final SettlementTerms TERMS =
      new SettlementTerms(AUCTIONEER.address(), FixedMarket.nativeToken());
  private static final Duration SOLVE = Duration.ofSeconds(12);
  private static final Duration REVEAL = Duration.ofSeconds(3);
  private static final Set<String> HOSTILE =
      Set.of("slow", "dead", "lying", "crashing", "flooding", "slow to open");

  @TempDir private Path directory;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<HttpServer> servers = new ArrayList<>();
  private final HttpClient client = HttpSolverPort.client();

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
    client.shutdownNow();
  }

  @Test
  void cannotDelayOrChangeTheAuctionForTheOthers() throws Exception {
    Batch batch = batch();
    List<SolverPort> honest = List.of(sealing(new Matching()), plain(new BestPath()));
    Outcome alone = run(batch, honest, directory.resolve("alone"));
    assertThat(alone.calls()).hasSize(1);

    List<SolverPort> all = new ArrayList<>(hostile());
    all.addAll(honest);
    long start = System.nanoTime();
    Outcome together = run(batch, all, directory.resolve("together"));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("hostile solvers would go on for ever; the rules give %s", SOLVE)
        .isLessThan(SOLVE.multipliedBy(3));
    assertThat(together.calls()).isEqualTo(alone.calls());
    assertThat(withoutHostile(together.lines())).isEqualTo(withoutHostile(alone.lines()));
    Map<String, String> answers = answers(together.lines());
    assertThat(answers)
        .containsEntry("slow", "timedOut")
        .containsEntry("dead", "failed")
        .containsEntry("lying", "solutions")
        .containsEntry("crashing", "failed")
        .containsEntry("flooding", "failed")
        .containsEntry("slow to open", "timedOut");
    assertThat(line(together.lines(), "bid", "lying").toString())
        .contains("notCommitted")
        .contains("wrongScore");
  }

  private record Outcome(List<String> lines, List<Settlement> calls) {}

  private static Batch batch() {
    List<BatchEntry> entries = new ArrayList<>();
    FixedMarket.intents(new SplittableRandom(7), 16)
        .forEach(signed ->
            entries.add(
                new BatchEntry(
                    FixedMarket.EIP712.intentHash(signed.intent()), signed, BigInteger.ZERO)));
    entries.sort(Comparator.comparing(BatchEntry::intentHash));
    return new Batch(
        5,
        FixedMarket.BLOCK,
        entries,
        SortedMerkleTree.root(entries.stream().map(BatchEntry::intentHash).toList()));
  }

  private static Outcome run(Batch batch, List<SolverPort> solvers, Path directory) {
    RecordingChain chain = new RecordingChain();
    FileTranscriptStore transcripts = new FileTranscriptStore(directory);
    AuctionConfig config =
        new AuctionConfig(
            FixedMarket.DOMAIN,
            FixedMarket.HUB,
            FixedMarket.nativeToken(),
            FixedMarket.address("receipts"),
            SOLVE,
            REVEAL,
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
                batch,
                FixedMarket.tokens(),
                FixedMarket.pools(),
                BigInteger.valueOf(1_000_000_000),
                new TreeMap<>()));
    return new Outcome(
        transcripts.read(5).orElseThrow().lines(),
        chain.sent().stream()
            .map(call -> SettlementCodec.decodeCall(call, TERMS).settlement())
            .toList());
  }

  /** Lines up to the election without what concerns hostile solvers. */
  private static List<String> withoutHostile(List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      JsonNode json = JsonMapper.shared().readTree(line);
      String type = json.path("type").stringValue();
      if (type.equals("commitments")) {
        ArrayNode solvers = (ArrayNode) json.get("solvers");
        for (int i = solvers.size() - 1; i >= 0; i--) {
          if (HOSTILE.contains(solvers.get(i).get("solver").stringValue())) {
            solvers.remove(i);
          }
        }
        kept.add(Json.canonical(json));
      } else if (!type.equals("bid") || !HOSTILE.contains(json.get("solver").stringValue())) {
        kept.add(line);
      }
      if (type.equals("election")) {
        return kept;
      }
    }
    throw new AssertionError("no election in the transcript");
  }

  private static Map<String, String> answers(List<String> lines) {
    Map<String, String> answers = new HashMap<>();
    for (String line : lines) {
      JsonNode json = JsonMapper.shared().readTree(line);
      if (json.path("type").stringValue().equals("bid")) {
        answers.put(json.get("solver").stringValue(), json.get("answer").stringValue());
      }
    }
    return answers;
  }

  private static JsonNode line(List<String> lines, String type, String solver) {
    return lines.stream()
        .map(line -> JsonMapper.shared().readTree(line))
        .filter(json -> json.path("type").asString("").equals(type))
        .filter(json -> json.path("solver").asString("").equals(solver))
        .findFirst()
        .orElseThrow();
  }

  /** Commits, and opens what it committed to; its salts are always the same. */
  private SolverPort sealing(Strategy strategy) throws IOException {
    Map<String, List<Opening>> drawer = new HashMap<>();
    return engine(
        "honest sealed",
        Map.of(
            "/commit",
            exchange -> {
              byte[] body = exchange.getRequestBody().readAllBytes();
              SealedJson.Invitation invitation = SealedJson.readInvitation(Json.parse(body));
              List<Opening> openings = sealed(strategy, body);
              drawer.put(invitation.ticket().toString(), openings);
              reply(exchange, SealedJson.writeCommitments(commitments(invitation, openings)));
            },
            "/open",
            exchange -> {
              SealedJson.OpenRequest request =
                  SealedJson.readOpenRequest(exchange.getRequestBody().readAllBytes());
              reply(
                  exchange,
                  SealedJson.writeOpenings(
                      drawer.getOrDefault(request.ticket().toString(), List.of())));
            }));
  }

  private static List<Opening> sealed(Strategy strategy, byte[] body) {
    SolveRequest request = EngineJson.readRequest(body);
    return Sealing.seal(
        request,
        strategy.solve(request, Budget.UNLIMITED),
        () -> FixedMarket.word("salt of " + strategy.name()));
  }

  private static List<Bytes32> commitments(
      SealedJson.Invitation invitation, List<Opening> openings) {
    return openings.stream()
        .map(opening ->
            Commitment.of(
                invitation.auction(), invitation.account(), opening.solution(), opening.seal()))
        .toList();
  }

  /** Knows nothing but {@code POST /solve}, like engines written for others. */
  private SolverPort plain(Strategy strategy) throws IOException {
    return engine(
        "honest plain",
        Map.of(
            "/solve",
            exchange -> {
              SolveRequest request =
                  EngineJson.readRequest(exchange.getRequestBody().readAllBytes());
              reply(exchange, EngineJson.writeResponse(strategy.solve(request, Budget.UNLIMITED)));
            }));
  }

  private List<SolverPort> hostile() throws IOException {
    SolverPort dead = engine("dead", Map.of());
    servers.getLast().stop(0);
    Strategy strategy = new BestPath();
    return List.of(
        dead,
        engine("slow", Map.of("/commit", HostileSolversTest::dribble)),
        engine("flooding", Map.of("/commit", HostileSolversTest::flood)),
        engine(
            "crashing",
            Map.of(
                "/commit",
                exchange -> {
                  exchange.sendResponseHeaders(200, 1_000);
                  exchange.getResponseBody().write("{\"commitm".getBytes(StandardCharsets.UTF_8));
                  exchange.getResponseBody().flush();
                  throw new IOException("dies in the middle of its answer");
                })),
        engine(
            "slow to open",
            Map.of(
                "/commit",
                exchange ->
                    reply(
                        exchange,
                        SealedJson.writeCommitments(List.of(FixedMarket.word("anything")))),
                "/open",
                HostileSolversTest::dribble)),
        lying(strategy));
  }

  /** Commits to twice the score of one solution and opens that, and another it never spoke of. */
  private SolverPort lying(Strategy strategy) throws IOException {
    List<Opening> lies = new ArrayList<>();
    return engine(
        "lying",
        Map.of(
            "/commit",
            exchange -> {
              byte[] body = exchange.getRequestBody().readAllBytes();
              SealedJson.Invitation invitation = SealedJson.readInvitation(Json.parse(body));
              Opening honest = sealed(strategy, body).getFirst();
              BigInteger score = Objects.requireNonNull(honest.seal().score());
              Opening boast =
                  new Opening(
                      honest.solution(),
                      new Seal(FixedMarket.word("lie"), score.add(BigInteger.TEN.pow(21))));
              lies.add(boast);
              lies.add(new Opening(honest.solution(), new Seal(FixedMarket.word("late"), score)));
              reply(exchange, SealedJson.writeCommitments(commitments(invitation, List.of(boast))));
            },
            "/open",
            exchange -> reply(exchange, SealedJson.writeOpenings(lies))));
  }

  private static void dribble(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    while (true) {
      out.write(' ');
      out.flush();
      Thread.sleep(100);
    }
  }

  private static void flood(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] blanks = new byte[1 << 16];
    Arrays.fill(blanks, (byte) ' ');
    while (true) {
      exchange.getResponseBody().write(blanks);
    }
  }

  private SolverPort engine(String name, Map<String, Handler> paths) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Handler handler = paths.get(exchange.getRequestURI().getPath());
          try {
            if (handler == null) {
              exchange.getRequestBody().readAllBytes();
              exchange.sendResponseHeaders(404, -1);
            } else {
              handler.handle(exchange);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            exchange.close();
          }
        });
    server.start();
    servers.add(server);
    return new HttpSolverPort(
        name,
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        account(name),
        client);
  }

  private static Address account(String name) {
    return FixedMarket.address("solver " + name);
  }

  private static void reply(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
