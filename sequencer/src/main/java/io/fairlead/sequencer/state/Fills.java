package io.fairlead.sequencer.state;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchSettlement.IntentFill;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.SortedMap;
import java.util.TreeMap;

/** A settlement's fills, summed for each intent, ascending by hash. */
final class Fills {
  private Fills() {}

  /**
   * Sums them; an intent may be filled more than once by one settlement.
   *
   * @throws IllegalCommandException if a fill has impossible amounts
   */
  static SortedMap<Bytes32, Fill> sums(BatchSettlement settlement) {
    SortedMap<Bytes32, Fill> sums = new TreeMap<>();
    for (IntentFill each : settlement.fills()) {
      Fill fill = each.fill();
      if (fill.sold().signum() < 0
          || fill.bought().signum() < 0
          || fill.fee().signum() < 0
          || fill.fee().compareTo(fill.sold()) > 0) {
        throw new IllegalCommandException("impossible fill of " + each.intentHash());
      }
      sums.merge(each.intentHash(), fill, Fills::plus);
    }
    return sums;
  }

  /**
   * Checks that the contract can have filled {@code before} by {@code fill}: docs/protocol.md
   * section 2.
   *
   * @throws IllegalCommandException if not
   */
  static void check(IntentRecord before, long batch, Fill fill) {
    Intent intent = before.signed().intent();
    IntentRecord after = Progress.filledBy(before, batch, fill);
    if (after.sold().compareTo(intent.sellAmount()) > 0
        || Progress.filled(after).compareTo(Progress.wanted(after)) > 0) {
      throw new IllegalCommandException("more than the signed amount of " + before.intentHash());
    }
    if (!intent.partiallyFillable() && !Progress.isComplete(after)) {
      throw new IllegalCommandException("a part of " + before.intentHash() + ", which has none");
    }
  }

  private static Fill plus(Fill one, Fill other) {
    return new Fill(
        one.sold().add(other.sold()), one.bought().add(other.bought()), one.fee().add(other.fee()));
  }
}
