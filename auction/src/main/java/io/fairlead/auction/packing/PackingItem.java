package io.fairlead.auction.packing;

import java.math.BigInteger;
import java.util.List;

/**
 * Something that may be chosen.
 *
 * @param weight above zero
 * @param resources numbers of what it takes, not negative; two items that take the same one exclude
 *     each other
 */
public record PackingItem(BigInteger weight, List<Integer> resources) {
  /**
   * Sorts the resources and drops repeated ones.
   *
   * @throws IllegalArgumentException if the weight is not above zero, or a resource is negative or
   *     missing
   */
  public PackingItem {
    if (weight.signum() <= 0) {
      throw new IllegalArgumentException("weight must be above zero");
    }
    resources = resources.stream().distinct().sorted().toList();
    if (resources.isEmpty() || resources.getFirst() < 0) {
      throw new IllegalArgumentException("an item takes at least one resource, from 0");
    }
  }
}
