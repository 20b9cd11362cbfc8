package io.fairlead.solver.batch.recover;

import java.math.BigInteger;
import java.util.Optional;

/**
 * How large lots should be. Prices fix their proportions, so one token's lot, that of the root,
 * fixes all. Large lots leave more of every order unfilled; small ones are of few wei, and miss the
 * prices by more. Of the sizes that come into question the one is chosen that is expected to lose
 * the smallest part of the score by both.
 */
final class LotScale {
  /** What a price that is off costs the score: a surplus is mostly some per cent of what moves. */
  private static final double LEVERAGE = 20;

  /** The usual lot, in proportion to an order, is worth so many of an order's bits less. */
  private static final double RESOLUTION = 0.4;

  private static final int MOST_BITS = 26;

  /** A size that loses more is none. */
  private static final double MOST_LOSS = 0.02;

  private static final int SMALL_GROUP = 5;
  private static final int SMALL_GROUP_BITS = 20;
  private static final int MIDDLE_GROUP = 7;
  private static final int MIDDLE_GROUP_BITS = 16;

  /** How much smaller than usual lots are tried, and in how many steps. */
  private static final double SMALLEST = 1.0 / 128;

  private static final int SIZES_TRIED = 400;

  private final double[] prices;
  private final double usual;
  private final int coarsest;

  /**
   * For a group of tokens.
   *
   * @param prices native wei per wei of each
   * @param usual what a usual order is worth, native wei; above zero
   */
  LotScale(double[] prices, double usual) {
    this.prices = prices.clone();
    this.usual = usual;
    int dearest = 0;
    for (int token = 1; token < prices.length; token++) {
      dearest = prices[token] > prices[dearest] ? token : dearest;
    }
    this.coarsest = dearest;
  }

  /**
   * A choice.
   *
   * @param root the token whose lot is chosen first
   * @param lot wei of it
   * @param steps the sizes that other lots may have
   * @param loss the part of the score that is expected to be lost
   */
  record Choice(int root, BigInteger lot, LotSteps steps, double loss) {}

  /** Lots of any size, from few numbers if all that is wanted is that prices fit. */
  Choice free() {
    double lot = usualLot(coarsest);
    if (few().isEmpty()) {
      return smooth();
    }
    LotSteps steps = few().get();
    Choice best = choice(coarsest, steps.atMost(lot), steps);
    if (Math.getExponent(lot) >= SMALL_GROUP_BITS) {
      return best;
    }
    double at = lot;
    for (int i = 0; i < SIZES_TRIED && at >= 1; i++) {
      Choice other = choice(coarsest, steps.atMost(at), steps);
      best = other.loss() < best.loss() ? other : best;
      at = Math.min(at - 1, at * Math.pow(SMALLEST, 1.0 / SIZES_TRIED));
    }
    return best;
  }

  /** Lots whose prices fit however many tokens there are. */
  Choice smooth() {
    return choice(0, LotSizes.ALL.near(usualLot(0)), LotSizes.ALL);
  }

  /** Lots of which that of {@code token} divides {@code number}; empty if all are too bad. */
  Optional<Choice> dividing(int token, BigInteger number) {
    LotSteps steps = few().orElse(LotSizes.FEWER);
    return Divisors.of(number, 2 * MOST_LOSS * usual / prices[token]).stream()
        .map(lot -> choice(token, lot, steps))
        .filter(choice -> choice.loss() <= MOST_LOSS)
        .min((one, other) ->
            one.loss() != other.loss()
                ? Double.compare(one.loss(), other.loss())
                : one.lot().compareTo(other.lot()));
  }

  /** What every token's lot should be. */
  double[] wanted(Choice choice) {
    double[] wanted = new double[prices.length];
    for (int token = 0; token < wanted.length; token++) {
      wanted[token] = choice.lot().doubleValue() * prices[choice.root()] / prices[token];
    }
    return wanted;
  }

  private Optional<LotSteps> few() {
    if (prices.length > MIDDLE_GROUP) {
      return Optional.empty();
    }
    return Optional.of(
        new ShortLots(prices.length > SMALL_GROUP ? MIDDLE_GROUP_BITS : SMALL_GROUP_BITS));
  }

  /**
   * Small beside the usual order, and large enough in the coarsest token for its size to be chosen
   * finely.
   */
  private double usualLot(int token) {
    double bits = Math.log(Math.max(2, usual / prices[coarsest])) / Math.log(2);
    return usual / Math.pow(2, Math.min(MOST_BITS, RESOLUTION * bits)) / prices[token];
  }

  private Choice choice(int root, BigInteger lot, LotSteps steps) {
    double value = lot.doubleValue() * prices[root];
    double off = 0;
    for (int token = 0; token < prices.length; token++) {
      off = Math.max(off, token == root ? 0 : steps.miss(value / prices[token]));
    }
    return new Choice(root, lot, steps, LEVERAGE * off + value / (2 * usual));
  }
}
