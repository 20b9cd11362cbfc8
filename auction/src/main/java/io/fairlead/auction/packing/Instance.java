package io.fairlead.auction.packing;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One problem as the search sees it. Bounds are computed in {@code long}: weights are divided by
 * {@code 2^shift} and rounded up, so that no sum of weights and prices overflows and no bound is
 * too low. Totals are always exact.
 */
final class Instance {
  private static final int SAFE_BITS = 58;

  /** Position of each item in the caller's list, ascending. */
  final int[] origin;

  final BigInteger[] weight;

  /** {@code ceil(weight / 2^shift)}. */
  final long[] up;

  /** Rows (resources numbered from zero) that each item takes. */
  final int[][] rows;

  final int rowCount;
  final int shift;

  /** At most so many items may be chosen. */
  final int places;

  Instance(List<PackingItem> items, int[] origin, int places) {
    this.origin = origin;
    int count = origin.length;
    this.weight = new BigInteger[count];
    this.rows = new int[count][];
    Map<Integer, Integer> numbers = new HashMap<>();
    BigInteger sum = BigInteger.ZERO;
    BigInteger largest = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      PackingItem item = items.get(origin[i]);
      weight[i] = item.weight();
      rows[i] =
          item.resources().stream()
              .mapToInt(resource -> numbers.computeIfAbsent(resource, _ -> numbers.size()))
              .toArray();
      sum = sum.add(weight[i].multiply(BigInteger.valueOf(rows[i].length)));
      largest = largest.max(weight[i]);
    }
    this.rowCount = numbers.size();
    this.places = Math.min(places, Math.min(count, rowCount));
    // Prices add up to no more than this, see DualPrices.
    sum = sum.add(largest.multiply(BigInteger.valueOf(this.places)));
    this.shift = Math.max(0, sum.bitLength() - SAFE_BITS);
    this.up = new long[count];
    BigInteger almost = BigInteger.ONE.shiftLeft(shift).subtract(BigInteger.ONE);
    for (int i = 0; i < count; i++) {
      up[i] = weight[i].add(almost).shiftRight(shift).longValueExact();
    }
  }

  int size() {
    return weight.length;
  }

  /** Whether the number of places can keep a set out that its rows allow. */
  boolean placesMatter() {
    return places < Math.min(size(), rowCount);
  }

  int[] all() {
    int[] all = new int[size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return all;
  }

  BigInteger total(int[] set) {
    BigInteger total = BigInteger.ZERO;
    for (int item : set) {
      total = total.add(weight[item]);
    }
    return total;
  }
}
