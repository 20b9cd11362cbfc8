package io.fairlead.devnet.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.solver.http.BoundedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the builder makes of requests that are no calls; no chain is asked. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BuilderServerTest {
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: builder\r\nTransfer-Encoding: chunked\r\n\r\n";

  private RpcClient nowhere;
  private BoundedServer server;

  @BeforeEach
  void start() {
    nowhere = new RpcClient("http://127.0.0.1:1");
    BuilderNode node = new BuilderNode(nowhere);
    BundleBook book = new BundleBook(0);
    server =
        BuilderServer.listen(
            new BuilderApi(new BuilderMethods(new BundleReader(DevChain.CHAIN_ID), book, node)),
            new SlotLoop(node, book, () -> Instant.EPOCH),
            0);
  }

  @AfterEach
  void stop() {
    server.close();
    nowhere.close();
  }

  @Test
  void aBodyThatIsDeclaredTooLongIsNotReadAndTheConnectionEnds() throws IOException {
    try (Socket socket = open(post("Content-Length: " + (BuilderServer.MAX_BODY + 1), ""))) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 413 ").contains("body: longer than");
    }
  }

  @Test
  void aBodyThatNeverEndsIsRefusedOnceAndTheConnectionEnds() throws IOException {
    String chunk = "10000\r\n" + "7".repeat(0x10000) + "\r\n";
    try (Socket socket = open(CHUNKED)) {
      for (int sent = 0; sent <= BuilderServer.MAX_BODY; sent += 0x10000) {
        socket.getOutputStream().write(text(chunk));
      }
      assertThat(answer(socket)).startsWith("HTTP/1.1 413 ").containsOnlyOnce("HTTP/1.1");
    }
  }

  @Test
  void whoGoesOnSendingIsHungUpOn() throws IOException {
    byte[] chunk = text("10000\r\n" + "7".repeat(0x10000) + "\r\n");
    try (Socket socket = open(CHUNKED)) {
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> {
            while (true) {
              socket.getOutputStream().write(chunk);
            }
          });
    }
  }

  @Test
  void theLongestBodyIsReadAndTheConnectionStays() throws IOException {
    String body = " ".repeat(BuilderServer.MAX_BODY - 2) + "[]";
    String last = "GET /health HTTP/1.1\r\nHost: builder\r\nConnection: close\r\n\r\n";
    try (Socket socket = open(post("Content-Length: " + BuilderServer.MAX_BODY, body) + last)) {
      assertThat(answer(socket))
          .startsWith("HTTP/1.1 200 ")
          .contains("one JSON-RPC call is expected")
          .contains("{\"healthy\":true}");
    }
  }

  @Test
  void aSignatureIsLookedForInTheHeader() throws IOException {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_mine\",\"params\":[]}";
    String length = "Connection: close\r\nContent-Length: " + body.length();
    try (Socket socket = open(post(length, body))) {
      assertThat(answer(socket))
          .contains("\"id\":7")
          .contains("\"code\":" + BuilderException.METHOD_NOT_FOUND);
    }
    try (Socket socket = open(post(length + "\r\nx-flashbots-signature: 0x1:0x2", body))) {
      assertThat(answer(socket)).contains("\"id\":7").contains("wrong signature of the body");
    }
  }

  @Test
  void onlyPostCalls() throws IOException {
    try (Socket socket = open("GET / HTTP/1.1\r\nHost: builder\r\nConnection: close\r\n\r\n")) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 405 ").containsIgnoringCase("allow: POST");
    }
  }

  private static String post(String headers, String body) {
    return "POST / HTTP/1.1\r\nHost: builder\r\n" + headers + "\r\n\r\n" + body;
  }

  private Socket open(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(text(request));
    return socket;
  }

  /** All that comes until the server ends the connection. */
  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
