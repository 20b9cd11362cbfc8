package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;
import java.util.List;
import java.util.Set;

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

  /** Its own contracts that take part in a settlement; tokens, Permit2 and exchanges are not. */
  Set<Address> contracts();

  /** What its filler gives for these orders; as they say, unless it prices them otherwise. */
  default List<Order> priced(List<Order> orders) {
    return orders;
  }

  /** The one transaction that fills all of these orders, priced as above. */
  Call fill(List<Order> orders);

  /** What a transaction reverts with whose first order was filled before: its first bytes. */
  Bytes filledBefore();

  /** All its names, for messages. */
  default String title() {
    return String.join(" ", settlement(), variant(), mode()).strip();
  }
}
