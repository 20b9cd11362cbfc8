package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.route.Routed;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders of one token pair filled at one price, with what they do not give each other taken from
 * pools. Balanced by itself: in both tokens at least as much comes in as goes out, and every token
 * between the two passes through, but for what the swap says is left.
 *
 * @param base the token the price is of
 * @param quote the token the price is in
 * @param basePrice clearing price of {@code base}
 * @param quotePrice clearing price of {@code quote}
 * @param fills what each owner gives and gets
 * @param swap from {@code base} to {@code quote} if a swap is needed at all
 * @param surplus what the owners gain, in native wei times 10^18
 */
public record Clearing(
    Address base,
    Address quote,
    BigInteger basePrice,
    BigInteger quotePrice,
    List<FilledOrder> fills,
    @Nullable Routed swap,
    BigInteger surplus) {
  /** Copies the list. */
  public Clearing {
    fills = List.copyOf(fills);
  }

  /** What is filled of each order. */
  public List<Take> takes() {
    return fills.stream().map(FilledOrder::take).toList();
  }

  /** Whether every owner would get what was signed. */
  boolean acceptable() {
    return fills.stream().allMatch(FilledOrder::acceptable);
  }
}
