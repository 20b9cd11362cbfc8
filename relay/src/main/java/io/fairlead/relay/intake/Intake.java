package io.fairlead.relay.intake;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.relay.lane.SharedLane;
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
  private final SignatureCheck signatures;
  private final List<IntakeCheck> terms;
  private final List<IntakeCheck> state;
  private final OwnerLocks owners = new OwnerLocks();

  /**
   * @param unixSeconds the wall clock, for the limit on how far ahead a window may end
   */
  public Intake(
      Eip712 eip712,
      Sequencer sequencer,
      Accounts accounts,
      LiveIntents live,
      SignatureCheck signatures,
      SharedLane lane,
      IntakePolicy policy,
      LongSupplier unixSeconds) {
    this.eip712 = eip712;
    this.sequencer = sequencer;
    this.accounts = accounts;
    this.live = live;
    this.policy = policy;
    this.unixSeconds = unixSeconds;
    this.signatures = signatures;
    this.terms =
        List.of(
            new TermsCheck(policy),
            new WindowCheck(policy),
            new LaneCheck(policy.terms().auctioneer(), lane));
    this.state = List.of(new NonceCheck(accounts), new FundingCheck(accounts));
  }

  /** Accepts the intent or basket, or says why not. */
  public IntakeResult submit(SignedTerms signed) {
    Bytes32 hash = eip712.identity(signed);
    Optional<IntentRecord> known = sequencer.find(hash);
    if (known.isPresent() && isRepeated(known.get().signed(), signed)) {
      return new IntakeResult.Accepted(hash, known.get().receipt(), false);
    }
    try {
      Verdict verdict = judge(signed, hash);
      return switch (verdict) {
        case Verdict.Refused refused -> new IntakeResult.Refused(refused.refusal());
        case Verdict.Passed passed ->
            owners.with(signed.owner(), () -> sequence(passed.candidate()));
      };
    } catch (ChainException e) {
      return refused(RpcError.CHAIN_UNAVAILABLE, "the chain node did not answer, nothing was kept");
    }
  }

  /** What the checks before the sequencer came to. */
  private sealed interface Verdict {
    /** With the signature as it is kept. */
    record Passed(Candidate candidate) implements Verdict {}

    record Refused(Refusal refusal) implements Verdict {}
  }

  /**
   * At the block the node knows; what the chain says against it there is looked at once more at the
   * newest, because a wallet submits the moment it sees its approval mined, and the node may see
   * that block a little later.
   */
  private Verdict judge(SignedTerms signed, Bytes32 hash) {
    BlockRef head = accounts.head();
    Candidate candidate = at(head, signed, hash);
    Optional<Refusal> refusal = first(terms, candidate);
    if (refusal.isPresent()) {
      return new Verdict.Refused(refusal.get());
    }
    Verdict verdict = judgeByChain(candidate);
    if (verdict instanceof Verdict.Passed) {
      return verdict;
    }
    BlockRef newest = accounts.newest();
    return newest.number() > head.number() ? judgeByChain(at(newest, signed, hash)) : verdict;
  }

  private Candidate at(BlockRef head, SignedTerms signed, Bytes32 hash) {
    return new Candidate(signed, hash, head, Math.max(head.timestamp(), unixSeconds.getAsLong()));
  }

  private Verdict judgeByChain(Candidate candidate) {
    Optional<SignedTerms> accepted = signatures.accepted(candidate);
    if (accepted.isEmpty()) {
      return new Verdict.Refused(signatures.refusal(candidate));
    }
    Candidate checked =
        new Candidate(accepted.get(), candidate.intentHash(), candidate.head(), candidate.now());
    Optional<Refusal> refusal = first(state, checked);
    return refusal.isPresent() ? new Verdict.Refused(refusal.get()) : new Verdict.Passed(checked);
  }

  private static boolean isRepeated(SignedTerms kept, SignedTerms given) {
    return kept.funding() == given.funding()
        && SignatureCheck.isSame(kept.signature(), given.signature());
  }

  private static Optional<Refusal> first(List<IntakeCheck> checks, Candidate candidate) {
    for (IntakeCheck check : checks) {
      Optional<Refusal> refusal = check.check(candidate);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
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
    List<IntentRecord> open = live.of(candidate.signed().owner());
    for (IntentRecord other : open) {
      if (other.intentHash().equals(candidate.intentHash())) {
        return other.signed().funding() == candidate.signed().funding()
            ? Optional.empty()
            : Optional.of(
                Refusal.of(
                    RpcError.INVALID_FIELD,
                    "funding",
                    "the same intent is open with another funding"));
      }
    }
    for (IntentRecord other : open) {
      // Permit2's nonces are its own: one number means two things.
      if (other.signed().funding() == candidate.signed().funding()
          && other.signed().nonce().equals(candidate.signed().nonce())) {
        return Optional.of(
            Refusal.of(
                RpcError.NONCE_USED,
                candidate.field(NonceCheck.FIELD),
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
