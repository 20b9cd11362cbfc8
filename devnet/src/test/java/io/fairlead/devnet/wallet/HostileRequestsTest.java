package io.fairlead.devnet.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.deploy.DevKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node in a process of its own against everything that is not a proper request: each is refused
 * as documented, nothing is kept of any, and the node works on.
 */
@ExtendWith(SharedWorld.class)
final class HostileRequestsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private record Answer(int status, String body) {}

  @Test
  void everyBadRequestIsRefusedAsDocumentedAndLeavesNothing(SharedWorld.Devnet devnet)
      throws IOException, InterruptedException {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = wallets.get(1);
    LocalSigner poor = DevKeys.signer("wallet without tokens");
    LocalSigner unapproved = DevKeys.signer("wallet without approval");
    devnet.newcomer(unapproved, wallets.get(2), "WETH", wallets.wei("WETH", "2"));
    ObjectNode sale = wallets.quote(owner, "WETH", "USDC", "0.5");
    JsonNode filled =
        wallets.awaitFilled(wallets.submit(owner, sale).path("intentHash").asString());
    ObjectNode open =
        wallets.quote(owner, "DAI", "WETH", "100").put("buyAmount", "1" + "0".repeat(18));
    String openHash = wallets.submit(owner, open).path("intentHash").asString();
    List<LocalSigner> owners = List.of(owner, poor, unapproved);
    List<Set<String>> before = owners.stream().map(one -> hashes(wallets, one)).toList();
    assertThat(before.getFirst()).hasSize(2);
    String receipts = metric(devnet, "fairlead_receipts");

    List<RequestTable.Bad> table =
        new BadRequests(wallets, owner, poor, unapproved)
            .all(filled, open, devnet.world().chain().timestamp());
    assertThat(table).hasSizeGreaterThan(100);
    try (HttpClient http = HttpClient.newHttpClient()) {
      SoftAssertions soft = new SoftAssertions();
      for (RequestTable.Bad bad : table) {
        check(soft, bad, post(http, devnet.world().relayUrl(), bad.body().bytes()));
      }
      soft.assertAll();
      halfAGoodBatch(http, devnet, owner, sale);
    }

    assertThat(owners.stream().map(one -> hashes(wallets, one)).toList()).isEqualTo(before);
    assertThat(metric(devnet, "fairlead_receipts")).isEqualTo(receipts);
    wallets.cancel(owner, openHash);
    replayGetsTheFirstReceipt(wallets, owner, sale);
    assertThat(metric(devnet, "fairlead_receipts")).isEqualTo(receipts);
    wallets.awaitFilled(wallets.sell(owner, "WETH", "USDC", "0.25"));
    assertThat(Files.readString(devnet.directory().resolve("node.log")))
        .doesNotContain("rpc.failed");
  }

  @Test
  void garbageBelowJsonRpcHurtsNobodyElse(SharedWorld.Devnet devnet)
      throws IOException, InterruptedException {
    URI relay = URI.create(devnet.world().relayUrl());
    String receipts = metric(devnet, "fairlead_receipts");
    for (String text :
        List.of(
            "\u0000\u0001\u0002\r\n\r\n",
            "GARBAGE\r\n\r\n",
            "POST / HTTP/9.9\r\nHost: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n{}",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
            "GET /" + "z".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\u0000".repeat(9))) {
      String answer = RawSocket.exchange(relay, text);
      assertThat(answer).as(text.substring(0, Math.min(50, text.length()))).doesNotContain(" 200 ");
    }
    // Begun and never finished: the connection is simply dropped.
    for (String text :
        List.of("", "PO", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"json")) {
      RawSocket.drop(relay, text);
    }
    webSockets(relay);
    assertThat(metric(devnet, "fairlead_receipts")).isEqualTo(receipts);
    devnet
        .wallets()
        .awaitFilled(devnet.wallets().sell(devnet.wallets().get(3), "WETH", "DAI", "0.3"));
  }

  private static void webSockets(URI relay) throws IOException, InterruptedException {
    try (RawSocket socket = RawSocket.webSocket(relay)) {
      Random random = new Random(11);
      for (int i = 0; i < 40; i++) {
        byte[] noise = new byte[1 + random.nextInt(300)];
        random.nextBytes(noise);
        noise[0] = (byte) (noise[0] | 0x80);
        socket.frame(0x2, noise);
        assertThat(reason(socket.message())).isEqualTo("parseError");
      }
      socket.frame(
          0x1, "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"intent_subscribe\"}".getBytes(UTF_8));
      assertThat(reason(socket.message())).isEqualTo("invalidParams");
      socket.frame(0x1, new byte[] {(byte) 0xc3, 0x28});
      assertThat(reason(socket.message())).isEqualTo("parseError");
      socket.frame(0x1, "[[[".getBytes(UTF_8));
      assertThat(reason(socket.message())).isEqualTo("parseError");
      socket.frame(
          0x1, "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"fairlead_info\"}".getBytes(UTF_8));
      assertThat(JSON.readTree(socket.message()).path("id").asInt()).isEqualTo(6);
    }
    // Not frames at all, a reserved kind of frame, and far too much of it.
    Map<String, byte[]> table =
        Map.of(
            "no frame", "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8),
            "reserved kind", RawSocket.masked(0x7, new byte[] {1}),
            "too much", RawSocket.masked(0x1, new byte[400_000]));
    SoftAssertions soft = new SoftAssertions();
    for (Map.Entry<String, byte[]> bad : table.entrySet()) {
      try (RawSocket socket = RawSocket.webSocket(relay)) {
        soft.assertThat(socket.endsOn(bad.getValue(), 5_000))
            .as("closed after: " + bad.getKey())
            .isTrue();
      }
    }
    soft.assertAll();
  }

  private static String reason(String answer) {
    return JSON.readTree(answer).at("/error/data/reason").asString("");
  }

  private static void check(SoftAssertions soft, RequestTable.Bad bad, Answer answer) {
    soft.assertThat(answer.status()).as("%s: status", bad.name()).isEqualTo(200);
    JsonNode json = JSON.readTree(answer.body());
    soft.assertThat(json.path("jsonrpc").asString("")).as(bad.name()).isEqualTo("2.0");
    soft.assertThat(json.has("result")).as("%s: %s", bad.name(), json).isFalse();
    JsonNode error = json.path("error");
    soft.assertThat(
            List.of(
                error.path("code").asInt(0),
                error.at("/data/reason").asString(""),
                error.at("/data/field").asString("")))
        .as("%s: %s", bad.name(), json)
        .isEqualTo(List.of(bad.code(), bad.reason(), bad.field()));
    soft.assertThat(error.path("message").asString(""))
        .as(bad.name())
        .isNotBlank()
        .doesNotContain("Exception", "io.fairlead", "tools.jackson", "java.");
  }

  /** What is wrong in one call of a batch is not an excuse for the others, nor a way in for it. */
  private static void halfAGoodBatch(
      HttpClient http, SharedWorld.Devnet devnet, LocalSigner owner, ObjectNode sale)
      throws IOException, InterruptedException {
    ObjectNode changed = sale.deepCopy().put("nonce", "4321");
    String body =
        """
        [{"jsonrpc":"2.0","id":1,"method":"fairlead_info"}, 7,
         {"jsonrpc":"2.0","id":2,"method":"intent_submit","params":{"intent":%s,"signature":"%s"}},
         {"jsonrpc":"2.0","method":"intent_submit","params":{"intent":%s,"signature":"%s"}}]
        """
            .formatted(
                changed,
                devnet.wallets().sign(owner, "intent", sale),
                changed,
                devnet.wallets().sign(owner, "intent", sale));
    JsonNode answer =
        JSON.readTree(post(http, devnet.world().relayUrl(), body.getBytes(UTF_8)).body());
    assertThat(answer.size()).isEqualTo(3);
    assertThat(answer.get(0).has("result")).isTrue();
    assertThat(answer.get(1).at("/error/code").asInt()).isEqualTo(-32600);
    assertThat(answer.get(2).at("/error/data/reason").asString()).isEqualTo("wrongSignature");
  }

  private static void replayGetsTheFirstReceipt(
      TestWallets wallets, LocalSigner owner, ObjectNode sale) {
    JsonNode again = wallets.submit(owner, sale);
    assertThat(again.path("receipt"))
        .isEqualTo(wallets.status(again.path("intentHash").asString()).path("receipt"));
    assertThat(wallets.status(again.path("intentHash").asString()).path("status").asString())
        .isEqualTo("filled");
  }

  private static Set<String> hashes(TestWallets wallets, LocalSigner owner) {
    Set<String> hashes = new TreeSet<>();
    wallets.list(owner).forEach(one -> hashes.add(one.path("intentHash").asString()));
    return hashes;
  }

  private static Answer post(HttpClient http, String url, byte[] body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  private static String metric(SharedWorld.Devnet devnet, String name)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String text =
          http.send(
                  HttpRequest.newBuilder(URI.create(devnet.world().relayUrl() + "/metrics"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return text.lines().filter(line -> line.startsWith(name + " ")).findFirst().orElseThrow();
    }
  }
}
