package io.fairlead.solver.batch;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.bound.ScoreDual;
import io.fairlead.solver.batch.branch.Choice;
import io.fairlead.solver.batch.branch.WholeOrders;
import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.batch.recover.MakerTrade;
import io.fairlead.solver.batch.recover.PoolTrade;
import io.fairlead.solver.batch.recover.Venues;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.route.PoolBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Clears all orders, pools and makers' orders together at one price per token. First, quickly, the
 * orders alone; then everything at once, through branch and bound over orders that are filled whole
 * or not at all; then the same with makers' orders but without pools, and without either, because
 * their gas may not be worth it. For one thread at a time.
 */
public final class BatchEngine {
  private static final int MAX_FEE_ROUNDS = 4;
  private static final int NEAR_ROUNDS = 2;
  private static final long FIRST_SWAP_GAS = 40_000;

  private static final int MAX_BRANCHES = 40;
  private static final int MAX_UNFILLED_ROUNDS = 4;

  /** In batches of so few orders branches begin at all orders, and at those that are filled. */
  private static final int MOST_BRANCHED_TWICE = 200;

  private static final int USUAL_EFFORT = 1;

  private static final double BOUND_TOLERANCE = 1e-6;
  private static final int BOUND_STEPS = 120;

  private final Listing listing;
  private final PoolBook book;
  private final GasTerms gas;
  private final Budget budget;
  private final Trial trial;
  private final Consumer<Draft> found;
  private Optional<Draft> best = Optional.empty();

  /** Clears {@code orders}; every better settlement is handed to {@code found} at once. */
  public BatchEngine(
      List<Order> orders, PoolBook book, GasTerms gas, Budget budget, Consumer<Draft> found) {
    this(orders, book, gas, USUAL_EFFORT, budget, found);
  }

  /**
   * Clears {@code orders} with more effort than usual.
   *
   * @param effort how many times as long common prices are searched for along lines, from 1; beyond
   *     it also in batches of any size
   */
  public BatchEngine(
      List<Order> orders,
      PoolBook book,
      GasTerms gas,
      int effort,
      Budget budget,
      Consumer<Draft> found) {
    this.listing = Listing.of(orders, book, gas);
    this.book = book;
    this.gas = gas;
    this.budget = budget;
    this.trial = new Trial(listing, book, gas, effort, budget::spent);
    this.found = found;
  }

  /** The best settlement found. */
  public Optional<Draft> solve() {
    if (listing.orders().isEmpty()) {
      return best;
    }
    Choice[] free = free();
    Venues all = venues();
    Optional<Draft> quick = Optional.empty();
    if (!all.isEmpty()) {
      near(new double[listing.tokens().size()], Venues.NONE);
      quick = best;
      search(free, all);
    }
    // Where gas costs nothing pools and makers can only help, if all goes well with them.
    boolean less = gas.gasPrice().signum() > 0 || best.equals(quick);
    if (less && !all.makers().isEmpty() && !all.pools().isEmpty() && !budget.spent()) {
      search(free, new Venues(List.of(), all.makers()));
    }
    if (less && !budget.spent()) {
      search(free, Venues.NONE);
    }
    return best;
  }

  private Trial.Start far() {
    return new Trial.Start(new double[listing.tokens().size()], Trial.Reach.FAR);
  }

  private static Trial.Start close(double[] logPrices) {
    return new Trial.Start(logPrices, Trial.Reach.CLOSE);
  }

  private Choice[] free() {
    Choice[] free = new Choice[listing.orders().size()];
    Arrays.fill(free, Choice.FREE);
    return free;
  }

  /**
   * The settlement at prices close to given ones, all pools included: one clearing, and another
   * where the first found that its fees do not cover the gas; without pools if those give nothing.
   * Takes a fraction of {@link #solve}'s time and finds less.
   *
   * @param prices of some tokens, any common scale
   */
  public Optional<Draft> near(Map<Address, Double> prices) {
    if (listing.orders().isEmpty()) {
      return best;
    }
    Venues venues = venues();
    double[] start = listing.relative(prices);
    near(start, venues);
    if (best.isEmpty() && !venues.isEmpty()) {
      near(start, Venues.NONE);
    }
    return best;
  }

  private void near(double[] logPrices, Venues venues) {
    int orders = listing.orders().size();
    long perTrade = Draft.gasPerTrade(orders, FIRST_SWAP_GAS * venues.size());
    Trial.Start start = new Trial.Start(logPrices, Trial.Reach.GLANCE);
    for (int round = 0; round < NEAR_ROUNDS && best.isEmpty() && !budget.spent(); round++) {
      Trial.Outcome outcome = trial.clear(free(), venues, perTrade, start, paying(perTrade));
      outcome.draft().ifPresent(paying(perTrade));
      perTrade = outcome.draft().map(Draft::gasPerTrade).orElse(perTrade);
      start = new Trial.Start(outcome.logPrices(), Trial.Reach.GLANCE);
    }
  }

  /** Clears, and where whole orders would be filled in part, branches. */
  private void search(Choice[] free, Venues venues) {
    Cleared first = new Cleared(free, withFees(free, venues, far()));
    if (!venues.isEmpty()) {
      branch(first, venues);
      return;
    }
    Cleared fewer = withoutUnfilled(first, venues);
    branch(fewer, venues);
    if (free.length <= MOST_BRANCHED_TWICE && !Arrays.equals(fewer.choices(), free)) {
      branch(first, venues);
    }
  }

  private void branch(Cleared root, Venues venues) {
    if (undecided(root.outcome(), root.choices()) < 0 || budget.spent()) {
      return;
    }
    new WholeOrders<Draft>(
            (choices, start) -> judged(choices, withFees(choices, venues, close(start))),
            this::bound,
            MAX_BRANCHES,
            budget::spent)
        .search(
            root.choices(),
            judged(root.choices(), root.outcome()),
            score(best),
            draft -> keep(Optional.of(draft)));
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Cleared(Choice[] choices, Trial.Outcome outcome) {}

  /**
   * Leaves whole orders out that prices count on and no settlement fills, as long as that helps:
   * others then trade at prices that do not depend on them. Orders among themselves can take few
   * whole purchases, because nothing may be rounded.
   */
  private Cleared withoutUnfilled(Cleared all, Venues venues) {
    Cleared best = all;
    Cleared last = all;
    for (int round = 0; round < MAX_UNFILLED_ROUNDS && !budget.spent(); round++) {
      Choice[] choices = withoutUnfilled(last, Side.BUY);
      if (Arrays.equals(choices, last.choices())) {
        choices = withoutUnfilled(last, Side.SELL);
      }
      if (Arrays.equals(choices, last.choices())) {
        break;
      }
      Trial.Start start = close(last.outcome().logPrices());
      last = new Cleared(choices, withFees(choices, venues, start));
      if (score(last.outcome().draft()) > score(best.outcome().draft())) {
        best = last;
      }
    }
    return best;
  }

  private Choice[] withoutUnfilled(Cleared last, Side side) {
    Choice[] choices = last.choices().clone();
    boolean[] filled = filled(last.outcome().draft());
    for (int i = 0; i < choices.length; i++) {
      Intent intent = listing.orders().get(i).intent();
      boolean whole = !intent.partiallyFillable() && intent.side() == side;
      if (whole && last.outcome().parts()[i] > 0 && !filled[i]) {
        choices[i] = Choice.OUT;
      }
    }
    return choices;
  }

  private boolean[] filled(Optional<Draft> draft) {
    Set<IntentUid> traded = new HashSet<>();
    draft.ifPresent(one -> one.solution().trades().forEach(trade -> traded.add(trade.order())));
    boolean[] filled = new boolean[listing.orders().size()];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = traded.contains(listing.orders().get(i).uid());
    }
    return filled;
  }

  private WholeOrders.Cleared<Draft> judged(Choice[] choices, Trial.Outcome outcome) {
    int order = undecided(outcome, choices);
    return new WholeOrders.Cleared<>(
        outcome.draft(),
        score(outcome.draft()),
        order,
        order < 0 ? 0 : outcome.parts()[order],
        outcome.logPrices());
  }

  private static double score(Optional<Draft> draft) {
    return draft.map(one -> one.score().floor().doubleValue()).orElse(0.0);
  }

  /** The largest whole order that the prices fill in part, -1 if there is none. */
  private int undecided(Trial.Outcome outcome, Choice[] choices) {
    int largest = -1;
    double most = 0;
    for (int i = 0; i < choices.length; i++) {
      Order order = listing.orders().get(i);
      double part = outcome.parts()[i];
      if (choices[i] == Choice.FREE
          && !order.intent().partiallyFillable()
          && part > 0
          && part < 1
          && listing.value(i) > most) {
        most = listing.value(i);
        largest = i;
      }
    }
    return largest;
  }

  /** No settlement without the orders that are left out scores more. */
  private double bound(Choice[] choices) {
    List<Order> kept = new ArrayList<>();
    for (int i = 0; i < choices.length; i++) {
      if (choices[i] != Choice.OUT) {
        kept.add(listing.orders().get(i));
      }
    }
    return kept.isEmpty()
        ? 0
        : new ScoreDual(kept, book.pools(), gas.referencePrices())
            .solve(BOUND_TOLERANCE, BOUND_STEPS)
            .bound();
  }

  private Venues venues() {
    List<PoolTrade> pools = new ArrayList<>();
    List<MakerTrade> makers = new ArrayList<>();
    for (int i = 0; i < listing.poolCount(); i++) {
      Optional<PoolAgent> agent = listing.agent(i);
      if (agent.isPresent()) {
        pools.add(new PoolTrade(agent.get(), listing.pool(i)));
      }
      listing.maker(i).ifPresent(makers::add);
    }
    return new Venues(pools, makers);
  }

  private void keep(Optional<Draft> draft) {
    if (draft.isPresent()
        && (best.isEmpty() || draft.get().score().compareTo(best.get().score()) > 0)) {
      best = draft;
      found.accept(draft.get());
    }
  }

  /** Keeps what comes of a clearing if its fees suffice. */
  private Consumer<Draft> paying(long perTrade) {
    return draft -> {
      if (gas.gasPrice().signum() == 0 || draft.gasPerTrade() <= perTrade) {
        keep(Optional.of(draft));
      }
    };
  }

  /**
   * Prices at which orders and pools balance, native wei per wei; of tokens that nobody trades the
   * reference prices.
   */
  public SortedMap<Address, Double> balance() {
    double[] logPrices = trial.clear(free(), venues(), 0, far(), draft -> {}).logPrices();
    SortedMap<Address, Double> prices = new TreeMap<>();
    for (int token = 0; token < logPrices.length; token++) {
      prices.put(
          listing.tokens().get(token), listing.reference()[token] * Math.exp(logPrices[token]));
    }
    return prices;
  }

  /** Fees depend on what is filled and swapped, and that on the fees: until they suffice. */
  private Trial.Outcome withFees(Choice[] choices, Venues venues, Trial.Start begin) {
    int expected = Math.max(1, listing.orders().size() / 2);
    long perTrade = Draft.gasPerTrade(expected, venues.isEmpty() ? 0 : FIRST_SWAP_GAS * expected);
    Trial.Outcome outcome = trial.clear(choices, venues, perTrade, begin, paying(perTrade));
    for (int round = 0; round < MAX_FEE_ROUNDS && gas.gasPrice().signum() > 0; round++) {
      Optional<Draft> draft = outcome.draft();
      if (draft.isEmpty() || budget.spent()) {
        break;
      }
      long needed = draft.get().gasPerTrade();
      if (needed <= perTrade) {
        keep(draft);
        if (needed > 0.99 * perTrade) {
          break;
        }
      }
      perTrade = round < 2 ? needed : Math.max(needed, perTrade);
      Trial.Start start = new Trial.Start(outcome.logPrices(), Trial.Reach.FAR);
      outcome = trial.clear(choices, venues, perTrade, start, paying(perTrade));
    }
    if (outcome.draft().isPresent()
        && (gas.gasPrice().signum() == 0 || outcome.draft().get().gasPerTrade() <= perTrade)) {
      keep(outcome.draft());
    }
    return outcome;
  }
}
