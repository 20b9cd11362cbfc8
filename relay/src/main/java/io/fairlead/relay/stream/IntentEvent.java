package io.fairlead.relay.stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that happened to one intent.
 *
 * @param at Unix seconds; null if it happened before this process started and the journal does not
 *     say when
 * @param word what
 * @param batch in which batch, if it has to do with one
 * @param detail why, or how much; never terms of the intent
 */
public record IntentEvent(
    @Nullable Long at, EventWord word, @Nullable Long batch, @Nullable String detail) {
  /** {@code {at?, event, batch?, detail?}}. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (at != null) {
      json.put("at", Long.toString(at));
    }
    json.put("event", word.text());
    if (batch != null) {
      json.put("batch", Long.toString(batch));
    }
    if (detail != null) {
      json.put("detail", detail);
    }
    return json;
  }
}
