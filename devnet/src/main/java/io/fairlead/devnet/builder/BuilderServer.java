package io.fairlead.devnet.builder;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.solver.http.BoundedServer;
import io.fairlead.solver.http.Limits;
import io.fairlead.solver.http.Reply;
import io.fairlead.solver.http.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The builder: JSON-RPC over HTTP in front, a development node behind, a block per slot. */
public final class BuilderServer implements AutoCloseable {
  /** Bytes of the longest call. */
  static final int MAX_BODY = 2 * 1024 * 1024;

  private static final String HOST = "127.0.0.1";
  private static final Limits LIMITS =
      new Limits(4, 64, 64, MAX_BODY, Duration.ofSeconds(60), Duration.ofSeconds(60));

  private final RpcClient rpc;
  private final SlotLoop slots;
  private final BoundedServer server;

  private BuilderServer(RpcClient rpc, SlotLoop slots, BoundedServer server) {
    this.rpc = rpc;
    this.slots = slots;
    this.server = server;
  }

  /**
   * Starts a builder on 127.0.0.1 and returns when it listens.
   *
   * @param rpcUrl a development node which mines on demand only
   * @param port 0 for a free one
   * @param slotMillis time between blocks; 0 for none but those asked for by {@link #slot}
   * @throws IllegalStateException if it cannot listen
   */
  public static BuilderServer start(String rpcUrl, int port, long slotMillis, InstantSource clock) {
    RpcClient rpc = new RpcClient(rpcUrl);
    BuilderNode node = new BuilderNode(rpc);
    BundleBook book = new BundleBook(node.latest().number());
    SlotLoop slots = new SlotLoop(node, book, clock);
    BuilderApi api =
        new BuilderApi(new BuilderMethods(new BundleReader(node.chainId()), book, node));
    BuilderServer builder = new BuilderServer(rpc, slots, listen(api, slots, port));
    if (slotMillis > 0) {
      slots.start(slotMillis);
    }
    return builder;
  }

  /** The HTTP in front. */
  static BoundedServer listen(BuilderApi api, SlotLoop slots, int port) {
    return BoundedServer.start(
        List.of(
            Route.atOnce("/health.*", call -> health(slots)),
            Route.post(
                ".*", call -> Reply.ok(api.answer(call.header(SignedBody.HEADER), call.body())))),
        HOST,
        port,
        LIMITS,
        (status, code, field, message) ->
            new Reply(
                status, Bytes.of(api.refusal(field == null ? message : field + ": " + message))));
  }

  private static Reply health(SlotLoop slots) {
    boolean healthy = slots.healthy();
    String body = "{\"healthy\":" + healthy + "}";
    return new Reply(healthy ? 200 : 503, Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Where it listens. */
  public String url() {
    return "http://" + HOST + ":" + server.port();
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
}
