package io.fairlead.sequencer.state;

import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.IntentStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** An intent's next record, given its last one and what happened. Amounts are exact. */
final class Progress {
  static final int BATCHES_KEPT = 100;

  private Progress() {}

  /** How much is filled of {@link SignedTerms#size()}. */
  static BigInteger filled(IntentRecord record) {
    return switch (record.signed()) {
      case SignedIntent signed ->
          signed.intent().side() == Side.SELL ? record.sold() : record.bought();
      case SignedBasket basket -> record.units();
    };
  }

  /** How much there is to fill. */
  static BigInteger wanted(IntentRecord record) {
    return record.signed().size();
  }

  /** Whether nothing is left to fill; a rest of one wei is a rest. */
  static boolean isComplete(IntentRecord intent) {
    return filled(intent).equals(wanted(intent));
  }

  /** Where an intent stands that is in no batch in flight, at block time {@code now}. */
  static IntentStatus atRest(IntentRecord intent, long now) {
    if (isComplete(intent)) {
      return IntentStatus.FILLED;
    }
    if (intent.cancelRequested()) {
      return IntentStatus.CANCELLED;
    }
    return intent.signed().validTo() < now ? IntentStatus.EXPIRED : IntentStatus.OPEN;
  }

  static boolean isLive(IntentRecord intent) {
    return !intent.status().isFinal();
  }

  static IntentRecord withStatus(IntentRecord from, IntentStatus status) {
    return new IntentRecord(
        from.intentHash(),
        from.signed(),
        from.receipt(),
        status,
        from.cancelRequested(),
        from.cancelSignature(),
        from.cancelledOnChain(),
        from.sold(),
        from.bought(),
        from.fees(),
        from.units(),
        from.batches(),
        from.settledIn());
  }

  static IntentRecord withCancelRequested(IntentRecord from, Bytes signature) {
    return new IntentRecord(
        from.intentHash(),
        from.signed(),
        from.receipt(),
        from.status(),
        true,
        signature,
        false,
        from.sold(),
        from.bought(),
        from.fees(),
        from.units(),
        from.batches(),
        from.settledIn());
  }

  static IntentRecord withCancelOnChain(IntentRecord from) {
    return new IntentRecord(
        from.intentHash(),
        from.signed(),
        from.receipt(),
        from.status(),
        true,
        Bytes.EMPTY,
        true,
        from.sold(),
        from.bought(),
        from.fees(),
        from.units(),
        from.batches(),
        from.settledIn());
  }

  static IntentRecord intoBatch(IntentRecord from, long batch) {
    List<Long> batches = new ArrayList<>(from.batches());
    if (batches.size() == BATCHES_KEPT) {
      batches.removeFirst();
    }
    batches.add(batch);
    return new IntentRecord(
        from.intentHash(),
        from.signed(),
        from.receipt(),
        IntentStatus.IN_BATCH,
        from.cancelRequested(),
        from.cancelSignature(),
        from.cancelledOnChain(),
        from.sold(),
        from.bought(),
        from.fees(),
        from.units(),
        batches,
        from.settledIn());
  }

  static IntentRecord filledBy(IntentRecord from, long batch, Filling filling) {
    List<Long> settledIn = new ArrayList<>(from.settledIn());
    settledIn.add(batch);
    Fill fill = filling.amounts();
    // A settlement seen again after a reorganisation can be older than the newest one.
    settledIn.sort(null);
    return withFills(
        from,
        new Filling(
            new Fill(
                from.sold().add(fill.sold()),
                from.bought().add(fill.bought()),
                from.fees().add(fill.fee())),
            from.units().add(filling.units())),
        settledIn);
  }

  static IntentRecord unfilledBy(IntentRecord from, long batch, Filling filling) {
    List<Long> settledIn = new ArrayList<>(from.settledIn());
    settledIn.remove(Long.valueOf(batch));
    Fill fill = filling.amounts();
    return withFills(
        from,
        new Filling(
            new Fill(
                from.sold().subtract(fill.sold()),
                from.bought().subtract(fill.bought()),
                from.fees().subtract(fill.fee())),
            from.units().subtract(filling.units())),
        settledIn);
  }

  private static IntentRecord withFills(IntentRecord from, Filling total, List<Long> in) {
    return new IntentRecord(
        from.intentHash(),
        from.signed(),
        from.receipt(),
        from.status(),
        from.cancelRequested(),
        from.cancelSignature(),
        from.cancelledOnChain(),
        total.amounts().sold(),
        total.amounts().bought(),
        total.amounts().fee(),
        total.units(),
        from.batches(),
        in);
  }
}
