package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.signature.SignatureJudge.Verdict;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.relay.rpc.RpcError;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Whether the owner signed it, as the contract or Permit2 will judge. Thread safe; blocks. */
public final class SignatureCheck {
  private static final int ON_CHAIN_AT_ONCE = 64;

  private final Eip712 eip712;
  private final SignatureJudge judge;
  private final Accounts accounts;
  private final Semaphore places = new Semaphore(ON_CHAIN_AT_ONCE);

  /** Judges by keys and by what {@code accounts} knows. */
  public SignatureCheck(Eip712 eip712, SignatureRecovery recovery, Accounts accounts) {
    this.eip712 = eip712;
    this.judge = new SignatureJudge(recovery);
    this.accounts = accounts;
  }

  /** What is to be kept; empty if the owner did not sign it. */
  Optional<SignedTerms> accepted(Candidate candidate) {
    SignedTerms signed = candidate.signed();
    Address owner = candidate.signed().owner();
    OwnerAccounts owners = owners(candidate.head());
    Bytes32 digest = eip712.signedDigest(candidate.signed());
    Verdict verdict =
        switch (candidate.signed().funding()) {
          case ALLOWANCE -> judge.judge(owner, digest, signed.signature(), owners);
          case PERMIT2 -> judge.judgePermit2(owner, digest, signed.signature(), owners);
        };
    return switch (verdict) {
      case INVALID -> Optional.empty();
      case ECDSA ->
          Optional.of(compact(signed.signature()).map(s -> with(signed, s)).orElse(signed));
      case PRESIGNED, ERC1271, ERC6492 -> Optional.of(signed);
    };
  }

  /** Why {@link #accepted} was empty. */
  Refusal refusal(Candidate candidate) {
    Bytes32 digest = eip712.signedDigest(candidate.signed());
    boolean byKey =
        judge.isByKey(candidate.signed().owner(), digest, candidate.signed().signature());
    return Refusal.of(
        RpcError.WRONG_SIGNATURE,
        "signature",
        byKey && candidate.signed().funding() == Funding.PERMIT2
            ? "the owner has code, so Permit2 asks that code (ERC-1271) and does not take its key's"
                + " signature; sign as the code wants it, or use the funding allowance"
            : "the signature is not the owner's; check the domain of fairlead_info, the intent's"
                + " fields and the funding");
  }

  /**
   * Whether the owner signed a message of its own: with its key, also if it has code, or by
   * ERC-1271. Other ways are not open: the registry's answer to an accusation is judged like this.
   *
   * @throws io.fairlead.chain.ChainException if it is no key's and the chain does not answer
   */
  boolean isByOwner(Address owner, Bytes32 digest, Bytes signature) {
    if (judge.isByKey(owner, digest, signature)) {
      return true;
    }
    if (signature.size() == 0 || Erc6492.isMarked(signature)) {
      return false;
    }
    OwnerAccounts owners = owners(accounts.head());
    return owners.hasCode(owner) && owners.accepts(owner, digest, signature);
  }

  /** Whether what was kept is what is given now. */
  static boolean isSame(Bytes kept, Bytes given) {
    return kept.equals(given) || compact(given).filter(kept::equals).isPresent();
  }

  private OwnerAccounts owners(BlockRef at) {
    return new BoundedOwners(accounts.owners(at), places);
  }

  private static SignedTerms with(SignedTerms signed, Bytes signature) {
    return switch (signed) {
      case SignedIntent one ->
          new SignedIntent(one.intent(), one.funding(), signature, one.tokenPermit(), one.hooks());
      case SignedBasket one -> new SignedBasket(one.basket(), signature);
    };
  }

  /**
   * A key's signature in 64 bytes, the cheapest form to judge on chain. Only for one that was
   * recovered to the owner: an ERC-1271 account may insist on the bytes it gave.
   */
  private static Optional<Bytes> compact(Bytes signature) {
    Bytes plain =
        Erc6492.isMarked(signature)
            ? Erc6492.unwrap(signature).map(Erc6492::signature).orElse(signature)
            : signature;
    return SignatureJudge.ecdsa(plain)
        .filter(Signature::isCompactable)
        .map(found -> Bytes.of(found.compact()));
  }
}
