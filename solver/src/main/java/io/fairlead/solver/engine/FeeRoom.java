package io.fairlead.solver.engine;

import io.fairlead.auction.engine.FeePolicy;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.solver.pool.Integers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Makes limits harder, so that they still hold once the auctioneer has taken its protocol fees. A
 * solution's {@code fee} covers the network only; protocol fees are taken afterwards, of what the
 * owner gets (sell orders) or on top of what the owner pays (buy orders), in the order of the
 * request. Besides, an auctioneer may ask for more than what was signed by giving a {@code
 * buyAmount} above (or a {@code sellAmount} below) its share of the full amounts; that counts as
 * the limit then. Everything here is exact, and rounded against the solution.
 *
 * <p>With limit {@code L} and {@code N} needed after a fee: a volume fee {@code f} needs {@code N /
 * (1 - f)} before it; a fee of {@code g} of the surplus, at most {@code m} of the volume, needs the
 * smaller of {@code (N - g L) / (1 - g)} and {@code N / (1 - m)}. For buy orders {@code N} is what
 * may be paid after the fee, and before it {@code N / (1 + f)}, or the larger of {@code (N - g L) /
 * (1 - g)} and {@code N / (1 + m)}. A fee on the improvement over a quote is at most that on the
 * surplus and is taken for one.
 */
final class FeeRoom {
  private FeeRoom() {}

  /** The request with harder limits; orders for which there is no room at all are left out. */
  static SolveRequest made(SolveRequest request) {
    List<Order> orders =
        request.orders().stream().map(FeeRoom::made).flatMap(Optional::stream).toList();
    return request.with(orders);
  }

  /** The order with the limit that a solution must keep. */
  static Optional<Order> made(Order order) {
    Intent intent = order.intent();
    if (intent.sellAmount().signum() == 0
        || order.sellAmount().signum() == 0
        || (intent.side() == Side.BUY
            && (intent.buyAmount().signum() == 0 || order.buyAmount().signum() == 0))) {
      return Optional.of(order);
    }
    return switch (intent.side()) {
      case SELL -> sell(order);
      case BUY -> buy(order);
    };
  }

  private static Optional<Order> sell(Order order) {
    Intent intent = order.intent();
    BigInteger signed =
        Integers.mulDivUp(intent.buyAmount(), order.sellAmount(), intent.sellAmount());
    BigInteger limit = signed.max(order.buyAmount());
    if (order.feePolicies().isEmpty() && limit.equals(signed)) {
      return Optional.of(order);
    }
    Optional<Rational> needed = Optional.of(Rational.of(limit));
    for (FeePolicy policy : order.feePolicies().reversed()) {
      needed = needed.flatMap(after -> beforeFeeOfSell(policy, after, Rational.of(limit)));
    }
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    BigInteger least = ceiling(needed.get());
    if (least.equals(signed)) {
      return Optional.of(order);
    }
    BigInteger full = Integers.mulDivUp(least, intent.sellAmount(), order.sellAmount());
    return full.compareTo(Intent.MAX_AMOUNT) > 0
        ? Optional.empty()
        : Optional.of(with(order, intent.sellAmount(), full, order.sellAmount(), least));
  }

  private static Optional<Order> buy(Order order) {
    Intent intent = order.intent();
    BigInteger signed = Integers.mulDiv(intent.sellAmount(), order.buyAmount(), intent.buyAmount());
    BigInteger limit = signed.min(order.sellAmount());
    if (order.feePolicies().isEmpty() && limit.equals(signed)) {
      return Optional.of(order);
    }
    Rational allowed = Rational.of(limit);
    for (FeePolicy policy : order.feePolicies().reversed()) {
      allowed = beforeFeeOfBuy(policy, allowed, Rational.of(limit));
    }
    BigInteger most = allowed.floor();
    if (most.equals(signed)) {
      return Optional.of(order);
    }
    BigInteger full = Integers.mulDiv(most, intent.buyAmount(), order.buyAmount());
    return most.signum() <= 0
        ? Optional.empty()
        : Optional.of(with(order, full, intent.buyAmount(), most, order.buyAmount()));
  }

  /** Empty if the fee leaves nothing however much there is. */
  private static Optional<Rational> beforeFeeOfSell(
      FeePolicy policy, Rational after, Rational limit) {
    return switch (policy) {
      case FeePolicy.Volume volume -> Optional.of(after.times(without(volume.factor()).inverse()));
      case FeePolicy.Surplus surplus ->
          capped(surplus.factor(), surplus.maxVolumeFactor(), after, limit);
      case FeePolicy.PriceImprovement improvement ->
          capped(improvement.factor(), improvement.maxVolumeFactor(), after, limit);
    };
  }

  private static Optional<Rational> capped(
      BigDecimal factor, BigDecimal cap, Rational after, Rational limit) {
    if (after.compareTo(limit) <= 0) {
      return Optional.of(after);
    }
    Optional<Rational> byShare = beforeShare(factor, after, limit);
    Optional<Rational> byCap =
        cap.compareTo(BigDecimal.ONE) < 0
            ? Optional.of(after.times(without(cap).inverse()))
            : Optional.empty();
    if (byShare.isEmpty() || byCap.isEmpty()) {
      return byShare.isPresent() ? byShare : byCap;
    }
    return byShare.get().compareTo(byCap.get()) <= 0 ? byShare : byCap;
  }

  private static Rational beforeFeeOfBuy(FeePolicy policy, Rational after, Rational limit) {
    return switch (policy) {
      case FeePolicy.Volume volume -> after.times(with(volume.factor()).inverse());
      case FeePolicy.Surplus surplus ->
          cappedOfBuy(surplus.factor(), surplus.maxVolumeFactor(), after, limit);
      case FeePolicy.PriceImprovement improvement ->
          cappedOfBuy(improvement.factor(), improvement.maxVolumeFactor(), after, limit);
    };
  }

  private static Rational cappedOfBuy(
      BigDecimal factor, BigDecimal cap, Rational after, Rational limit) {
    if (after.compareTo(limit) >= 0) {
      return after;
    }
    Rational byCap = after.times(with(cap).inverse());
    return beforeShare(factor, after, limit)
        .filter(byShare -> byShare.compareTo(byCap) > 0)
        .orElse(byCap);
  }

  /** {@code (N - g L) / (1 - g)}; empty for {@code g = 1}. */
  private static Optional<Rational> beforeShare(BigDecimal factor, Rational after, Rational limit) {
    if (factor.compareTo(BigDecimal.ONE) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        after.plus(limit.times(of(factor.negate()))).times(without(factor).inverse()));
  }

  private static Rational without(BigDecimal factor) {
    return of(BigDecimal.ONE.subtract(factor));
  }

  private static Rational with(BigDecimal factor) {
    return of(BigDecimal.ONE.add(factor));
  }

  private static Rational of(BigDecimal factor) {
    BigDecimal scaled = factor.scale() < 0 ? factor.setScale(0) : factor;
    return new Rational(scaled.unscaledValue(), BigInteger.TEN.pow(scaled.scale()));
  }

  private static BigInteger ceiling(Rational value) {
    BigInteger floor = value.floor();
    return Rational.of(floor).equals(value) ? floor : floor.add(BigInteger.ONE);
  }

  private static Order with(
      Order order,
      BigInteger fullSell,
      BigInteger fullBuy,
      BigInteger sellAmount,
      BigInteger buyAmount) {
    Intent intent = order.intent();
    return new Order(
        order.uid(),
        new Intent(
            intent.owner(),
            intent.receiver(),
            intent.sellToken(),
            intent.buyToken(),
            fullSell,
            fullBuy,
            intent.side(),
            intent.partiallyFillable(),
            intent.validFrom(),
            intent.validTo(),
            intent.nonce(),
            intent.appData()),
        sellAmount,
        buyAmount,
        order.signature(),
        order.feePolicies());
  }
}
