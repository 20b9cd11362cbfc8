package io.fairlead.solver.batch;

import io.fairlead.auction.engine.Order;
import io.fairlead.solver.batch.branch.Choice;
import io.fairlead.solver.batch.demand.Market;
import io.fairlead.solver.batch.demand.OrderDemand;
import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.batch.price.CommonPrices;
import io.fairlead.solver.batch.price.Equilibrium;
import io.fairlead.solver.batch.recover.PoolTrade;
import io.fairlead.solver.batch.recover.Settlement;
import io.fairlead.solver.batch.recover.Venues;
import io.fairlead.solver.batch.recover.Wish;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One clearing of given orders and pools: prices at which everything balances, then whole numbers.
 * For one thread at a time.
 */
final class Trial {
  /** How far beyond its limit an order is filled wholly, in the end. */
  private static final double WIDTH = 1e-5;

  private static final double TOLERANCE = 1e-11;

  /** The smoothing that prices close to the answer begin with. */
  private static final double NEAR_WIDTH = 1e-3;

  /** What pools keep where there is no time to find out how little does. */
  private static final double NEAR_MARGIN = 1e-6;

  /** The same where lots are found at any prices. */
  private static final double LOTS_WIDTH = 1e-4;

  private static final double ROUGH = 1e-8;

  /** Larger batches score nearly all there is where they balance, and search long for the rest. */
  private static final int MOST_SEARCHED = 4_000;

  /** Few orders on few tokens are searched for from the reference prices too. */
  private static final int MOST_TWICE = 200;

  private static final int MOST_TOKENS_TWICE = 30;

  /** What is done at most along lines, in all clearings together: about multiplications. */
  private static final long MOST_WORK_ALONE = 300_000;

  /** Makers' and pools' own rates leave room for prices that are far from all others. */
  private static final long MOST_WORK = 1_000_000;

  private static final double[] MARGINS = {1e-8, 1e-6, 1e-5, 1e-4, 1e-3};

  /** Of all that moves: prices that leave more over are not balanced. */
  private static final double UNBALANCED = 1e-4;

  /**
   * What tokens leave over where common prices are searched for: the first that covers all
   * roundings.
   */
  private static final double[] KEPT = {1e-7, 1e-6, 1e-5};

  /** So far inside its limit an order stays inside when its payment is rounded. */
  private static final double AT_LIMIT = 1e-7;

  private final Listing listing;
  private final Execution execution;
  private final GasTerms gas;
  private final BooleanSupplier stop;
  private final boolean anySize;
  private long work;

  Trial(Listing listing, PoolBook book, GasTerms gas, int effort, BooleanSupplier stop) {
    this.listing = listing;
    this.execution = new Execution(listing, book, gas, stop);
    this.gas = gas;
    this.stop = stop;
    this.anySize = effort > 1;
    this.work = effort * (listing.poolCount() == 0 ? MOST_WORK_ALONE : MOST_WORK);
  }

  /**
   * What came of it.
   *
   * @param draft the settlement, if there is one
   * @param parts which part of each order the prices fill
   * @param logPrices where the search ended
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  record Outcome(Optional<Draft> draft, double[] parts, double[] logPrices) {}

  /** How a search for prices goes on from where it begins. */
  enum Reach {
    /** The answer may be anywhere. */
    FAR,
    /** It is expected close by. */
    CLOSE,
    /** The same, and one way to it is tried and no other. */
    GLANCE
  }

  /**
   * Where a search for prices begins.
   *
   * @param logPrices relative to reference prices
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Start(double[] logPrices, Reach reach) {}

  /**
   * Clears.
   *
   * @param venues those that may trade
   * @param gasPerTrade gas units that every order pays for
   * @param start where to begin
   * @param found told every settlement as soon as it is there
   */
  Outcome clear(
      Choice[] choices, Venues venues, long gasPerTrade, Start start, Consumer<Draft> found) {
    List<Wish> wishes = new ArrayList<>();
    List<Want> wants = new ArrayList<>();
    int[] place = new int[listing.orders().size()];
    for (int i = 0; i < place.length; i++) {
      Order order = listing.orders().get(i);
      place[i] = -1;
      if (choices[i] != Choice.OUT) {
        BigInteger fee = gas.fee(order.intent().sellToken(), gasPerTrade);
        Optional<Want> want = listing.want(order, fee);
        if (want.isPresent()) {
          place[i] = wants.size();
          wants.add(choices[i] == Choice.IN ? want.get().forced() : want.get());
          wishes.add(new Wish(order, want.get().give(), want.get().take(), 0, fee));
        }
      }
    }
    venues.makers().forEach(maker -> wants.add(maker.want().harder(AT_LIMIT)));
    Market market =
        new Market(
            listing.tokens().size(),
            new OrderDemand(wants),
            venues.pools().stream().map(PoolTrade::agent).toList());
    Equilibrium equilibrium = new Equilibrium(market, start.logPrices());
    Optional<Draft> best =
        venues.isEmpty()
            ? alone(wishes, market, equilibrium, start.reach(), found)
            : withVenues(wishes, market, venues, equilibrium, start.reach(), found);
    double[] logPrices = equilibrium.logPrices();
    double[] parts = new double[place.length];
    for (int i = 0; i < place.length; i++) {
      parts[i] =
          place[i] < 0
              ? 0
              : market.orders().part(place[i], logPrices, venues.isEmpty() ? LOTS_WIDTH : WIDTH);
    }
    return new Outcome(best, parts, logPrices);
  }

  /**
   * Orders among themselves: first at the prices at which all balances, then at those close by that
   * score most, and at the reference prices; in small batches close to these too.
   */
  private Optional<Draft> alone(
      List<Wish> wishes,
      Market market,
      Equilibrium equilibrium,
      Reach reach,
      Consumer<Draft> found) {
    if (reach == Reach.FAR) {
      equilibrium.search(LOTS_WIDTH, 0, ROUGH, stop);
    } else {
      equilibrium.search(NEAR_WIDTH, LOTS_WIDTH, 0, ROUGH, stop);
    }
    double[] balanced = equilibrium.logPrices();
    double[] parts = parts(market, balanced, LOTS_WIDTH);
    Optional<Draft> best = execution.draft(execution.settle(wishes, Venues.NONE, balanced, parts));
    best.ifPresent(found);
    if (reach == Reach.GLANCE) {
      return best;
    }
    if (wishes.size() <= MOST_SEARCHED && !stop.getAsBoolean()) {
      CommonPrices prices = new CommonPrices(market.orders().wants(), balanced, parts);
      prices.search(stop);
      best = tried(wishes, prices.logPrices(), prices.parts(), best, found);
    }
    if (best.isEmpty() || !stop.getAsBoolean()) {
      double[] reference = new double[balanced.length];
      parts = parts(market, reference, LOTS_WIDTH);
      best = tried(wishes, reference, parts, best, found);
      if (twice(wishes, market)) {
        CommonPrices prices = new CommonPrices(market.orders().wants(), reference, parts);
        prices.search(stop);
        best = tried(wishes, prices.logPrices(), prices.parts(), best, found);
      }
      if (few(wishes, market)) {
        CommonPrices prices = new CommonPrices(market.orders().wants(), reference, parts);
        alongLines(prices, List.of(balanced, reference));
        best = tried(wishes, prices.logPrices(), prices.parts(), best, found);
        prices.search(stop);
        best = tried(wishes, prices.logPrices(), prices.parts(), best, found);
      }
    }
    return best;
  }

  /** Few enough to look along lines; not where a branch fills orders whatever the price. */
  private boolean few(List<Wish> wishes, Market market) {
    return twice(wishes, market)
        && market.orders().wants().stream().noneMatch(want -> want.limit() <= Want.ANY_PRICE);
  }

  /** Half of the work that is left may be done, so that later clearings have some. */
  private void alongLines(CommonPrices prices, List<double[]> starts) {
    long most = work / 2;
    work -= most - prices.alongLines(starts, most, stop);
  }

  private boolean twice(List<Wish> wishes, Market market) {
    boolean small = wishes.size() <= MOST_TWICE && market.tokens() <= MOST_TOKENS_TWICE;
    return wishes.size() > 1 && (small || anySize);
  }

  private Optional<Draft> tried(
      List<Wish> wishes,
      double[] logPrices,
      double[] parts,
      Optional<Draft> best,
      Consumer<Draft> found) {
    Optional<Draft> draft =
        execution.draft(execution.settle(wishes, Venues.NONE, logPrices, parts));
    draft.ifPresent(found);
    return better(best, draft);
  }

  private static double[] parts(Market market, double[] logPrices, double width) {
    double[] parts = new double[market.orders().wants().size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = market.orders().part(i, logPrices, width);
    }
    return parts;
  }

  /** Ever more is left to the pools until what that leaves over covers all roundings. */
  private Optional<Draft> withVenues(
      List<Wish> wishes,
      Market market,
      Venues venues,
      Equilibrium equilibrium,
      Reach reach,
      Consumer<Draft> found) {
    Optional<Draft> best = Optional.empty();
    for (int margin = 0; margin < MARGINS.length; margin++) {
      double kept = margin == 0 && reach == Reach.GLANCE ? NEAR_MARGIN : MARGINS[margin];
      if (margin == 0 && reach != Reach.FAR) {
        equilibrium.search(NEAR_WIDTH, WIDTH, kept, TOLERANCE, stop);
      } else if (margin == 0) {
        equilibrium.search(WIDTH, kept, TOLERANCE, stop);
      } else {
        equilibrium.search(WIDTH, WIDTH, kept, TOLERANCE, stop);
      }
      Settlement.Result result = settled(wishes, market, venues, equilibrium);
      best = better(best, execution.draft(result));
      if (result.failed() == 0 || stop.getAsBoolean()) {
        break;
      }
    }
    if (reach == Reach.GLANCE || wishes.size() > MOST_SEARCHED || stop.getAsBoolean()) {
      return best;
    }
    best.ifPresent(found);
    CommonPrices close = searched(wishes, market, equilibrium.logPrices());
    best = executed(close, wishes, venues, best);
    if (equilibrium.imbalance() > UNBALANCED && !stop.getAsBoolean()) {
      best.ifPresent(found);
      CommonPrices prices = searched(wishes, market, ordersBalanced(wishes, market));
      best = executed(prices, wishes, venues, best);
      close = prices.score() > close.score() ? prices : close;
    }
    if (few(wishes, market) && !stop.getAsBoolean()) {
      double[] reference = new double[market.tokens()];
      best.ifPresent(found);
      CommonPrices prices = prices(wishes, market, reference);
      alongLines(prices, List.of(close.logPrices(), equilibrium.logPrices(), reference));
      best = executed(prices, wishes, venues, best);
      prices.search(stop);
      best = executed(prices, wishes, venues, best);
    }
    return best;
  }

  /**
   * Prices at which the orders alone balance. Offers of makers who all stand at one rate can make
   * what is offered jump there, and the search for balanced prices end far from any.
   */
  private double[] ordersBalanced(List<Wish> wishes, Market market) {
    OrderDemand orders = new OrderDemand(market.orders().wants().subList(0, wishes.size()));
    Market alone = new Market(market.tokens(), orders, List.of());
    Equilibrium equilibrium = new Equilibrium(alone, new double[market.tokens()]);
    equilibrium.search(LOTS_WIDTH, 0, ROUGH, stop);
    return equilibrium.logPrices();
  }

  /** Common prices close by that score more. */
  private CommonPrices searched(List<Wish> wishes, Market market, double[] start) {
    CommonPrices prices = prices(wishes, market, start);
    prices.search(stop);
    return prices;
  }

  private CommonPrices prices(List<Wish> wishes, Market market, double[] start) {
    BitSet whole = new BitSet();
    for (int i = 0; i < wishes.size(); i++) {
      whole.set(i, !wishes.get(i).order().intent().partiallyFillable());
    }
    return new CommonPrices(
        market.orders().wants().stream().map(want -> want.harder(AT_LIMIT)).toList(),
        wishes.size(),
        whole,
        start,
        parts(market, start, WIDTH),
        listing.reference(),
        market.pools());
  }

  /** The better of the best and of the settlement at these prices, which are balanced for it. */
  private Optional<Draft> executed(
      CommonPrices prices, List<Wish> wishes, Venues venues, Optional<Draft> best) {
    Optional<Draft> better = best;
    for (int i = 0; i < KEPT.length && !stop.getAsBoolean(); i++) {
      prices.balance(KEPT[i]);
      Settlement.Result result =
          execution.settle(wishes, venues, prices.flows(), prices.logPrices(), prices.parts());
      better = better(better, execution.draft(result));
      if (result.failed() == 0) {
        break;
      }
    }
    return better;
  }

  private Settlement.Result settled(
      List<Wish> wishes, Market market, Venues venues, Equilibrium equilibrium) {
    double[] logPrices = equilibrium.logPrices();
    return execution.settle(wishes, venues, logPrices, parts(market, logPrices, WIDTH));
  }

  static Optional<Draft> better(Optional<Draft> one, Optional<Draft> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return other.get().score().compareTo(one.get().score()) > 0 ? other : one;
  }
}
