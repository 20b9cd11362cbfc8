package io.fairlead.relay.intent;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.EventChannel;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.relay.stream.Subscriptions;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code intent_unsubscribe}: ends a subscription of the same connection. */
public final class IntentUnsubscribe implements RpcMethod {
  private final String name;
  private final Subscriptions subscriptions;

  /** Removes from {@code subscriptions}. */
  public IntentUnsubscribe(Subscriptions subscriptions) {
    this("intent_unsubscribe", subscriptions);
  }

  /** The same under another name. */
  public IntentUnsubscribe(String name, Subscriptions subscriptions) {
    this.name = name;
    this.subscriptions = subscriptions;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    EventChannel channel = IntentSubscribe.channel(caller);
    Params params = Params.of(json, List.of("subscription"));
    String id = params.text("subscription", "the id of a subscription", Function.identity());
    if (!subscriptions.remove(channel, id)) {
      throw params.invalid("subscription", "is no subscription of this connection");
    }
    return JsonNodeFactory.instance.booleanNode(true);
  }
}
