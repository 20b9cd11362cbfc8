package io.fairlead.sequencer;

/** Sees every change after it is durable. */
@FunctionalInterface
public interface SequencerListener {
  /** Must return quickly and not throw. */
  void on(SequencerEvent event);
}
