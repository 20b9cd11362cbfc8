package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Optional;

/**
 * Judges signatures in the contract's order: docs/protocol.md section 1.5. Pure but for the
 * accounts it is given. Thread safe.
 */
public final class SignatureJudge {
  /** Gas of {@code isValidSignature}. */
  public static final long ERC1271_GAS = 300_000;

  private final SignatureRecovery recovery;

  /** Recovers keys with {@code recovery}. */
  public SignatureJudge(SignatureRecovery recovery) {
    this.recovery = recovery;
  }

  /** By what a signature is the owner's. */
  public enum Verdict {
    /** The owner's own key, whether the owner has code or not. */
    ECDSA,
    /** A transaction of the owner. */
    PRESIGNED,
    /** The owner's code. */
    ERC1271,
    /** The owner's code, once its factory was called. */
    ERC6492,
    /** It is not the owner's. */
    INVALID;

    /** Whether it is the owner's. */
    public boolean isValid() {
      return this != INVALID;
    }
  }

  /** Judges the signature of an intent, parent or basket that is funded by allowance. */
  public Verdict judge(Address owner, Bytes32 digest, Bytes signature, OwnerAccounts accounts) {
    if (!Erc6492.isMarked(signature)) {
      return judgePlain(owner, digest, signature, accounts);
    }
    Optional<Erc6492> wrapped = Erc6492.unwrap(signature);
    if (wrapped.isEmpty()) {
      return Verdict.INVALID;
    }
    Erc6492 inner = wrapped.get();
    if (isByKey(owner, digest, inner.signature())) {
      return Verdict.ECDSA;
    }
    if (accounts.hasCode(owner)) {
      return accounts.accepts(owner, digest, inner.signature()) ? Verdict.ERC1271 : Verdict.INVALID;
    }
    return accounts.acceptsOnceDeployed(
            owner, digest, inner.signature(), inner.factory(), inner.factoryCall())
        ? Verdict.ERC6492
        : Verdict.INVALID;
  }

  /**
   * Judges the signature of an intent that Permit2 takes: the key's only if the owner has no code.
   * Permit2 would also take an {@code s} in the upper half, which nobody's wallet makes.
   *
   * @param digest Permit2's, not the intent's
   */
  public Verdict judgePermit2(
      Address owner, Bytes32 digest, Bytes signature, OwnerAccounts accounts) {
    if (accounts.hasCode(owner)) {
      return accounts.accepts(owner, digest, signature) ? Verdict.ERC1271 : Verdict.INVALID;
    }
    return isByKey(owner, digest, signature) ? Verdict.ECDSA : Verdict.INVALID;
  }

  /** Whether 64 or 65 bytes of ECDSA with a low {@code s} recover to the owner. */
  public boolean isByKey(Address owner, Bytes32 digest, Bytes signature) {
    return ecdsa(signature)
        .flatMap(plain -> recovery.recover(digest, plain))
        .filter(owner::equals)
        .isPresent();
  }

  /** A signature that has the length of ECDSA, read as such; empty if it has another length. */
  public static Optional<Signature> ecdsa(Bytes signature) {
    return switch (signature.size()) {
      case Signature.SIZE -> Optional.of(Signature.of(signature.bytes()));
      case Signature.COMPACT_SIZE -> Optional.of(Signature.ofCompact(signature.bytes()));
      default -> Optional.empty();
    };
  }

  private Verdict judgePlain(
      Address owner, Bytes32 digest, Bytes signature, OwnerAccounts accounts) {
    if (isByKey(owner, digest, signature)) {
      return Verdict.ECDSA;
    }
    if (signature.size() == 0) {
      return accounts.isPresigned(owner, digest) ? Verdict.PRESIGNED : Verdict.INVALID;
    }
    return accounts.hasCode(owner) && accounts.accepts(owner, digest, signature)
        ? Verdict.ERC1271
        : Verdict.INVALID;
  }
}
