package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.Interaction;
import java.util.List;

/** A protocol whose contract itself calls exchanges between taking and paying. */
public interface Routing extends Contender {
  /** The contract which makes the calls and holds the tokens meanwhile. */
  Address address();

  /** The one transaction that fills these orders by these calls. */
  Call fill(List<Order> orders, List<Interaction> interactions);

  @Override
  default Call fill(List<Order> orders) {
    return fill(orders, List.of());
  }
}
