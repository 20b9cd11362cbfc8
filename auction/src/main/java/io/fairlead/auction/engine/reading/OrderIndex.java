package io.fairlead.auction.engine.reading;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.IntentUid;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds few of many orders by their uids without a look at the others: what every uid begins with
 * lies in one row. Immutable.
 */
public final class OrderIndex {
  private final List<Order> orders;
  private final int[] heads;

  /** Of orders whose uids' {@link #head}s are known. */
  OrderIndex(List<Order> orders, int[] heads) {
    this.orders = orders;
    this.heads = heads;
  }

  /** Of a request's orders. Looks at each of them. */
  public static OrderIndex of(List<Order> orders) {
    int[] heads = new int[orders.size()];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = head(orders.get(i).uid());
    }
    return new OrderIndex(orders, heads);
  }

  /** What a uid begins with. */
  static int head(IntentUid uid) {
    return uid.intentHash().head();
  }

  /** Uids that are looked for. Immutable. */
  public static final class Sought {
    private static final int BITS = 18;

    private final long[] marks = new long[1 << (BITS - 6)];

    /** These. */
    public Sought(Collection<IntentUid> uids) {
      for (IntentUid uid : uids) {
        int place = head(uid) >>> (Integer.SIZE - BITS);
        marks[place >>> 6] |= 1L << place;
      }
    }

    private boolean mayHold(int head) {
      int place = head >>> (Integer.SIZE - BITS);
      return (marks[place >>> 6] & (1L << place)) != 0;
    }
  }

  /** Hands over all orders that are sought, in the order of the request, and a few others. */
  public void forEach(Sought sought, Consumer<Order> found) {
    for (int i = 0; i < heads.length; i++) {
      if (sought.mayHold(heads[i])) {
        found.accept(orders.get(i));
      }
    }
  }
}
