package io.fairlead.solver.batch.demand;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All orders. Those of one directed pair stand sorted by limit with sums from the most generous one
 * on, so that a look at prices costs a binary search per pair, as in SPEEDEX (Ramseyer, Goel,
 * Mazières, NSDI 2023, section 5.1). An order is filled in proportion to how far the price is
 * beyond its limit, wholly from {@code width} on: that makes demand continuous in the prices.
 */
public final class OrderDemand {
  private final List<Want> wants;
  private final Book[] books;

  /** Orders of one directed pair that fix the same side. */
  private static final class Book {
    final int give;
    final int take;
    final boolean fixedGive;
    final double[] limit;

    /** Sums over the orders before each place: of sizes, and of size times limit. */
    final double[] size;

    final double[] weighted;

    Book(List<Want> sorted) {
      give = sorted.getFirst().give();
      take = sorted.getFirst().take();
      fixedGive = sorted.getFirst().fixedGive();
      limit = sorted.stream().mapToDouble(Want::limit).toArray();
      size = new double[limit.length + 1];
      weighted = new double[limit.length + 1];
      for (int i = 0; i < limit.length; i++) {
        size[i + 1] = size[i] + sorted.get(i).size();
        weighted[i + 1] = weighted[i] + sorted.get(i).size() * limit[i];
      }
    }

    /** How many have a limit below {@code price}. */
    int below(double price) {
      int low = 0;
      int high = limit.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (limit[middle] < price) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /** Of {@code wants}; indices stay those of the list. */
  public OrderDemand(List<Want> wants) {
    this.wants = List.copyOf(wants);
    SortedMap<Long, List<Want>> byPair = new TreeMap<>();
    IntStream.range(0, wants.size())
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> wants.get(i).limit())
                .thenComparingDouble(i -> wants.get(i).size()))
        .forEach(i ->
            byPair.computeIfAbsent(key(wants.get(i)), k -> new ArrayList<>()).add(wants.get(i)));
    books = byPair.values().stream().map(Book::new).toArray(Book[]::new);
  }

  private static long key(Want want) {
    return ((long) want.give() << 32) | ((long) want.take() << 1) | (want.fixedGive() ? 1 : 0);
  }

  /** The orders. */
  public List<Want> wants() {
    return wants;
  }

  /**
   * Adds what the orders move at {@code logPrices}.
   *
   * @param sizing log prices at which fixed amounts are counted; these same prices, or earlier ones
   */
  @SuppressWarnings(
      "ReferenceEquality") // The same array, not equal numbers: then sizes move with prices.
  public void addTo(Excess excess, double[] logPrices, double[] sizing, double width) {
    boolean moving = sizing == logPrices;
    for (Book book : books) {
      double price = logPrices[book.give] - logPrices[book.take];
      int some = book.below(price);
      if (some == 0) {
        continue;
      }
      int full = book.below(price - width);
      double partial = book.size[some] - book.size[full];
      double quantity =
          book.size[full] + (price * partial - (book.weighted[some] - book.weighted[full])) / width;
      int fixed = book.fixedGive ? book.give : book.take;
      double scale = Math.exp(sizing[fixed]);
      excess.moves(book.give, book.take, scale * quantity);
      double steep = scale * partial / width;
      excess.grows(book.give, book.take, book.give, steep);
      excess.grows(book.give, book.take, book.take, -steep);
      if (moving) {
        excess.grows(book.give, book.take, fixed, scale * quantity);
      }
    }
  }

  /** Which part of an order is filled, 0 to 1. */
  public double part(int want, double[] logPrices, double width) {
    Want one = wants.get(want);
    double beyond = logPrices[one.give()] - logPrices[one.take()] - one.limit();
    return Math.max(0, Math.min(1, beyond / width));
  }
}
