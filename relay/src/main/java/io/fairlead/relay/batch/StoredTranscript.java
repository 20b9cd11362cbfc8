package io.fairlead.relay.batch;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/**
 * A batch's transcript: docs/protocol.md section 6.
 *
 * @param hash running hash of all lines
 * @param complete whether the batch's last line is in it
 * @param lines canonical JSON texts, in order
 */
public record StoredTranscript(Bytes32 hash, boolean complete, List<String> lines) {
  /** Copies the list. */
  public StoredTranscript {
    lines = List.copyOf(lines);
  }
}
