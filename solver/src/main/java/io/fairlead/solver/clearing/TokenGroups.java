package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which tokens are connected by pairs already: a disjoint-set forest. For one thread. */
public final class TokenGroups {
  private final SortedMap<Address, Address> parents = new TreeMap<>();

  /** Whether two tokens are connected. */
  public boolean joined(Address one, Address other) {
    return root(one).equals(root(other));
  }

  /** Connects two tokens. */
  public void join(Address one, Address other) {
    parents.put(root(one), root(other));
  }

  private Address root(Address token) {
    Address at = token;
    Address parent = parents.getOrDefault(at, at);
    while (!parent.equals(at)) {
      at = parent;
      parent = parents.getOrDefault(at, at);
    }
    return at;
  }
}
