package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Routed;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.RoutingSearch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prices a given set of fills of one pair, so that the pair balances in integers. Limits are not
 * looked at here: the caller checks the {@link Clearing} and chooses other fills.
 */
public final class PairClearer {
  /** Keeps prices below the contract's 128 bits with room to spare. */
  private static final int PRICE_BITS = 120;

  private static final int MAX_REPAIRS = 24;
  private static final int MAX_GAS_ROUNDS = 3;

  private final PoolBook book;
  private final GasTerms gas;
  private final PoolRemainder singlePath;
  private final @Nullable PoolRemainder split;

  /** Clears at the pools of {@code book} along single paths. */
  public PairClearer(Router router, PoolBook book, GasTerms gas) {
    this(router, RoutingSearch.NONE, book, gas);
  }

  /** Clears at the pools of {@code book} by single paths and by what {@code search} finds. */
  public PairClearer(Router router, RoutingSearch search, PoolBook book, GasTerms gas) {
    this.book = book;
    this.gas = gas;
    this.singlePath = new PoolRemainder(router, RoutingSearch.NONE, book, gas);
    this.split =
        search.equals(RoutingSearch.NONE) ? null : new PoolRemainder(router, search, book, gas);
  }

  /**
   * Nets the orders against each other and swaps what remains; the price is the swap's average
   * price. Empty if no pool can take it or the amounts are too small to be priced.
   *
   * @param takes of the two tokens, in any direction
   */
  public Optional<Clearing> withSwap(List<Take> takes, Address one, Address other) {
    return withSwap(takes, one, other, singlePath);
  }

  /**
   * As {@link #withSwap}, but with what remains split over several paths where that is better after
   * gas. Takes much longer.
   */
  public Optional<Clearing> withSplitSwap(List<Take> takes, Address one, Address other) {
    return split == null ? withSwap(takes, one, other) : withSwap(takes, one, other, split);
  }

  private Optional<Clearing> withSwap(
      List<Take> takes, Address one, Address other, PoolRemainder remainder) {
    Optional<Clearing> forward = swapping(takes, one, other, remainder);
    return forward.isPresent() ? forward : swapping(takes, other, one, remainder);
  }

  /**
   * Nets the orders against each other without any swap. Empty if that does not work out to the
   * last wei.
   */
  public Optional<Clearing> withoutSwap(List<Take> takes, Address one, Address other) {
    Optional<List<BigInteger>> fees = fees(takes, 0);
    if (fees.isEmpty()) {
      return Optional.empty();
    }
    Supply supply = Supply.of(takes, fees.get(), one);
    return DirectPrice.of(takes, fees.get(), supply, one, other, gas)
        .flatMap(price -> {
          List<FilledOrder> fills = fill(takes, fees.get(), one, price.over(), price.under());
          Balance balance = Balance.of(fills, one);
          return balance.base().signum() >= 0 && balance.quote().signum() >= 0
              ? Optional.of(
                  new Clearing(
                      one, other, price.over(), price.under(), fills, null, surplus(fills)))
              : Optional.empty();
        });
  }

  private Optional<Clearing> swapping(
      List<Take> takes, Address base, Address quote, PoolRemainder remainder) {
    long swapGas = 0;
    Optional<Clearing> clearing = Optional.empty();
    // The route depends on the amount left after fees, and the fees on the route's gas.
    for (int round = 0; round < MAX_GAS_ROUNDS; round++) {
      Optional<List<BigInteger>> fees = fees(takes, swapGas);
      if (fees.isEmpty()) {
        return Optional.empty();
      }
      Optional<Routed> routed = remainder.find(Supply.of(takes, fees.get(), base), base, quote);
      if (routed.isEmpty()) {
        return Optional.empty();
      }
      long needed = routed.get().gas();
      if (needed <= swapGas) {
        return balanced(takes, fees.get(), base, quote, routed.get());
      }
      swapGas = needed;
    }
    return clearing;
  }

  /** Lowers the price of base until what the swap of the real remainder gives covers everybody. */
  private Optional<Clearing> balanced(
      List<Take> takes, List<BigInteger> fees, Address base, Address quote, Routed routed) {
    Ratio price = Ratio.of(routed.amountOut(), routed.amountIn()).roundedDown(PRICE_BITS);
    BigInteger margin = BigInteger.valueOf(takes.size());
    BigInteger lowered = BigInteger.ZERO;
    for (int repair = 0; repair < MAX_REPAIRS; repair++) {
      List<FilledOrder> fills = fill(takes, fees, base, price.over(), price.under());
      Balance balance = Balance.of(fills, base);
      // A wei for every order that sells quote or buys base: in a batch the price may come out a
      // shade lower than here, and their amounts are rounded up then.
      BigInteger counter = BigInteger.valueOf(counterOrders(takes, base));
      BigInteger in = balance.base().subtract(counter);
      if (in.signum() <= 0) {
        return Optional.empty();
      }
      Optional<Routed> swap = routed.route().exactIn(book, in);
      if (swap.isEmpty()) {
        return Optional.empty();
      }
      BigInteger left = swap.get().amountOut().add(balance.quote()).subtract(counter);
      if (left.signum() >= 0) {
        return Optional.of(
            new Clearing(
                base, quote, price.over(), price.under(), fills, swap.get(), surplus(fills)));
      }
      lowered = lowered.shiftLeft(1).add(margin).add(left.negate());
      BigInteger out = routed.amountOut().subtract(lowered);
      if (out.signum() <= 0) {
        return Optional.empty();
      }
      price = Ratio.of(out, routed.amountIn()).roundedDown(PRICE_BITS);
    }
    return Optional.empty();
  }

  private static long counterOrders(List<Take> takes, Address base) {
    return takes.stream().filter(take -> !take.intent().sellToken().equals(base)).count();
  }

  /** One fee per take; empty if a token in which one is due has no price. */
  private Optional<List<BigInteger>> fees(List<Take> takes, long swapGas) {
    List<BigInteger> fees = new ArrayList<>();
    for (Take take : takes) {
      Address token = take.intent().sellToken();
      if (gas.gasPrice().signum() > 0 && !gas.priced(token)) {
        return Optional.empty();
      }
      BigInteger fee = gas.fee(token, takes.size(), swapGas);
      if (take.isSell() && fee.compareTo(take.amount()) >= 0) {
        return Optional.empty();
      }
      fees.add(fee);
    }
    return Optional.of(fees);
  }

  private static List<FilledOrder> fill(
      List<Take> takes,
      List<BigInteger> fees,
      Address base,
      BigInteger basePrice,
      BigInteger quotePrice) {
    List<FilledOrder> fills = new ArrayList<>();
    for (int i = 0; i < takes.size(); i++) {
      boolean givesBase = takes.get(i).intent().sellToken().equals(base);
      fills.add(
          FilledOrder.at(
              takes.get(i),
              fees.get(i),
              givesBase ? basePrice : quotePrice,
              givesBase ? quotePrice : basePrice));
    }
    return fills;
  }

  private BigInteger surplus(List<FilledOrder> fills) {
    BigInteger sum = BigInteger.ZERO;
    for (FilledOrder fill : fills) {
      sum = sum.add(fill.surplus(gas.priceOf(fill.order().intent().buyToken())));
    }
    return sum;
  }
}
