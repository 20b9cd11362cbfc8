package io.fairlead.relay.intake;

import io.fairlead.relay.rpc.RpcError;
import java.util.Optional;

/** Whether the window is still open and ends soon enough. */
final class WindowCheck implements IntakeCheck {
  private final IntakePolicy policy;

  WindowCheck(IntakePolicy policy) {
    this.policy = policy;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    long validTo = candidate.signed().validTo();
    // The next block's time is later than the head's, so an end at the head's time is too early.
    if (validTo <= candidate.head().timestamp()) {
      return Optional.of(
          Refusal.of(
              RpcError.EXPIRED,
              candidate.field("validTo"),
              "the window ended: the chain's time is " + candidate.head().timestamp()));
    }
    if (validTo - candidate.now() > policy.maxValiditySeconds()) {
      return Optional.of(
          Refusal.of(
              RpcError.VALIDITY_TOO_LONG,
              candidate.field("validTo"),
              "the window may end at most " + policy.maxValiditySeconds() + " seconds from now"));
    }
    return Optional.empty();
  }
}
