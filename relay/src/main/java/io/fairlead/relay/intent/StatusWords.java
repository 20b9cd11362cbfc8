package io.fairlead.relay.intent;

import io.fairlead.sequencer.intent.IntentStatus;

/** Statuses as clients read them. */
final class StatusWords {
  private StatusWords() {}

  static String of(IntentStatus status) {
    return switch (status) {
      case OPEN -> "open";
      case IN_BATCH -> "inBatch";
      case FILLED -> "filled";
      case CANCELLED -> "cancelled";
      case EXPIRED -> "expired";
    };
  }
}
