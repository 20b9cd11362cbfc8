package io.fairlead.devnet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.devnet.replay.TranscriptSource;
import io.fairlead.solver.http.BoundedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over HTTP, on the transcript of a small auction: batch 5, three orders, two solvers. */
final class SandboxServerTest {
  private static final String FILE = "000000000005.jsonl";
  private static final int MAX_BODY = 20_000;
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<BoundedServer> servers = new ArrayList<>();

  @BeforeEach
  void record() throws IOException {
    Files.write(folder.resolve(FILE), resource(FILE));
  }

  @AfterEach
  void stop() {
    servers.forEach(BoundedServer::close);
    http.close();
  }

  @Test
  void aSolverIsTriedFromTheListToTheVerdict() throws Exception {
    BoundedServer server = start(30_000);
    JsonNode batch = json(get(server, "/batches"), 200).path("batches").path(0);
    assertThat(batch.path("batch").asString("")).isEqualTo("5");
    assertThat(batch.path("orders").asInt(0)).isEqualTo(3);
    assertThat(batch.path("solvers").asInt(0)).isEqualTo(2);

    HttpResponse<byte[]> auction = get(server, "/batches/5/auction");
    SolveRequest request = EngineJson.readRequest(auction.body());
    assertThat(request.orders()).hasSize(3);
    assertThat(request.deadline()).isEqualTo(NOW.plusSeconds(10));

    JsonNode verdict = json(post(server, "/batches/5/solve", resource("answer.json")), 200);
    assertThat(verdict.path("recordedScore")).isEqualTo(batch.path("score"));
    assertThat(verdict.path("solutions").size()).isEqualTo(2);
    JsonNode refused = verdict.path("solutions").path(1);
    assertThat(refused.path("code").asString("")).isEqualTo("limitNotMet");
    assertThat(refused.path("item").asString("")).startsWith("trades[0]");
    // Nothing is kept.
    assertThat(json(post(server, "/batches/5/solve", resource("answer.json")), 200))
        .isEqualTo(verdict);
    assertThat(json(get(server, "/batches"), 200).path("batches").size()).isEqualTo(1);

    HttpResponse<byte[]> head = send(server, "HEAD", "/batches/5/auction", new byte[0]);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(auction.body().length);
  }

  @Test
  void whatIsHostileIsRefusedWithTheFieldAndTheServerStays() throws Exception {
    BoundedServer server = start(30_000);
    String solve = "/batches/5/solve";
    refused(post(server, solve, text("")), 400, "malformed", "$");
    refused(post(server, solve, text("[".repeat(9_000))), 400, "malformed", "$");
    refused(post(server, solve, text("{\"solutions\":7}")), 400, "malformed", "$.solutions");
    refused(
        post(server, solve, text("{\"solutions\":[],\"solutions\":[]}")), 400, "malformed", "$");
    refused(
        post(server, solve, text("{\"solutions\":[{\"id\":1e999,\"interactions\":[]}]}")),
        400,
        "malformed",
        "$.solutions[0].prices");
    refused(
        post(server, solve, text("{\"error\":{\"code\":\"Other\"}}")), 400, "malformed", "$.error");
    refused(
        post(server, solve + "?account=0x%00", resource("answer.json")),
        400,
        "malformed",
        "account");
    String head = "POST " + solve + " HTTP/1.1\r\nhost: x\r\n";
    tooLarge(server, head + "content-length: " + (MAX_BODY + 1) + "\r\n\r\n");
    String chunk = Integer.toHexString(MAX_BODY + 1) + "\r\n" + "[".repeat(MAX_BODY + 1);
    tooLarge(server, head + "transfer-encoding: chunked\r\n\r\n" + chunk);
    refused(get(server, solve), 405, "method", "method");
    refused(post(server, "/batches", text("{}")), 405, "method", "method");
    refused(get(server, "/batches/6/auction"), 404, "unknownBatch", "");
    refused(get(server, "/batches/999999999999999999999/auction"), 404, "notFound", "path");
    refused(get(server, "/batches/../../etc/passwd"), 404, "notFound", "path");
    json(post(server, solve, resource("answer.json")), 200);
  }

  @Test
  void placesOfBodiesThatNeverComeAreGivenBack() throws Exception {
    BoundedServer server = start(500);
    String half = "POST /batches/5/solve HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{";
    for (int round = 0; round < 2; round++) {
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sockets.add(open(server, half));
      }
      for (Socket socket : sockets) {
        assertThat(answer(socket)).startsWith("HTTP/1.1 408 ").contains("\"field\":\"body\"");
        socket.close();
      }
    }
    refused(post(server, "/batches/6/solve", text("{}")), 404, "unknownBatch", "");
  }

  @Test
  void aBatchThatHasNotEndedIsNotThere() throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve(FILE));
    Files.write(folder.resolve(FILE), lines.subList(0, lines.size() - 1));
    BoundedServer server = start(30_000);
    assertThat(json(get(server, "/batches"), 200).path("batches").size()).isZero();
    refused(get(server, "/batches/5/auction"), 404, "unknownBatch", "");
  }

  private BoundedServer start(long requestMillis) {
    Shelf shelf = new Shelf(new TranscriptSource.Transcripts(List.of(folder.resolve(FILE))));
    BoundedServer server =
        SandboxServer.start(
            new SandboxApi(shelf, Duration.ofSeconds(10), InstantSource.fixed(NOW)),
            "127.0.0.1",
            0,
            MAX_BODY,
            Duration.ofMillis(requestMillis));
    servers.add(server);
    return server;
  }

  private HttpResponse<byte[]> get(BoundedServer server, String path) throws Exception {
    return send(server, "GET", path, new byte[0]);
  }

  private HttpResponse<byte[]> post(BoundedServer server, String path, byte[] body)
      throws Exception {
    return send(server, "POST", path, body);
  }

  /** Without a client that minds how it is treated. */
  private static void tooLarge(BoundedServer server, String request) throws IOException {
    try (Socket socket = open(server, request)) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 413 ").contains("\"field\":\"body\"");
    }
  }

  private static Socket open(BoundedServer server, String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(text(request));
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> send(BoundedServer server, String method, String path, byte[] body)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(server, path));
    request.method(
        method, method.equals("POST") ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static URI uri(BoundedServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static JsonNode json(HttpResponse<byte[]> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    return JsonMapper.shared().readTree(response.body());
  }

  private static void refused(
      HttpResponse<byte[]> response, int status, String code, String field) {
    JsonNode error = json(response, status).path("error");
    assertThat(error.path("code").asString("")).isEqualTo(code);
    assertThat(error.path("field").asString("")).isEqualTo(field);
    assertThat(error.path("message").asString("")).isNotEmpty();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SandboxServerTest.class.getResourceAsStream("/sandbox/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
