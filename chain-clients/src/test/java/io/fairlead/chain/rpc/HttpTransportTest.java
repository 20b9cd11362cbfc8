package io.fairlead.chain.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.FakeRpcServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpTransportTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(10);

  private static byte[] post(URI uri, Duration timeout) {
    try (HttpTransport transport = new HttpTransport(uri, timeout, 1000)) {
      return transport.post("{}".getBytes(UTF_8), Map.of("X-Test", "1"), false);
    }
  }

  @Test
  void returnsTheBodyAndSendsTheHeaders() {
    try (FakeRpcServer server =
        new FakeRpcServer((exchange, body) ->
            FakeRpcServer.reply(
                exchange,
                200,
                exchange.getRequestHeaders().getFirst("X-Test")
                    + exchange.getRequestHeaders().getFirst("Content-Type")
                    + body))) {
      assertThat(post(server.uri(), LONG)).asString(UTF_8).isEqualTo("1application/json{}");
    }
  }

  @Test
  void givesUpOnSilence() {
    try (FakeRpcServer server = new FakeRpcServer((_, _) -> {})) {
      assertThatThrownBy(() -> post(server.uri(), SHORT))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("did not answer within");
    }
  }

  @Test
  void givesUpOnABodyThatDrips() {
    try (FakeRpcServer server =
        new FakeRpcServer((exchange, _) -> {
          exchange.sendResponseHeaders(200, 900);
          OutputStream out = exchange.getResponseBody();
          for (int i = 0; i < 900; i++) {
            out.write(' ');
            out.flush();
            sleep(20);
          }
        })) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> post(server.uri(), SHORT))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("did not answer within");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void readsNoMoreThanTheBound() {
    try (FakeRpcServer server = FakeRpcServer.sending(" ".repeat(1001))) {
      assertThatThrownBy(() -> post(server.uri(), LONG))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("more than 1000 bytes");
    }
    try (FakeRpcServer server = FakeRpcServer.sending(" ".repeat(1000))) {
      assertThat(post(server.uri(), LONG)).hasSize(1000);
    }
  }

  @Test
  void followsNoRedirect() {
    AtomicInteger visits = new AtomicInteger();
    try (FakeRpcServer server =
        new FakeRpcServer((exchange, _) -> {
          visits.incrementAndGet();
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          FakeRpcServer.reply(exchange, 307, "");
        })) {
      assertThatThrownBy(() -> post(server.uri(), LONG))
          .isInstanceOfSatisfying(
              HttpStatusException.class, e -> assertThat(e.status()).isEqualTo(307));
      assertThat(visits).hasValue(1);
    }
  }

  @Test
  void tellsTheStatusAndACleanedBody() {
    try (FakeRpcServer server =
        new FakeRpcServer((exchange, _) ->
            FakeRpcServer.reply(exchange, 503, "busy\n0x" + "ab".repeat(100) + "!"))) {
      assertThatThrownBy(() -> post(server.uri(), LONG))
          .hasMessageEndingWith("answered HTTP 503: busy?0x...!");
    }
  }

  @Test
  void namesTheServerWithoutTheKeyInItsUrl() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:" + unused + "/v2/secretkey?token=secretkey");
    assertThatThrownBy(() -> post(uri, LONG))
        .isInstanceOf(ChainException.class)
        .hasMessage("http://127.0.0.1:" + unused + " cannot be reached");
  }

  @Test
  void sendsAgainOnlyWhatMayBeSentTwice() {
    AtomicInteger visits = new AtomicInteger();
    try (FakeRpcServer server =
            new FakeRpcServer((exchange, _) -> {
              if (visits.incrementAndGet() % 2 == 1) {
                exchange.close();
              } else {
                FakeRpcServer.reply(exchange, 200, "ok");
              }
            });
        HttpTransport transport = new HttpTransport(server.uri(), LONG, 1000)) {
      byte[] body = "{}".getBytes(UTF_8);
      assertThat(transport.post(body, Map.of(), true)).asString(UTF_8).isEqualTo("ok");
      assertThat(visits).hasValue(2);
      assertThatThrownBy(() -> transport.post(body, Map.of(), false))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("broke the connection");
      assertThat(visits).hasValue(3);
    }
  }

  @Test
  void survivesARestartOfTheServer() {
    FakeRpcServer first = FakeRpcServer.sending("one");
    try (HttpTransport transport = new HttpTransport(first.uri(), LONG, 1000)) {
      byte[] body = "{}".getBytes(UTF_8);
      assertThat(transport.post(body, Map.of(), true)).asString(UTF_8).isEqualTo("one");
      int port = first.port();
      first.close();
      assertThatThrownBy(() -> transport.post(body, Map.of(), true))
          .isInstanceOf(ChainException.class);
      try (FakeRpcServer _ =
          new FakeRpcServer((exchange, _) -> FakeRpcServer.reply(exchange, 200, "two"), port)) {
        assertThat(transport.post(body, Map.of(), true)).asString(UTF_8).isEqualTo("two");
      }
    }
  }

  @Test
  void isInterruptible() throws Exception {
    try (FakeRpcServer server = new FakeRpcServer((_, _) -> {})) {
      Thread waiting =
          Thread.ofVirtual()
              .start(() ->
                  assertThatThrownBy(() -> post(server.uri(), LONG))
                      .hasMessageContaining("interrupted"));
      sleep(100);
      waiting.interrupt();
      assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void refusesOtherSchemes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpTransport(URI.create("ws://localhost/"), LONG, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpTransport(URI.create("file:///etc/passwd"), LONG, 1));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
