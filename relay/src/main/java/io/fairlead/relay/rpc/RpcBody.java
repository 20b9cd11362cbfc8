package io.fairlead.relay.rpc;

import java.util.List;

/** What one HTTP body or WebSocket message holds. */
public sealed interface RpcBody {
  /** The calls in it, in order. */
  List<RpcCall> calls();

  /** One call, answered by one object. */
  record Single(RpcCall call) implements RpcBody {
    @Override
    public List<RpcCall> calls() {
      return List.of(call);
    }
  }

  /** An array of calls, answered by an array. */
  record Batch(List<RpcCall> calls) implements RpcBody {
    /** Copies the list. */
    public Batch {
      calls = List.copyOf(calls);
    }
  }
}
