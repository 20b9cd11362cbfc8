package io.fairlead.relay.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Finds the method of each call, runs it and puts the answers together. Thread safe. */
public final class RpcDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(RpcDispatcher.class);

  private final Map<String, RpcMethod> methods = new LinkedHashMap<>();
  private final ExecutorService workers;
  private final RpcObserver observer;

  /**
   * @param methods the table
   * @param workers runs the calls of a batch side by side; its threads may block
   * @throws IllegalArgumentException if two methods share a name
   */
  public RpcDispatcher(
      Collection<? extends RpcMethod> methods, ExecutorService workers, RpcObserver observer) {
    for (RpcMethod method : methods) {
      if (this.methods.put(method.name(), method) != null) {
        throw new IllegalArgumentException("two methods are called " + method.name());
      }
    }
    this.workers = workers;
    this.observer = observer;
  }

  /** Answers a body; empty if nothing in it wants an answer. Blocks. */
  public Optional<byte[]> handle(byte[] body, Caller caller) {
    return switch (RpcParser.parse(body)) {
      case RpcBody.Single single -> answer(single.call(), caller).map(RpcDispatcher::write);
      case RpcBody.Batch batch -> write(answers(batch.calls(), caller));
    };
  }

  /** The answer to a body that is not worked on at all: every call in it gets {@code fault}. */
  public static Optional<byte[]> refuse(byte[] body, RpcFault fault) {
    return switch (RpcParser.parse(body)) {
      case RpcBody.Single single -> refusal(single.call(), fault).map(RpcDispatcher::write);
      case RpcBody.Batch batch ->
          write(batch.calls().stream().flatMap(call -> refusal(call, fault).stream()).toList());
    };
  }

  /** The answer to a body too large to be read. */
  public static byte[] refuse(RpcFault fault) {
    return write(new RpcReply.Failure(JsonNodeFactory.instance.nullNode(), fault));
  }

  private List<RpcReply> answers(List<RpcCall> calls, Caller caller) {
    List<Future<Optional<RpcReply>>> running = new ArrayList<>(calls.size());
    for (RpcCall call : calls) {
      running.add(workers.submit(() -> answer(call, caller)));
    }
    List<RpcReply> replies = new ArrayList<>(calls.size());
    try {
      for (Future<Optional<RpcReply>> reply : running) {
        reply.get().ifPresent(replies::add);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcFault(RpcError.OVERLOADED, "the node is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return replies;
  }

  private Optional<RpcReply> answer(RpcCall call, Caller caller) {
    return switch (call) {
      case RpcCall.Request request ->
          Optional.of(run(request.id(), request.method(), request.params(), caller));
      case RpcCall.Notification notification -> {
        run(
            JsonNodeFactory.instance.nullNode(),
            notification.method(),
            notification.params(),
            caller);
        yield Optional.empty();
      }
      case RpcCall.Malformed malformed -> {
        observer.ended("unknown", malformed.fault().error().reason(), 0);
        yield Optional.of(new RpcReply.Failure(malformed.id(), malformed.fault()));
      }
    };
  }

  private RpcReply run(JsonNode id, String name, JsonNode params, Caller caller) {
    long start = System.nanoTime();
    RpcMethod method = methods.get(name);
    String label = method == null ? "unknown" : name;
    try {
      if (method == null) {
        throw unknown(name);
      }
      if (!caller.charge(method.cost())) {
        throw new RpcFault(RpcError.RATE_LIMITED, "too many requests, try again later");
      }
      JsonNode result = method.call(params, caller);
      observer.ended(label, "ok", System.nanoTime() - start);
      return new RpcReply.Success(id, result);
    } catch (RpcFault fault) {
      observer.ended(label, fault.error().reason(), System.nanoTime() - start);
      return new RpcReply.Failure(id, fault);
    } catch (ForeignFault fault) {
      observer.ended(label, "chainRefused", System.nanoTime() - start);
      return new RpcReply.Foreign(id, fault);
    } catch (RuntimeException | StackOverflowError defect) {
      // The class and place only: a message could hold an intent's terms.
      LOG.error("rpc.failed method={} error={} at={}", label, defect.getClass(), at(defect));
      observer.ended(label, RpcError.INTERNAL.reason(), System.nanoTime() - start);
      return new RpcReply.Failure(id, new RpcFault(RpcError.INTERNAL, "internal error"));
    }
  }

  private static RpcFault unknown(String name) {
    String hint =
        name.startsWith("eth_send") || name.startsWith("eth_sign") || name.startsWith("personal_")
            ? "this node sends and signs nothing for you: use intent_submit, or your chain node"
            : "no such method";
    return new RpcFault(RpcError.METHOD_NOT_FOUND, hint);
  }

  private static String at(Throwable defect) {
    StackTraceElement[] trace = defect.getStackTrace();
    return trace.length == 0 ? "?" : trace[0].toString();
  }

  private static Optional<RpcReply> refusal(RpcCall call, RpcFault fault) {
    return switch (call) {
      case RpcCall.Request request -> Optional.of(new RpcReply.Failure(request.id(), fault));
      case RpcCall.Notification _ -> Optional.empty();
      case RpcCall.Malformed malformed -> Optional.of(new RpcReply.Failure(malformed.id(), fault));
    };
  }

  private static byte[] write(RpcReply reply) {
    return RpcParser.write(reply.toJson());
  }

  private static Optional<byte[]> write(List<RpcReply> replies) {
    if (replies.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    replies.forEach(reply -> array.add(reply.toJson()));
    return Optional.of(RpcParser.write(array));
  }
}
