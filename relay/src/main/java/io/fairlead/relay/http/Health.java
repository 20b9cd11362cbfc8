package io.fairlead.relay.http;

import java.util.List;

/** What keeps the node from being useful. */
@FunctionalInterface
public interface Health {
  /** Reasons why the node is not ready, empty if it is. Must not block. */
  List<String> problems();
}
