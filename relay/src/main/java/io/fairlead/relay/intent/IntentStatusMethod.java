package io.fairlead.relay.intent;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.sequencer.Sequencer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code intent_status}: everything about one intent, for whoever knows its hash. */
public final class IntentStatusMethod implements RpcMethod {
  private final Sequencer sequencer;
  private final StatusJson status;

  /** Looks in {@code sequencer}. */
  public IntentStatusMethod(Sequencer sequencer, StatusJson status) {
    this.sequencer = sequencer;
    this.status = status;
  }

  @Override
  public String name() {
    return "intent_status";
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, List.of("intentHash"));
    return sequencer
        .find(params.bytes32("intentHash"))
        .map(status::write)
        .orElseThrow(() ->
            new RpcFault(
                RpcError.UNKNOWN_INTENT, "no such intent was accepted here", "intentHash"));
  }
}
