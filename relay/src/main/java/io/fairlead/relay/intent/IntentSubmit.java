package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.intake.Intake;
import io.fairlead.relay.intake.IntakeResult;
import io.fairlead.relay.metrics.IntakeObserver;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code intent_submit}: takes a signed intent and gives a signed receipt. */
public final class IntentSubmit implements RpcMethod {
  private final Intake intake;
  private final Address receiptSigner;
  private final IntakeObserver observer;

  /**
   * @param receiptSigner who signs the receipts
   */
  public IntentSubmit(Intake intake, Address receiptSigner, IntakeObserver observer) {
    this.intake = intake;
    this.receiptSigner = receiptSigner;
    this.observer = observer;
  }

  @Override
  public String name() {
    return "intent_submit";
  }

  @Override
  public int cost() {
    return 2;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    try {
      SignedIntent signed = SignedJson.read(Params.of(json, SignedJson.MEMBERS));
      return switch (intake.submit(signed)) {
        case IntakeResult.Accepted accepted -> {
          observer.submitted(accepted.fresh() ? "accepted" : "repeated");
          yield answer(signed.intent(), accepted);
        }
        case IntakeResult.Refused refused -> throw refused.refusal().fault();
      };
    } catch (RpcFault fault) {
      observer.submitted(fault.error().reason());
      throw fault;
    }
  }

  private ObjectNode answer(Intent intent, IntakeResult.Accepted accepted) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("intentHash", accepted.intentHash().toString());
    json.put(
        "uid", new IntentUid(accepted.intentHash(), intent.owner(), intent.validTo()).toString());
    json.set("receipt", IntentJson.write(accepted.receipt(), receiptSigner));
    return json;
  }
}
