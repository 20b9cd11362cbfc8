package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.pool.Integers;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The price at which the two sides of a pair need nothing but each other. Where amounts decide it
 * (two sell orders) it is their ratio. Where any price would do (one sells exactly what the other
 * buys) it is the reference price, or the nearest one that every limit allows, on a grid on which
 * every owner's amount is a whole number of wei.
 */
final class DirectPrice {
  private DirectPrice() {}

  /** Quote per base; empty if there is none. */
  static Optional<Ratio> of(
      List<Take> takes,
      List<BigInteger> fees,
      Supply supply,
      Address base,
      Address quote,
      GasTerms gas) {
    int fixed = supply.fixed().signum();
    int flexible = supply.flexible().signum();
    if (fixed * flexible < 0) {
      Ratio ratio = Ratio.of(supply.flexible().abs(), supply.fixed().abs());
      return ratio.over().bitLength() <= 127 && ratio.under().bitLength() <= 127
          ? Optional.of(ratio)
          : Optional.empty();
    }
    if (fixed != 0 || flexible != 0 || !gas.priced(base) || !gas.priced(quote)) {
      return Optional.empty();
    }
    return onGrid(takes, fees, base, Ratio.of(gas.priceOf(base), gas.priceOf(quote)));
  }

  private static Optional<Ratio> onGrid(
      List<Take> takes, List<BigInteger> fees, Address base, Ratio reference) {
    BigInteger inBase = BigInteger.ZERO;
    BigInteger inQuote = BigInteger.ZERO;
    Ratio least = null;
    Ratio most = null;
    for (int i = 0; i < takes.size(); i++) {
      Take take = takes.get(i);
      boolean givesBase = take.intent().sellToken().equals(base);
      BigInteger executed = take.isSell() ? take.amount().subtract(fees.get(i)) : take.amount();
      if (givesBase == take.isSell()) {
        inBase = inBase.gcd(executed);
      } else {
        inQuote = inQuote.gcd(executed);
      }
      Optional<Ratio> limit = limitWithFee(take, fees.get(i));
      if (limit.isEmpty()) {
        return Optional.empty();
      }
      if (givesBase) {
        least = least == null || limit.get().against(least) > 0 ? limit.get() : least;
      } else {
        Ratio bound = limit.get().inverse();
        most = most == null || bound.against(most) < 0 ? bound : most;
      }
    }
    if (least == null || most == null || least.against(most) > 0) {
      return Optional.empty();
    }
    Ratio wanted =
        reference.against(least) < 0 ? least : reference.against(most) > 0 ? most : reference;
    return inBase.signum() > 0
        ? step(inBase, least, most, wanted)
        : step(inQuote, most.inverse(), least.inverse(), wanted.inverse()).map(Ratio::inverse);
  }

  /** The multiple of {@code 1 / grid} nearest below {@code wanted}, or above if that is too low. */
  private static Optional<Ratio> step(BigInteger grid, Ratio least, Ratio most, Ratio wanted) {
    BigInteger lowest = Integers.mulDivUp(grid, least.over(), least.under());
    BigInteger highest = Integers.mulDiv(grid, most.over(), most.under());
    BigInteger multiple =
        Integers.mulDiv(grid, wanted.over(), wanted.under()).max(lowest).min(highest);
    return multiple.signum() > 0
            && lowest.compareTo(highest) <= 0
            && multiple.bitLength() <= 127
            && grid.bitLength() <= 127
        ? Optional.of(Ratio.of(multiple, grid))
        : Optional.empty();
  }

  /** Least buy wei per sell wei, fee aside, at which the owner's limit holds. */
  private static Optional<Ratio> limitWithFee(Take take, BigInteger fee) {
    BigInteger sell = take.intent().sellAmount();
    BigInteger buy = take.intent().buyAmount();
    if (take.isSell()) {
      BigInteger executed = take.amount().subtract(fee);
      // A limit of zero is any price at all.
      return executed.signum() <= 0
          ? Optional.empty()
          : Optional.of(
              Ratio.of(buy.multiply(take.amount()).max(BigInteger.ONE), sell.multiply(executed)));
    }
    if (buy.signum() == 0) {
      return Optional.empty();
    }
    BigInteger payable = sell.multiply(take.amount()).divide(buy).subtract(fee);
    return payable.signum() <= 0 ? Optional.empty() : Optional.of(Ratio.of(take.amount(), payable));
  }
}
