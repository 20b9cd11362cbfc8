package io.fairlead.relay.anchoring;

import io.fairlead.contracts.evidence.RelayEvent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/** The relay registry, as the relay that is accused sees it. Blocking. */
interface AccusationChain {
  /** Unix seconds of the newest block. */
  long time();

  /** Accusations of this relay since the last call that returned; at first, recent ones. */
  List<RelayEvent.Accused> accusations();

  /** Whether an accusation still waits for an answer. */
  boolean isOpen(Bytes32 receiptHash);

  /** Whether the registry would take this call of the relay now. */
  boolean accepts(Bytes callData);

  /** Sends a call and returns when it is mined; throws if it is not. */
  void send(Bytes callData);
}
