package io.fairlead.sequencer.state;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
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

  /** Wei filled on the side the owner fixed. */
  static BigInteger filled(IntentRecord intent) {
    return intent.signed().intent().side() == Side.SELL ? intent.sold() : intent.bought();
  }

  /** Wei to fill on the side the owner fixed. */
  static BigInteger wanted(IntentRecord record) {
    Intent intent = record.signed().intent();
    return intent.side() == Side.SELL ? intent.sellAmount() : intent.buyAmount();
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
    return intent.signed().intent().validTo() < now ? IntentStatus.EXPIRED : IntentStatus.OPEN;
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
        batches,
        from.settledIn());
  }

  static IntentRecord filledBy(IntentRecord from, long batch, Fill fill) {
    List<Long> settledIn = new ArrayList<>(from.settledIn());
    settledIn.add(batch);
    // A settlement seen again after a reorganisation can be older than the newest one.
    settledIn.sort(null);
    return withFills(
        from,
        from.sold().add(fill.sold()),
        from.bought().add(fill.bought()),
        from.fees().add(fill.fee()),
        settledIn);
  }

  static IntentRecord unfilledBy(IntentRecord from, long batch, Fill fill) {
    List<Long> settledIn = new ArrayList<>(from.settledIn());
    settledIn.remove(Long.valueOf(batch));
    return withFills(
        from,
        from.sold().subtract(fill.sold()),
        from.bought().subtract(fill.bought()),
        from.fees().subtract(fill.fee()),
        settledIn);
  }

  private static IntentRecord withFills(
      IntentRecord from, BigInteger sold, BigInteger bought, BigInteger fees, List<Long> in) {
    return new IntentRecord(
        from.intentHash(),
        from.signed(),
        from.receipt(),
        from.status(),
        from.cancelRequested(),
        from.cancelSignature(),
        from.cancelledOnChain(),
        sold,
        bought,
        fees,
        from.batches(),
        in);
  }
}
