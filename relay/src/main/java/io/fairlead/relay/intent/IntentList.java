package io.fairlead.relay.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.BatchStage;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code intent_list}: an owner's intents, newest first. Without a proof of access only those which
 * a batch that has ended made public; an intent's hash is the key to its terms.
 */
public final class IntentList implements RpcMethod {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final Sequencer sequencer;
  private final StatusJson status;
  private final OwnerAccess access;

  /** Looks in {@code sequencer}. */
  public IntentList(Sequencer sequencer, StatusJson status, OwnerAccess access) {
    this.sequencer = sequencer;
    this.status = status;
    this.access = access;
  }

  @Override
  public String name() {
    return "intent_list";
  }

  @Override
  public int cost() {
    return 5;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, List.of("owner", "limit", "access"));
    Address owner = params.address("owner");
    int limit =
        params
            .optional("limit", name -> (int) params.number(name, 1, MAX_LIMIT))
            .orElse(DEFAULT_LIMIT);
    boolean proven = access.proven(params, owner);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (IntentRecord intent : sequencer.byOwner(owner, limit)) {
      if (proven || isPublic(intent)) {
        list.add(status.write(intent));
      }
    }
    return list;
  }

  private boolean isPublic(IntentRecord intent) {
    for (long number : intent.batches()) {
      boolean ended =
          sequencer
              .batch(number)
              .filter(b -> b.stage() == BatchStage.SETTLED || b.stage() == BatchStage.UNSETTLED)
              .isPresent();
      if (ended) {
        return true;
      }
    }
    return false;
  }
}
