package io.fairlead.relay.rpc;

import tools.jackson.databind.JsonNode;

/** One connection that events can be pushed to. Thread safe. */
public interface EventChannel {
  /**
   * Hands over one event and returns at once. A consumer that cannot keep up loses its connection.
   */
  void push(JsonNode notification);

  /** Runs once when the connection is gone; at once if it is gone already. */
  void onClose(Runnable action);
}
