package io.fairlead.devnet.builder;

import io.fairlead.devnet.rpc.RpcClient;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The builder: JSON-RPC over HTTP in front, a development node behind, a block per slot. */
public final class BuilderServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BuilderServer.class);
  private static final int MAX_BODY = 2 * 1024 * 1024;

  private final JsonMapper mapper = JsonMapper.shared();
  private final SignedBody signedBody = new SignedBody();
  private final Vertx vertx;
  private final RpcClient rpc;
  private final SlotLoop slots;
  private final BuilderMethods methods;
  private final HttpServer server;

  private BuilderServer(Vertx vertx, RpcClient rpc, InstantSource clock) {
    this.vertx = vertx;
    this.rpc = rpc;
    BuilderNode node = new BuilderNode(rpc);
    BundleBook book = new BundleBook(node.latest().number());
    this.slots = new SlotLoop(node, book, clock);
    this.methods = new BuilderMethods(new BundleReader(node.chainId()), book, node);
    this.server = vertx.createHttpServer().requestHandler(this::handle);
  }

  /**
   * Starts a builder on 127.0.0.1 and returns when it listens.
   *
   * @param rpcUrl a development node which mines on demand only
   * @param port 0 for a free one
   * @param slotMillis time between blocks; 0 for none but those asked for by {@link #slot}
   */
  public static BuilderServer start(
      Vertx vertx, String rpcUrl, int port, long slotMillis, InstantSource clock) {
    BuilderServer builder = new BuilderServer(vertx, new RpcClient(rpcUrl), clock);
    try {
      builder
          .server
          .listen(port, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting the builder", e);
    } catch (Exception e) {
      throw new IllegalStateException("the builder cannot listen on port " + port, e);
    }
    if (slotMillis > 0) {
      builder.slots.start(slotMillis);
    }
    return builder;
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** Builds one block now; only for a builder without slots of its own. */
  public void slot() {
    slots.slot();
  }

  @Override
  public void close() {
    slots.close();
    server.close();
    rpc.close();
  }

  private void handle(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET) && request.path().startsWith("/health")) {
      request.response().setStatusCode(slots.healthy() ? 200 : 503).end();
      return;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().setStatusCode(405).end();
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() + chunk.length() <= MAX_BODY) {
        body.appendBuffer(chunk);
      } else if (!request.response().ended()) {
        request.response().setStatusCode(413).end();
      }
    });
    request.endHandler(end -> {
      if (!request.response().ended()) {
        String header = request.getHeader(SignedBody.HEADER);
        vertx
            .executeBlocking(() -> answer(header, body.getBytes()), false)
            .onComplete(done -> respond(request, done.result()));
      }
    });
  }

  private void respond(HttpServerRequest request, byte @Nullable [] answer) {
    if (answer == null) {
      request.response().setStatusCode(500).end();
      return;
    }
    request.response().putHeader("content-type", "application/json").end(Buffer.buffer(answer));
  }

  private byte[] answer(@Nullable String header, byte[] body) {
    ObjectNode response = mapper.createObjectNode();
    response.put("jsonrpc", "2.0");
    response.set("id", mapper.nullNode());
    try {
      JsonNode request = mapper.readTree(body);
      if (!request.isObject() || !request.path("method").isString()) {
        throw new BuilderException(
            BuilderException.INVALID_REQUEST, "one JSON-RPC call is expected");
      }
      response.set(
          "id", request.path("id").isMissingNode() ? mapper.nullNode() : request.path("id"));
      if (header != null && signedBody.signer(header, body).isEmpty()) {
        throw new BuilderException(BuilderException.INVALID_REQUEST, "wrong signature of the body");
      }
      response.set(
          "result", methods.call(request.path("method").asString(), request.path("params")));
    } catch (JacksonException e) {
      error(response, BuilderException.PARSE_ERROR, "the body is not JSON");
    } catch (BuilderException e) {
      error(response, e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.warn("a call failed: {}", e.getClass().getSimpleName());
      error(response, -32603, "internal error");
    }
    return mapper.writeValueAsBytes(response);
  }

  private static void error(ObjectNode response, int code, String message) {
    response.putObject("error").put("code", code).put("message", message);
  }
}
