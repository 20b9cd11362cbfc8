package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;
import java.util.List;

/** A settlement protocol, deployed in an {@link Arena}. */
public interface Contender {
  /** Which protocol, as the results name it. */
  String settlement();

  /** Which way of using it, as the results name it. */
  String variant();

  /** How it is used where that is the filler's choice alone; empty if there is no choice. */
  String mode();

  /** Approves and warms what these owners need to trade by this protocol. */
  void admit(List<? extends Signer> owners);

  /** The one transaction that fills all of these orders. */
  Call fill(List<Order> orders);

  /** What a transaction reverts with whose first order was filled before: its first bytes. */
  Bytes filledBefore();

  /** All its names, for messages. */
  default String title() {
    return String.join(" ", settlement(), variant(), mode()).strip();
  }
}
