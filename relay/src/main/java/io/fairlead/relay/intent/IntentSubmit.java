package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.SignedTerms;
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

/** {@code intent_submit}: takes a signed intent or basket and gives a signed receipt. */
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
      Params params = Params.of(json, SignedJson.MEMBERS);
      SignedTerms signed =
          params.has("basket") ? BasketJson.readSigned(params) : SignedJson.read(params);
      return switch (intake.submit(signed)) {
        case IntakeResult.Accepted accepted -> {
          observer.submitted(accepted.fresh() ? "accepted" : "repeated");
          yield answer(signed, accepted);
        }
        case IntakeResult.Refused refused -> throw refused.refusal().fault();
      };
    } catch (RpcFault fault) {
      observer.submitted(fault.error().reason());
      throw fault;
    }
  }

  private ObjectNode answer(SignedTerms signed, IntakeResult.Accepted accepted) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("intentHash", accepted.intentHash().toString());
    json.put("uid", signed.uid(accepted.intentHash()).toString());
    json.set("receipt", IntentJson.write(accepted.receipt(), receiptSigner));
    return json;
  }
}
