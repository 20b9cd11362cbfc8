package io.fairlead.relay.intake;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.SubmitOutcome;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The way in: checks in order of their cost, then the sequencer. An intent counts as accepted only
 * when the sequencer has made it durable; nothing is remembered here before, so a retry after any
 * failure starts afresh, and a retry after success gets the first receipt. Thread safe; blocks.
 */
public final class Intake {
  private final Eip712 eip712;
  private final Sequencer sequencer;
  private final Accounts accounts;
  private final LiveIntents live;
  private final IntakePolicy policy;
  private final LongSupplier unixSeconds;
  private final List<IntakeCheck> checks;
  private final OwnerLocks owners = new OwnerLocks();

  /**
   * @param unixSeconds the wall clock, for the limit on how far ahead a window may end
   */
  public Intake(
      Eip712 eip712,
      Sequencer sequencer,
      Accounts accounts,
      LiveIntents live,
      SignatureRecovery recovery,
      IntakePolicy policy,
      LongSupplier unixSeconds) {
    this.eip712 = eip712;
    this.sequencer = sequencer;
    this.accounts = accounts;
    this.live = live;
    this.policy = policy;
    this.unixSeconds = unixSeconds;
    this.checks =
        List.of(
            new TermsCheck(policy),
            new WindowCheck(policy),
            new SignatureCheck(recovery),
            new NonceCheck(accounts),
            new FundingCheck(accounts));
  }

  /** Accepts the intent or says why not. */
  public IntakeResult submit(SignedIntent signed) {
    Bytes32 hash = eip712.intentHash(signed.intent());
    Optional<IntentRecord> known = sequencer.find(hash);
    if (known.isPresent() && known.get().signed().signature().equals(signed.signature())) {
      return new IntakeResult.Accepted(hash, known.get().receipt(), false);
    }
    try {
      BlockRef head = accounts.head();
      long now = Math.max(head.timestamp(), unixSeconds.getAsLong());
      Candidate candidate = new Candidate(signed, hash, head, now);
      for (IntakeCheck check : checks) {
        Optional<Refusal> refusal = check.check(candidate);
        if (refusal.isPresent()) {
          return new IntakeResult.Refused(refusal.get());
        }
      }
      return owners.with(signed.intent().owner(), () -> sequence(candidate));
    } catch (ChainException e) {
      return refused(RpcError.CHAIN_UNAVAILABLE, "the chain node did not answer, nothing was kept");
    }
  }

  private IntakeResult sequence(Candidate candidate) {
    Optional<Refusal> conflict = conflict(candidate);
    if (conflict.isPresent()) {
      return new IntakeResult.Refused(conflict.get());
    }
    return switch (Waiting.forResult(sequencer.submit(candidate.signed()))) {
      case SubmitOutcome.Accepted accepted ->
          new IntakeResult.Accepted(candidate.intentHash(), accepted.receipt(), accepted.fresh());
      case SubmitOutcome.Full full ->
          refused(
              RpcError.OVERLOADED,
              "the node holds " + full.limit() + " open intents, nothing was kept");
    };
  }

  private Optional<Refusal> conflict(Candidate candidate) {
    List<IntentRecord> open = live.of(candidate.intent().owner());
    for (IntentRecord other : open) {
      if (other.intentHash().equals(candidate.intentHash())) {
        return Optional.empty();
      }
    }
    for (IntentRecord other : open) {
      if (other.signed().intent().nonce().equals(candidate.intent().nonce())) {
        return Optional.of(
            Refusal.of(
                RpcError.NONCE_USED,
                NonceCheck.FIELD,
                "another open intent of the owner has this nonce"));
      }
    }
    return open.size() >= policy.maxOpenPerOwner()
        ? Optional.of(
            Refusal.of(
                RpcError.TOO_MANY_OPEN_INTENTS,
                "the owner has " + open.size() + " open intents, no more are allowed"))
        : Optional.empty();
  }

  private static IntakeResult refused(RpcError reason, String message) {
    return new IntakeResult.Refused(Refusal.of(reason, message));
  }
}
