package io.fairlead.relay.intake;

import java.util.Optional;

/** One reason why an intent may be refused. Thread safe; may read the chain. */
@FunctionalInterface
interface IntakeCheck {
  /** Empty if there is nothing against it. */
  Optional<Refusal> check(Candidate candidate);
}
