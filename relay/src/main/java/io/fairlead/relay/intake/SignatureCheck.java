package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.relay.rpc.RpcError;
import java.util.Optional;

/** Whether the owner signed it. */
final class SignatureCheck implements IntakeCheck {
  private final SignatureRecovery recovery;

  SignatureCheck(SignatureRecovery recovery) {
    this.recovery = recovery;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    Optional<Address> signer =
        SignatureJudge.ecdsa(candidate.signed().signature())
            .flatMap(signature -> recovery.recover(candidate.intentHash(), signature));
    if (signer.filter(candidate.intent().owner()::equals).isPresent()) {
      return Optional.empty();
    }
    String found = signer.map(address -> "it is by " + address).orElse("it is not valid");
    return Optional.of(
        Refusal.of(
            RpcError.WRONG_SIGNATURE,
            "signature",
            "the signature is not the owner's: "
                + found
                + "; check the domain of fairlead_info and the intent's fields"));
  }
}
