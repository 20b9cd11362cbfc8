package io.fairlead.relay.intake;

import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.relay.rpc.RpcError;
import java.math.BigInteger;
import java.util.Optional;

/** Whether the nonce was used or cancelled on chain, in the lane the intent is of. */
final class NonceCheck implements IntakeCheck {
  static final String FIELD = "nonce";
  private final Accounts accounts;

  NonceCheck(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    Nonce nonce = new Nonce(candidate.signed().nonce());
    BigInteger bits =
        accounts.nonces(
            candidate.signed().funding(),
            candidate.signed().owner(),
            nonce.word(),
            candidate.head());
    return bits.testBit(nonce.bit())
        ? Optional.of(
            Refusal.of(
                RpcError.NONCE_USED,
                candidate.field(FIELD),
                "the nonce is used or cancelled on chain"))
        : Optional.empty();
  }
}
