package io.fairlead.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.SealedJson;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.strategy.BestPath;
import io.fairlead.solver.strategy.Strategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class EngineServerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<EngineServer> engines = new ArrayList<>();

  @AfterEach
  void stop() {
    engines.forEach(EngineServer::close);
    http.close();
  }

  @Test
  void answersARequestInThePublishedForm() throws Exception {
    EngineServer engine = engine(new BestPath(), 2, 16, 1_000_000);
    HttpResponse<byte[]> response = post(engine, "/solve", fixture("cow-request.json"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    Solution solution =
        ((EngineResponse.Solutions) EngineJson.readResponse(response.body()))
            .solutions()
            .getFirst();
    // 1 WETH against 1,000 WETH and 2,500,000 USDC at 0.3 %: the pair's own formula, by hand.
    assertThat(solution.trades()).hasSize(1);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("\"kind\":\"fulfillment\"")
        .contains("\"outputAmount\":\"2490017452\"");
  }

  /** Commits, keeps its solutions to itself, and opens them once to whoever has the ticket. */
  @Test
  void commitsAndOpens() throws Exception {
    EngineServer engine = engine(new BestPath(), 2, 16, 1_000_000);
    SolveRequest request = EngineJson.readRequest(fixture("cow-request.json"));
    SealedJson.Invitation invitation =
        new SealedJson.Invitation(word(1), Address.parse("0x" + "11".repeat(20)), word(2));
    HttpResponse<byte[]> answer =
        post(engine, "/commit", SealedJson.writeInvitation(request, invitation));
    assertThat(answer.statusCode()).isEqualTo(200);
    List<Bytes32> commitments = SealedJson.readCommitments(answer.body());
    assertThat(commitments).hasSize(1);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("fulfillment");

    byte[] stranger =
        SealedJson.writeOpenRequest(new SealedJson.OpenRequest("42", word(3), word(4)));
    assertThat(SealedJson.readOpenings(post(engine, "/open", stranger).body()).openings())
        .isEmpty();
    byte[] open = SealedJson.writeOpenRequest(new SealedJson.OpenRequest("42", word(2), word(4)));
    List<Opening> openings = SealedJson.readOpenings(post(engine, "/open", open).body()).openings();
    assertThat(openings).hasSize(1);
    assertThat(
            Commitment.of(
                invitation.auction(),
                invitation.account(),
                openings.getFirst().solution(),
                openings.getFirst().seal()))
        .isEqualTo(commitments.getFirst());
    assertThat(SealedJson.readOpenings(post(engine, "/open", open).body()).openings()).isEmpty();
    assertThat(post(engine, "/commit", fixture("cow-request.json")).statusCode()).isEqualTo(400);
  }

  private static Bytes32 word(int number) {
    byte[] bytes = new byte[Bytes32.SIZE];
    bytes[31] = (byte) number;
    return Bytes32.of(bytes);
  }

  @Test
  void answersAQuote() throws Exception {
    EngineServer engine = engine(new BestPath(), 2, 16, 1_000_000);
    String quote =
        new String(fixture("cow-request.json"), StandardCharsets.UTF_8)
            .replace("\"id\": \"42\"", "\"id\": null");
    HttpResponse<byte[]> response = post(engine, "/solve", quote.getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(EngineJson.readResponse(response.body()))
        .isInstanceOfSatisfying(
            EngineResponse.Solutions.class, answer -> assertThat(answer.solutions()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/solve,400",
    "POST,/notify,400",
    "GET,/solve,405",
    "POST,/health,405",
    "GET,/nothing,404"
  })
  void whatIsWrongGetsItsStatusAndAnErrorInJson(String method, String path, int status)
      throws Exception {
    EngineServer engine = engine(new BestPath(), 1, 1, 1_000_000);
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(uri(engine, path))
                .method(method, HttpRequest.BodyPublishers.ofString("{\"id\":[[["))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(EngineJson.readResponse(response.body()))
        .isInstanceOf(EngineResponse.Declined.class);
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    EngineServer engine = engine(new BestPath(), 1, 1, 1_000);
    HttpResponse<byte[]> response = post(engine, "/solve", new byte[1_001]);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(EngineJson.readResponse(response.body()))
        .isInstanceOf(EngineResponse.Declined.class);
  }

  /** Whoever goes on sending is answered once, and then talks to nobody. */
  @ParameterizedTest
  @ValueSource(strings = {"content-length: 100000000", "transfer-encoding: chunked"})
  void hangsUpOnABodyThatIsTooLong(String length) throws Exception {
    EngineServer engine = engine(new BestPath(), 1, 1, 1_000);
    String chunk = "3e8\r\n" + "x".repeat(1_000) + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /solve HTTP/1.1\r\nhost: engine\r\n" + length + "\r\n\r\n" + chunk + chunk)
              .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer)
          .startsWith("HTTP/1.1 413 ")
          .containsOnlyOnce("HTTP/1.1")
          .contains("longer than 1000 bytes");
    }
  }

  /** Bodies that never come hold no more memory than there are places, and others are told so. */
  @Test
  void bodiesOnTheirWayHavePlacesToo() throws Exception {
    EngineServer engine = engine(new BestPath(), 1, 1, 1_000_000);
    byte[] half =
        "POST /solve HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{"
            .getBytes(StandardCharsets.UTF_8);
    try (Socket first = new Socket(InetAddress.getLoopbackAddress(), engine.port());
        Socket second = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
      first.getOutputStream().write(half);
      second.getOutputStream().write(half);
      Awaitility.await()
          .until(() -> post(engine, "/solve", fixture("cow-request.json")).statusCode() == 429);
    }
    Awaitility.await()
        .until(() -> post(engine, "/solve", fixture("cow-request.json")).statusCode() == 200);
  }

  @Test
  void solvesSideBySideAndRefusesWhatDoesNotFit() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    EngineServer engine = engine(new Blocking(running, release), 2, 1, 1_000_000);
    byte[] request = fixture("cow-request.json");
    List<CompletableFuture<Integer>> accepted = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      accepted.add(postAsync(engine, request));
    }
    running.await();
    // Both threads are busy and one request may wait: of two more, one is refused.
    CompletableFuture<Integer> third = postAsync(engine, request);
    CompletableFuture<Integer> fourth = postAsync(engine, request);
    Object first = CompletableFuture.anyOf(third, fourth).get();
    assertThat(first).isEqualTo(429);
    release.countDown();
    for (CompletableFuture<Integer> answer : accepted) {
      assertThat(answer.get()).isEqualTo(200);
    }
    assertThat(List.of(third.get(), fourth.get())).containsExactlyInAnyOrder(200, 429);
  }

  @Test
  void aStrategyThatFailsGets500AndNothingOfTheOrderInTheLog() throws Exception {
    ListAppender<ILoggingEvent> log = capture();
    EngineServer engine = engine(new Failing(), 1, 1, 1_000_000);
    HttpResponse<byte[]> response = post(engine, "/solve", fixture("cow-request.json"));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain("secret");
    assertThat(log.list).isNotEmpty();
    assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains("secret"));
  }

  @Test
  void theSearchHasUntilShortlyBeforeTheDeadline() throws Exception {
    List<Boolean> spent = new ArrayList<>();
    Strategy asking = new Asking(spent);
    EngineServer engine = engine(asking, 1, 4, 1_000_000);
    String body = new String(fixture("cow-request.json"), StandardCharsets.UTF_8);
    post(engine, "/solve", body.getBytes(StandardCharsets.UTF_8));
    post(
        engine,
        "/solve",
        body.replace("2026-11-20T12:00:05Z", "2026-11-20T12:00:00.040Z")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(spent).containsExactly(false, true);
  }

  @Test
  void logsNotificationsOnOneLineEach() throws Exception {
    ListAppender<ILoggingEvent> log = capture();
    EngineServer engine = engine(new BestPath(), 1, 1, 1_000_000);
    HttpResponse<byte[]> response =
        post(
            engine,
            "/notify",
            "{\"auctionId\":\"42\",\"solutionId\":3,\"kind\":\"revert\",\"message\":\"a\\nb\"}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("notified auction=42 solution=3 kind=revert message=a b");
  }

  @Test
  void aBigRandomAuctionTravelsBothWays() throws Exception {
    EngineServer engine = engine(new BestPath(), 1, 1, EngineConfig.MAX_BODY_BYTES);
    SolveRequest random = RandomAuction.sized(9, 4, 8, 30);
    SolveRequest request =
        new SolveRequest(
            random.id(),
            random.tokens(),
            random.orders(),
            random.liquidity(),
            random.effectiveGasPrice(),
            CLOCK.instant().plusSeconds(60));
    HttpResponse<byte[]> response = post(engine, "/solve", EngineJson.writeRequest(request));
    assertThat(((EngineResponse.Solutions) EngineJson.readResponse(response.body())).solutions())
        .isEqualTo(new BestPath().solve(request, Budget.UNLIMITED));
  }

  private record Blocking(CountDownLatch running, CountDownLatch release) implements Strategy {
    @Override
    public String name() {
      return "blocking";
    }

    @Override
    public String description() {
      return "waits";
    }

    @Override
    public List<Solution> solve(SolveRequest request, Budget budget) {
      running.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    }
  }

  private record Failing() implements Strategy {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public String description() {
      return "fails";
    }

    @Override
    public List<Solution> solve(SolveRequest request, Budget budget) {
      throw new IllegalStateException("secret terms");
    }
  }

  private record Asking(List<Boolean> spent) implements Strategy {
    @Override
    public String name() {
      return "asking";
    }

    @Override
    public String description() {
      return "asks for the budget";
    }

    @Override
    public List<Solution> solve(SolveRequest request, Budget budget) {
      spent.add(budget.spent());
      return List.of();
    }
  }

  private EngineServer engine(Strategy strategy, int threads, int queue, int maxBody) {
    EngineServer engine =
        EngineServer.start(
            strategy,
            new EngineConfig(
                "127.0.0.1",
                0,
                threads,
                queue,
                maxBody,
                Duration.ofMillis(50),
                Duration.ofSeconds(60)),
            CLOCK);
    engines.add(engine);
    return engine;
  }

  private static ListAppender<ILoggingEvent> capture() {
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    ((Logger) LoggerFactory.getLogger(EngineApi.class)).addAppender(appender);
    return appender;
  }

  private static URI uri(EngineServer engine, String path) {
    return URI.create("http://127.0.0.1:" + engine.port() + path);
  }

  private HttpResponse<byte[]> post(EngineServer engine, String path, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(engine, path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private CompletableFuture<Integer> postAsync(EngineServer engine, byte[] body) {
    return http.sendAsync(
            HttpRequest.newBuilder(uri(engine, "/solve"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(HttpResponse::statusCode);
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream file = EngineServerTest.class.getResourceAsStream("/" + name)) {
      return Objects.requireNonNull(file).readAllBytes();
    }
  }
}
