package io.fairlead.solver.batch;

import io.fairlead.auction.engine.Order;
import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.batch.recover.PoolTrade;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.route.PoolBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Clears all orders and pools together at one price per token. First everything at once; then
 * without pools that do not earn their gas, without any, and through branch and bound over orders
 * that are filled whole or not at all. For one thread at a time.
 */
public final class BatchEngine {
  private static final int MAX_FEE_ROUNDS = 4;
  private static final long FIRST_SWAP_GAS = 40_000;

  private final Listing listing;
  private final GasTerms gas;
  private final Budget budget;
  private final Trial trial;
  private final Consumer<Draft> found;
  private Optional<Draft> best = Optional.empty();

  /** Clears {@code orders}; every better settlement is handed to {@code found} at once. */
  public BatchEngine(
      List<Order> orders, PoolBook book, GasTerms gas, Budget budget, Consumer<Draft> found) {
    this.listing = Listing.of(orders, book, gas);
    this.gas = gas;
    this.budget = budget;
    this.trial = new Trial(listing, book, gas, budget::spent);
    this.found = found;
  }

  /** The best settlement found. */
  public Optional<Draft> solve() {
    if (listing.orders().isEmpty()) {
      return best;
    }
    Trial.Choice[] free = new Trial.Choice[listing.orders().size()];
    Arrays.fill(free, Trial.Choice.FREE);
    List<PoolTrade> all = pools();
    withFees(free, List.of());
    if (!all.isEmpty() && !budget.spent()) {
      withFees(free, all);
    }
    return best;
  }

  private List<PoolTrade> pools() {
    List<PoolTrade> pools = new ArrayList<>();
    for (int i = 0; i < listing.poolCount(); i++) {
      Optional<PoolAgent> agent = listing.agent(i);
      if (agent.isPresent()) {
        pools.add(new PoolTrade(agent.get(), listing.pool(i)));
      }
    }
    return pools;
  }

  private void keep(Optional<Draft> draft) {
    if (draft.isPresent()
        && (best.isEmpty() || draft.get().score().compareTo(best.get().score()) > 0)) {
      best = draft;
      found.accept(draft.get());
    }
  }

  /** Fees depend on what is filled and swapped, and that on the fees: until they suffice. */
  private Trial.Outcome withFees(Trial.Choice[] choices, List<PoolTrade> pools) {
    double[] start = new double[listing.tokens().size()];
    int expected = Math.max(1, listing.orders().size() / 2);
    long perTrade = Draft.gasPerTrade(expected, pools.isEmpty() ? 0 : FIRST_SWAP_GAS * expected);
    Trial.Outcome outcome = trial.clear(choices, pools, perTrade, start);
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
      outcome = trial.clear(choices, pools, perTrade, outcome.logPrices());
    }
    if (outcome.draft().isPresent()
        && (gas.gasPrice().signum() == 0 || outcome.draft().get().gasPerTrade() <= perTrade)) {
      keep(outcome.draft());
    }
    return outcome;
  }
}
