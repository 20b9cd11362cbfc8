package io.fairlead.relay.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.NotificationKind;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSolverPortTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final SolveRequest REQUEST =
      new SolveRequest(
          "1", new TreeMap<>(), List.of(), List.of(), BigInteger.ONE, Instant.ofEpochSecond(9));

  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpClient client = HttpSolverPort.client();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> notified = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = exchange -> reply(exchange, 200, "{\"solutions\":[]}");
  private volatile String commitAnswer = "";
  private HttpServer engine;
  private HttpSolverPort port;

  @BeforeEach
  void start() throws IOException {
    engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.setExecutor(threads);
    engine.createContext("/engine/solve", exchange -> behaviour.answer(exchange));
    engine.createContext(
        "/engine/notify",
        exchange -> {
          notified.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          reply(exchange, 200, "");
        });
    engine.start();
    URI url = URI.create("http://127.0.0.1:" + engine.getAddress().getPort() + "/engine/");
    port = new HttpSolverPort("one", url, Address.ZERO, client);
  }

  @AfterEach
  void stop() {
    engine.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void answersAreReadAndEverythingElseHasAReason() {
    assertThat(port.solve(REQUEST, LONG)).isEqualTo(new Answer.Solutions(List.of()));
    behaviour = exchange -> reply(exchange, 500, "{\"solutions\":[]}");
    assertThat(port.solve(REQUEST, LONG)).isEqualTo(new Answer.Failed("HTTP status 500"));
    behaviour = exchange -> reply(exchange, 302, "");
    assertThat(port.solve(REQUEST, LONG)).isEqualTo(new Answer.Failed("HTTP status 302"));
    behaviour = exchange -> reply(exchange, 200, "[]");
    assertThat(port.solve(REQUEST, LONG)).isInstanceOf(Answer.Failed.class);
    behaviour = HttpExchange::close;
    assertThat(port.solve(REQUEST, LONG)).isInstanceOf(Answer.Failed.class);
    engine.stop(0);
    assertThat(port.solve(REQUEST, LONG)).isInstanceOf(Answer.Failed.class);
  }

  /** A catch-all route is no commitment, but one that is wrong is a fault the engine hears of. */
  @Test
  void anEngineThatAnswersAnythingToCommitIsAskedToSolve() {
    List<String> asked = new CopyOnWriteArrayList<>();
    engine.createContext(
        "/engine/commit",
        exchange -> {
          asked.add(commitAnswer);
          reply(exchange, 200, commitAnswer);
        });
    SolverPort.Pledge plain = new SolverPort.Pledge.Plain(new Answer.Solutions(List.of()));
    for (String other : List.of("ok", "{}", "[]", "{\"solutions\":[]}", "")) {
      HttpSolverPort fresh =
          new HttpSolverPort(
              "one",
              URI.create("http://127.0.0.1:" + engine.getAddress().getPort() + "/engine"),
              Address.ZERO,
              client);
      commitAnswer = other;
      asked.clear();
      assertThat(fresh.commit(REQUEST, Bytes32.ZERO, LONG)).as(other).isEqualTo(plain);
      // Remembered: the next auctions start with /solve.
      assertThat(fresh.commit(REQUEST, Bytes32.ZERO, LONG)).as(other).isEqualTo(plain);
      assertThat(asked).as(other).hasSize(1);
    }
    commitAnswer = "{\"commitments\":[\"0x12\"]}";
    assertThat(port.commit(REQUEST, Bytes32.ZERO, LONG))
        .isInstanceOfSatisfying(
            SolverPort.Pledge.Plain.class,
            pledge -> assertThat(pledge.answer()).isInstanceOf(Answer.Failed.class));
    commitAnswer = "{\"commitments\":[]}";
    assertThat(port.commit(REQUEST, Bytes32.ZERO, LONG))
        .isEqualTo(new SolverPort.Pledge.Sealed(List.of()));
  }

  @Test
  void timeIsBoundedEvenIfTheBodyDribbles() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            for (int i = 0; i < 200; i++) {
              exchange.getResponseBody().write(' ');
              exchange.getResponseBody().flush();
              Thread.sleep(50);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    long start = System.nanoTime();
    assertThat(port.solve(REQUEST, Duration.ofMillis(300))).isEqualTo(new Answer.TimedOut());
    // The server would dribble for ten seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void sizeIsBounded() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 12; i++) {
            exchange.getResponseBody().write(blanks);
          }
          exchange.getResponseBody().write("{\"solutions\":[]}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        };
    assertThat(port.solve(REQUEST, LONG)).isInstanceOf(Answer.Failed.class);
  }

  @Test
  void notificationsArrive() {
    port.notify(new EngineNotification(7, 3L, NotificationKind.OUTBID, "another was better"));
    await().until(() -> notified.size() == 1);
    assertThat(notified.getFirst()).contains("\"auctionId\":\"7\"").contains("outbid");
  }
}
