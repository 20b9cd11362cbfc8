package io.fairlead.relay.intake;

import io.fairlead.relay.rpc.RpcError;
import java.math.BigInteger;
import java.util.Optional;

/** Whether the nonce was used or cancelled on chain. */
final class NonceCheck implements IntakeCheck {
  static final String FIELD = "intent.nonce";
  private final Accounts accounts;

  NonceCheck(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    BigInteger nonce = candidate.intent().nonce();
    BigInteger bits =
        accounts.nonces(candidate.intent().owner(), nonce.shiftRight(8), candidate.head());
    return bits.testBit(nonce.intValue() & 0xff)
        ? Optional.of(
            Refusal.of(RpcError.NONCE_USED, FIELD, "the nonce is used or cancelled on chain"))
        : Optional.empty();
  }
}
