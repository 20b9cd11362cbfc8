package io.fairlead.devnet.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.dialout.Bounds;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.run.SolverPort.Pledge;
import io.fairlead.auction.run.SolverPort.Reveal;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
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
import io.fairlead.relay.solvers.dialout.DialOutSolver;
import io.fairlead.relay.solvers.dialout.SolverGate;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.dialout.Credentials;
import io.fairlead.solver.dialout.DialOutClient;
import io.fairlead.solver.engine.EngineApi;
import io.fairlead.solver.engine.EngineConfig;
import io.fairlead.solver.strategy.Strategy;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our solver's connection against our node's gate, without a chain. */
final class DialOutClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Domain DOMAIN = new Domain(31_337, address(1));
  private static final Signer KEY = LocalSigner.of(word("solver"));
  private static final Address NODE = address(2);

  /** Says the number of pools it saw as the solution's gas. */
  private static final class Counting implements Strategy {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String description() {
      return "for tests";
    }

    @Override
    public List<Solution> solve(SolveRequest request, Budget budget) {
      return List.of(
          new Solution(1, new TreeMap<>(), List.of(), List.of(), request.liquidity().size()));
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger nonces = new AtomicInteger();
  private final List<String> progress = new CopyOnWriteArrayList<>();
  private final List<DialOutClient> clients = new ArrayList<>();
  private DialOutSolver solver = new DialOutSolver("mine", KEY.address(), 4, Duration.ofSeconds(5));
  private RpcServer server;
  private int port;

  @BeforeEach
  void start() {
    server = serve();
    port = server.start("127.0.0.1", 0);
  }

  private RpcServer serve() {
    RpcServer fresh =
        new RpcServer(
            vertx,
            HttpLimits.DEFAULT,
            new RpcDispatcher(List.of(), threads, (_, _, _) -> {}),
            threads,
            List::of,
            () -> "");
    fresh.serve(
        SolverGate.PATH,
        new SolverGate(
            List.of(solver),
            DOMAIN,
            NODE,
            SignatureRecovery.best(),
            () -> word("nonce " + nonces.incrementAndGet()),
            new Bounds(262_144, 1_000_000, 4, 20, 5)));
    return fresh;
  }

  @AfterEach
  void stop() {
    clients.forEach(DialOutClient::close);
    server.close();
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void answersIsSentChangesAndSeals() {
    client(Optional.of(NODE));
    Awaitility.await().until(solver::connected);
    assertThat(solver.solve(request("1", 30), LONG)).isEqualTo(answer(30));
    Awaitility.await()
        .until(() -> {
          // Until the node has heard what the solver has.
          solver.solve(request("2", 31), LONG);
          return solver.traffic().figures().changed() > 0;
        });
    assertThat(solver.solve(request("3", 29), LONG)).isEqualTo(answer(29));

    Bytes32 auction = word("auction");
    Pledge.Sealed sealed = (Pledge.Sealed) solver.commit(request("4", 28), auction, LONG);
    Reveal.Openings opened = (Reveal.Openings) solver.open("4", word("closed"), LONG);
    assertThat(opened.openings()).hasSize(1);
    Opening opening = opened.openings().getFirst();
    assertThat(opening.solution().gas()).isEqualTo(28);
    assertThat(sealed.commitments())
        .containsExactly(Commitment.of(auction, KEY.address(), opening.solution(), opening.seal()));
    assertThat(solver.open("5", word("closed"), LONG))
        .isEqualTo(new Reveal.Openings(List.of(), List.of()));
  }

  @Test
  void comesBackWhenTheNodeDoes() {
    client(Optional.of(NODE));
    Awaitility.await().until(solver::connected);
    server.close();
    Awaitility.await().until(() -> !solver.connected());
    solver = new DialOutSolver("mine", KEY.address(), 4, Duration.ofSeconds(5));
    server = serve();
    assertThat(server.start("127.0.0.1", port)).isEqualTo(port);
    Awaitility.await().atMost(LONG).until(solver::connected);
    assertThat(solver.solve(request("1", 3), LONG)).isEqualTo(answer(3));
    assertThat(progress).anySatisfy(line -> assertThat(line).contains("again in"));
  }

  @Test
  void doesNotLogInAtAnotherNode() {
    DialOutClient client = client(Optional.of(address(9)));
    assertThat(client.ended().orTimeout(20, TimeUnit.SECONDS).join())
        .isEqualTo("the node's account is " + NODE + ", not " + address(9));
    assertThat(solver.connected()).isFalse();
  }

  @Test
  void endsWhereComingBackWouldNotHelp() {
    DialOutClient first = client(Optional.empty());
    Awaitility.await().until(solver::connected);
    client(Optional.empty());
    assertThat(first.ended().orTimeout(20, TimeUnit.SECONDS).join()).contains("replaced");
    DialOutClient stranger =
        start(new Credentials("mine", LocalSigner.of(word("other")), Optional.empty()));
    assertThat(stranger.ended().orTimeout(20, TimeUnit.SECONDS).join())
        .contains("wrongAccount in $.account");
    assertThat(solver.connected()).isTrue();
  }

  private DialOutClient client(Optional<Address> node) {
    return start(new Credentials("mine", KEY, node));
  }

  private DialOutClient start(Credentials credentials) {
    EngineConfig config = EngineConfig.on("127.0.0.1", 0);
    DialOutClient client =
        DialOutClient.start(
            URI.create("ws://127.0.0.1:" + port + SolverGate.PATH),
            credentials,
            new EngineApi(new Counting(), config, Clock.systemUTC()),
            config,
            Clock.systemUTC(),
            new Random(1),
            progress::add);
    clients.add(client);
    return client;
  }

  private static Answer answer(int pools) {
    return new Answer.Solutions(
        List.of(new Solution(1, new TreeMap<>(), List.of(), List.of(), pools)));
  }

  private static SolveRequest request(String id, int count) {
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pools.add(
          new Liquidity.ConstantProduct(
              "%05d".formatted(i),
              address(100 + i),
              90_000,
              address(3),
              address(4),
              address(5),
              BigInteger.valueOf(1_000),
              BigInteger.valueOf(2_000),
              30));
    }
    return new SolveRequest(id, new TreeMap<>(), List.of(), pools, BigInteger.ONE, Instant.EPOCH);
  }

  private static Address address(int n) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[19] = (byte) n;
    return Address.of(bytes);
  }

  private static Bytes32 word(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
