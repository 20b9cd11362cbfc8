package io.fairlead.sequencer.state;

import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import io.fairlead.sequencer.batch.BatchSettlement.IntentFill;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.SortedMap;
import java.util.TreeMap;

/** A settlement's fills, summed for each intent and basket, ascending by hash. */
final class Fills {
  private Fills() {}

  /**
   * Sums them; one may be filled more than once by one settlement.
   *
   * @throws IllegalCommandException if a fill has impossible amounts
   */
  static SortedMap<Bytes32, Filling> sums(BatchSettlement settlement) {
    SortedMap<Bytes32, Filling> sums = new TreeMap<>();
    for (IntentFill each : settlement.fills()) {
      Fill fill = each.fill();
      if (fill.sold().signum() < 0
          || fill.bought().signum() < 0
          || fill.fee().signum() < 0
          || fill.fee().compareTo(fill.sold()) > 0) {
        throw new IllegalCommandException("impossible fill of " + each.intentHash());
      }
      sums.merge(each.intentHash(), Filling.of(fill), Filling::plus);
    }
    for (BasketFill each : settlement.basketFills()) {
      if (each.units().signum() <= 0) {
        throw new IllegalCommandException("impossible fill of " + each.intentHash());
      }
      sums.merge(each.intentHash(), Filling.of(each), Filling::plus);
    }
    return sums;
  }

  /**
   * Checks that the contract can have filled {@code before} by {@code fill}: docs/protocol.md
   * section 2.
   *
   * @throws IllegalCommandException if not
   */
  static void check(IntentRecord before, long batch, Filling filling) {
    boolean ofBasket = filling.units().signum() > 0;
    IntentRecord after = Progress.filledBy(before, batch, filling);
    boolean tooMuch =
        switch (before.signed()) {
          case SignedIntent signed ->
              ofBasket || after.sold().compareTo(signed.intent().sellAmount()) > 0;
          case SignedBasket basket -> !ofBasket;
        };
    if (tooMuch || Progress.filled(after).compareTo(Progress.wanted(after)) > 0) {
      throw new IllegalCommandException("more than the signed amount of " + before.intentHash());
    }
    if (!before.signed().fillsInParts() && !Progress.isComplete(after)) {
      throw new IllegalCommandException("a part of " + before.intentHash() + ", which has none");
    }
  }
}
