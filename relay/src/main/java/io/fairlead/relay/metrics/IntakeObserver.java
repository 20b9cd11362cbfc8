package io.fairlead.relay.metrics;

/** Counts submissions by outcome. Must not throw. */
@FunctionalInterface
public interface IntakeObserver {
  /** {@code accepted}, {@code repeated}, or the error's reason. */
  void submitted(String outcome);
}
