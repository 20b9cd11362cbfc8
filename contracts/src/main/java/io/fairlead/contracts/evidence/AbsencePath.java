package io.fairlead.contracts.evidence;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/**
 * Proof that a hash is not in a batch, as the relay registry takes it.
 *
 * @param index position of the leaf below, the low sentinel having 0
 * @param below the greatest leaf less than the hash
 * @param above the least leaf greater than the hash
 * @param belowPath hashes beside the path of {@code below}, from the leaf upwards
 * @param abovePath hashes beside the path of {@code above}
 */
public record AbsencePath(
    long index, Bytes32 below, Bytes32 above, List<Bytes32> belowPath, List<Bytes32> abovePath) {
  /** For a batch that was passed over, whose proof nobody looks at. */
  public static final AbsencePath NONE =
      new AbsencePath(0, Bytes32.ZERO, Bytes32.ZERO, List.of(), List.of());

  /** Copies the lists. */
  public AbsencePath {
    belowPath = List.copyOf(belowPath);
    abovePath = List.copyOf(abovePath);
  }
}
