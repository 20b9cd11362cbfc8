package io.fairlead.relay.intent;

import io.fairlead.relay.rpc.Params;
import java.util.Locale;

/** Which word an intent's nonce is of: docs/protocol.md section 1.4. */
enum Lane {
  /** The owner's own. */
  OWNER,
  /** One that is shared by everybody whom the node gave bits of it. */
  SHARED;

  /** The word that stands in JSON. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The member {@code lane}, the owner's if it is missing. */
  static Lane read(Params params) {
    return params
        .optional("lane", name -> params.text(name, "\"shared\" or \"owner\"", Lane::parse))
        .orElse(OWNER);
  }

  private static Lane parse(String text) {
    return switch (text) {
      case "owner" -> OWNER;
      case "shared" -> SHARED;
      default -> throw new IllegalArgumentException("no lane");
    };
  }
}
