package io.fairlead.solver.plan;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.dual.recover.GasPruning;
import io.fairlead.solver.dual.recover.Support;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Routing;
import io.fairlead.solver.route.RoutingSearch;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Splits an amount over all paths at once: the dual engine finds the flows, edges that do not earn
 * their gas are left out, and the rest is put in order and computed in the pools' integers. Keeps
 * the network of the last book and its prices, from which the next search begins. For one thread at
 * a time; the answers depend on the sequence of the questions, if only in the last digits.
 */
public final class SplitRouter implements RoutingSearch {
  private static final double[] NO_PRICES = {};
  private static final double NATIVE_UNIT = 1e18;
  private static final int MAX_ROUNDS = 4;

  /** A plan that falls this short of the bound has met with something unforeseen. */
  private static final double GOOD = 0.9;

  private final boolean detours;
  private @Nullable PoolBook book;
  private @Nullable PoolNetwork pools;
  private int lastFrom = -1;
  private int lastTo = -1;
  private double[] lastPrices = new double[0];
  private double bound;

  /** A router that also collects what pools could be made to give each other on the way. */
  public SplitRouter() {
    this(true);
  }

  private SplitRouter(boolean detours) {
    this.detours = detours;
  }

  /** A router that only passes on what it is given. */
  public static SplitRouter straight() {
    return new SplitRouter(false);
  }

  @Override
  public Optional<Routing> find(
      PoolBook now,
      Address from,
      Address to,
      BigInteger amountIn,
      BigInteger outPrice,
      BigInteger gasPrice) {
    PoolNetwork network = networkOf(now);
    int source = network.indexOf(from);
    int target = network.indexOf(to);
    if (source < 0 || target < 0 || source == target || amountIn.signum() <= 0) {
      return Optional.empty();
    }
    Objective objective =
        Objective.sale(network.network().tokens(), source, amountIn.doubleValue(), target);
    DualSearch.Found found = solve(network, objective, amountIn, source, target);
    bound = found.bound();
    if (!(bound > 0)) {
      return Optional.empty();
    }
    double[] cost = costs(network, outPrice, gasPrice);
    double perGas = perGas(outPrice, gasPrice);
    double[] logPrices = lastPrices.clone();
    Homeward home = new Homeward(network, target, logPrices);
    Drafts drafts = new Drafts(network, source, target, now, amountIn, home, perGas, detours);
    GasPruning pruning =
        new GasPruning(network.network().tokens(), network.edges(), cost, objective, drafts::net);
    // Without a gas price nothing speaks against small swaps: all that trades stays.
    Optional<SplitPlan> all =
        perGas == 0
            ? pruning.asSolved(network.network(), found.solver()).flatMap(drafts::plan)
            : Optional.empty();
    if (all.isPresent() && all.get().usualOut().doubleValue() > GOOD * bound) {
      return all.map(plan -> plan);
    }
    Optional<SplitPlan> pruned =
        pruning
            .everything(network.network(), found.solver())
            .map(support -> withoutUnused(support, pruning, drafts))
            .map(pruning::prune)
            .map(support -> withoutUnused(support, pruning, drafts))
            .flatMap(drafts::plan);
    return Stream.concat(all.stream(), pruned.stream())
        .max(Comparator.comparing(SplitPlan::usualOut))
        .or(() -> drafts.deepest(logPrices))
        .map(plan -> plan);
  }

  /**
   * What nobody can get more than for the amount last asked about, gas not counted: the dual's
   * value in wei of the output, up to rounding of doubles.
   */
  public double bound() {
    return bound;
  }

  /**
   * Edges whose flow was but a cycle took part in setting the prices; without them the rest fits.
   */
  private static Support withoutUnused(Support start, GasPruning pruning, Drafts drafts) {
    Support best = start;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      int[] used = drafts.used(best);
      if (used.length == 0 || used.length == best.edges().length) {
        return best;
      }
      Support rest = pruning.only(used, best);
      if (!(rest.net() >= best.net())) {
        return best;
      }
      best = rest;
    }
    return best;
  }

  private PoolNetwork networkOf(PoolBook now) {
    PoolNetwork known = pools;
    if (known == null || book != now) {
      known = new PoolNetwork(now);
      if (known.network().tokens() != lastPrices.length) {
        lastFrom = -1;
      }
      pools = known;
      book = now;
    }
    return known;
  }

  private DualSearch.Found solve(
      PoolNetwork network, Objective objective, BigInteger amountIn, int source, int target) {
    boolean warm = source == lastFrom && target == lastTo;
    DualSearch.Found found =
        network
            .search()
            .solve(objective, source, amountIn.doubleValue(), warm ? lastPrices : NO_PRICES);
    lastFrom = source;
    lastTo = target;
    lastPrices = new double[network.network().tokens()];
    found.solver().copyLogPrices(lastPrices);
    return found;
  }

  /** What using each pool costs, in wei of the output. */
  private static double[] costs(PoolNetwork network, BigInteger outPrice, BigInteger gasPrice) {
    double[] cost = new double[network.edges().size()];
    double perGas = perGas(outPrice, gasPrice);
    Arrays.setAll(cost, edge -> network.pool(edge).gasEstimate() * perGas);
    return cost;
  }

  /** Wei of the output per unit of gas; nothing if the output has no price. */
  private static double perGas(BigInteger outPrice, BigInteger gasPrice) {
    return outPrice.signum() > 0
        ? gasPrice.doubleValue() * NATIVE_UNIT / outPrice.doubleValue()
        : 0;
  }
}
