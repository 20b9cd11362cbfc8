package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.NodeMessageJson;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.dialout.SolverMessageJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.contracts.signature.Signer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A solver on the JDK's WebSocket, which can do everything wrong. */
final class RawSolver implements WebSocket.Listener, AutoCloseable {
  private final LinkedBlockingQueue<NodeMessage> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;
  private final boolean reads;

  RawSolver(HttpClient client, URI uri) {
    this(client, uri, true);
  }

  /** One that may never read. */
  RawSolver(HttpClient client, URI uri, boolean reads) {
    this.reads = reads;
    this.socket = client.newWebSocketBuilder().buildAsync(uri, this).join();
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reads) {
      opened.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      messages.add(NodeMessageJson.read(text.toString().getBytes(StandardCharsets.UTF_8)));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete("error " + error);
  }

  <T extends NodeMessage> T next(Class<T> type) {
    try {
      NodeMessage message = messages.poll(10, TimeUnit.SECONDS);
      if (!type.isInstance(message)) {
        throw new AssertionError("expected " + type.getSimpleName() + ", got " + message);
      }
      return Objects.requireNonNull(type.cast(message));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean silent() {
    return messages.isEmpty();
  }

  String closed() {
    return closed.orTimeout(10, TimeUnit.SECONDS).join();
  }

  void say(String message) {
    socket.sendText(message, true).join();
  }

  /** In frames of this many characters. */
  void say(String message, int frame) {
    for (int at = 0; at < message.length(); at += frame) {
      int end = Math.min(message.length(), at + frame);
      socket.sendText(message.substring(at, end), end == message.length()).join();
    }
  }

  void say(SolverMessage message) {
    say(SolverMessageJson.write(message));
  }

  NodeMessage.Hello hello() {
    return next(NodeMessage.Hello.class);
  }

  /** Answers the challenge and waits to be let in. */
  RawSolver login(String name, Signer signer) {
    say(
        new SolverMessage.Login(
            name,
            signer.address(),
            signer.sign(hello().challenge().digest(name, signer.address()))));
    next(NodeMessage.Welcome.class);
    return this;
  }

  void answerNothing(long request) {
    say(new SolverMessage.Answer(request, new EngineResponse.Solutions(List.of(), List.of())));
  }

  @Override
  public void close() {
    socket.abort();
  }
}
