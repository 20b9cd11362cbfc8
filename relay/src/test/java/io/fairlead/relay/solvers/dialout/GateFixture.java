package io.fairlead.relay.solvers.dialout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.dialout.Bounds;
import io.fairlead.auction.dialout.FaultCode;
import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.NodeMessage.Content;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.relay.http.HttpLimits;
import io.fairlead.relay.http.RpcServer;
import io.fairlead.relay.rpc.RpcDispatcher;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node's gate for solvers that dial in, and one of them on the other side of a socket. */
abstract class GateFixture {
  static final Duration LONG = Duration.ofSeconds(20);
  private static final Bounds BOUNDS = new Bounds(262_144, 1_000_000, 2, 20, 1);
  static final Domain DOMAIN = new Domain(31_337, address(1));
  static final Address NODE = address(2);
  static final Signer KEY = LocalSigner.of(word("solver"));
  static final Signer OTHER = LocalSigner.of(word("other"));

  private final Vertx vertx = Vertx.vertx();
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  final HttpClient client = HttpClient.newHttpClient();
  final AtomicInteger nonces = new AtomicInteger();
  final DialOutSolver solver = new DialOutSolver("mine", KEY.address(), 2, Duration.ofMillis(400));
  final DialOutSolver rival =
      new DialOutSolver("rival", OTHER.address(), 2, Duration.ofMillis(400));
  private RpcServer server;
  URI uri;

  @BeforeEach
  void start() {
    server =
        new RpcServer(
            vertx,
            HttpLimits.DEFAULT,
            new RpcDispatcher(List.of(), threads, (_, _, _) -> {}),
            threads,
            List::of,
            () -> "");
    server.serve(
        SolverGate.PATH,
        new SolverGate(
            List.of(solver, rival),
            DOMAIN,
            NODE,
            SignatureRecovery.best(),
            () -> word("nonce " + nonces.incrementAndGet()),
            BOUNDS));
    uri = URI.create("ws://127.0.0.1:" + server.start("127.0.0.1", 0) + SolverGate.PATH);
  }

  @AfterEach
  void stop() {
    server.close();
    client.shutdownNow();
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  NodeMessage.Solve answered(RawSolver mine, SolveRequest request) {
    CompletableFuture<Answer> answer = ask(request);
    NodeMessage.Solve solve = mine.next(NodeMessage.Solve.class);
    mine.answerNothing(solve.request());
    answer.join();
    return solve;
  }

  /** Says what it has, and waits until that was heard: messages are read one after another. */
  static void keep(RawSolver mine, Bytes32 state) {
    mine.say(new SolverMessage.Have(state));
    mine.answerNothing(999);
    assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.LATE);
  }

  CompletableFuture<Answer> ask(SolveRequest request) {
    return CompletableFuture.supplyAsync(() -> solver.solve(request, LONG), threads);
  }

  static RequestState state(NodeMessage.Solve solve) {
    return RequestState.of(((Content.Whole) solve.content()).state());
  }

  static SolveRequest request(String id, int block) {
    return new SolveRequest(
        id, new TreeMap<>(), List.of(), pools(block), BigInteger.valueOf(block), Instant.EPOCH);
  }

  static SolveRequest large(int n) {
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      pools.addAll(pools(n * 100 + i));
    }
    return new SolveRequest(
        Integer.toString(n), new TreeMap<>(), List.of(), pools, BigInteger.ONE, Instant.EPOCH);
  }

  /** Fifty, of which one moves with each block. */
  static List<Liquidity> pools(int block) {
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      pools.add(
          new Liquidity.ConstantProduct(
              "%05d".formatted(i),
              address(100 + i),
              90_000,
              address(3),
              address(4),
              address(5),
              BigInteger.valueOf(i == block % 50 ? 1_000L + block : 1_000),
              BigInteger.valueOf(2_000),
              30));
    }
    return pools;
  }

  static Address address(int n) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[18] = (byte) (n >> 8);
    bytes[19] = (byte) n;
    return Address.of(bytes);
  }

  static Bytes32 word(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
