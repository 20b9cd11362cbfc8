package io.fairlead.auction.packing;

import java.math.BigInteger;
import java.util.Arrays;

/** Quick choices, so that the search starts with a good one. For one thread. */
final class Greedy {
  private static final int MAX_PASSES = 20;

  private final Instance instance;
  private final Effort effort;
  private final int[] owner;

  Greedy(Instance instance, Effort effort) {
    this.instance = instance;
    this.effort = effort;
    this.owner = new int[instance.rowCount];
  }

  /** Offers what three orders of choosing give, each improved by exchanges. */
  void offerStarts(Incumbent incumbent) {
    int[] all = instance.all();
    long[] key = new long[instance.size()];
    for (int power = 0; power <= 2; power++) {
      for (int i = 0; i < key.length; i++) {
        key[i] = perRow(instance.up[i], instance.rows[i].length, power);
      }
      int[] chosen = new int[instance.size()];
      int count = pack(all, key, instance.places, chosen, 0);
      incumbent.offer(chosen, count);
      count = exchange(chosen, count);
      incumbent.offer(chosen, count);
    }
  }

  /** The weight, per square root of the number of rows, or per row. */
  private static long perRow(long weight, int rows, int power) {
    return switch (power) {
      case 0 -> weight;
      case 1 -> weight / BigInteger.valueOf(rows).sqrt().longValue();
      default -> weight / rows;
    };
  }

  /**
   * Appends to {@code chosen}, of which {@code count} are set, items in falling order of {@code
   * key} as long as rows and {@code places} are free. Equal keys are taken in order of position.
   *
   * @return the new count
   */
  int pack(int[] items, long[] key, int places, int[] chosen, int count) {
    Arrays.fill(owner, -1);
    for (int i = 0; i < count; i++) {
      claim(chosen[i]);
    }
    Integer[] order = new Integer[items.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = items[i];
    }
    Arrays.sort(
        order, (a, b) -> key[a] == key[b] ? Integer.compare(a, b) : Long.compare(key[b], key[a]));
    // What sorting costs beside the plain passes, measured.
    int halvings = 32 - Integer.numberOfLeadingZeros(items.length);
    effort.spend(instance.rowCount + 4L * items.length * halvings);
    int next = count;
    for (int item : order) {
      if (next - count >= places) {
        break;
      }
      if (free(item)) {
        claim(item);
        chosen[next++] = item;
      }
    }
    return next;
  }

  private boolean free(int item) {
    for (int row : instance.rows[item]) {
      effort.spend(1);
      if (owner[row] >= 0) {
        return false;
      }
    }
    return true;
  }

  private void claim(int item) {
    for (int row : instance.rows[item]) {
      owner[row] = item;
    }
  }

  /** Puts single items in the place of lighter ones they exclude, until none is left that gains. */
  private int exchange(int[] chosen, int count) {
    boolean[] in = new boolean[instance.size()];
    int size = 0;
    Arrays.fill(owner, -1);
    for (int i = 0; i < count; i++) {
      in[chosen[i]] = true;
      claim(chosen[i]);
      size++;
    }
    boolean gained = true;
    for (int pass = 0; gained && pass < MAX_PASSES && !effort.exhausted(); pass++) {
      gained = false;
      for (int item = 0; item < instance.size(); item++) {
        if (!in[item]) {
          int removed = replace(item, in, size);
          if (removed >= 0) {
            size += 1 - removed;
            gained = true;
          }
        }
      }
    }
    int next = 0;
    for (int item = 0; item < in.length; item++) {
      if (in[item]) {
        chosen[next++] = item;
      }
    }
    return next;
  }

  /** How many items gave way, or -1 if that would gain nothing. */
  private int replace(int item, boolean[] in, int size) {
    long lost = 0;
    int removed = 0;
    int[] rows = instance.rows[item];
    effort.spend(rows.length);
    for (int i = 0; i < rows.length && lost < instance.up[item]; i++) {
      int other = owner[rows[i]];
      if (other >= 0 && firstShared(rows, i, other)) {
        lost += instance.up[other];
        removed++;
      }
    }
    if (lost >= instance.up[item] || size + 1 - removed > instance.places) {
      return -1;
    }
    for (int row : rows) {
      int other = owner[row];
      if (other >= 0) {
        in[other] = false;
        for (int released : instance.rows[other]) {
          owner[released] = -1;
        }
      }
    }
    claim(item);
    in[item] = true;
    return removed;
  }

  private boolean firstShared(int[] rows, int position, int other) {
    for (int i = 0; i < position; i++) {
      if (owner[rows[i]] == other) {
        return false;
      }
    }
    return true;
  }
}
