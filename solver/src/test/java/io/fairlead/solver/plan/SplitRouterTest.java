package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.solve.DualSolver;
import io.fairlead.solver.dual.solve.Objective;
import io.fairlead.solver.dual.solve.SolveLimits;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Quoter;
import io.fairlead.solver.route.Routed;
import io.fairlead.solver.route.Router;
import io.fairlead.solver.route.Routing;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SplitRouterTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  private int plans;
  private int better;
  private int tight;

  @Test
  void plansExecuteInIntegersAndApproachTheBound() {
    RandomAuction.forAll(
        150,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 5, 14, 1);
          PoolBook book = book(request);
          Address from = request.orders().getFirst().intent().sellToken();
          Address to = request.orders().getFirst().intent().buyToken();
          BigInteger amount = request.orders().getFirst().sellAmount();
          Optional<Routed> routed =
              new SplitRouter()
                  .find(book, from, to, amount, UNIT, BigInteger.ZERO)
                  .flatMap(plan -> plan.exactIn(book, amount));
          if (routed.isPresent()) {
            plans++;
            check(book, routed.get(), from, to, amount);
            compare(book, routed.get(), from, to, amount);
          }
        });
    assertThat(plans).isGreaterThan(80);
    assertThat(better).as("splitting pays").isGreaterThan(40);
    assertThat(tight).as("at the bound").isGreaterThan(40);
  }

  @Test
  void gasMakesPlansShorterAndNeverWorseForIt() {
    int[] shorter = {0};
    int[] gained = {0};
    RandomAuction.forAll(
        60,
        seed -> {
          SolveRequest request = RandomAuction.sized(seed, 4, 14, 1);
          PoolBook book = book(request);
          Address from = RandomAuction.address(1);
          Address to = RandomAuction.address(3);
          BigInteger amount = UNIT.multiply(BigInteger.valueOf(5));
          BigInteger outPrice = UNIT.divide(BigInteger.valueOf(50));
          BigInteger gasPrice = BigInteger.TEN.pow(10);
          Optional<Routed> free = routed(book, from, to, amount, outPrice, BigInteger.ZERO);
          Optional<Routed> dear = routed(book, from, to, amount, outPrice, gasPrice);
          if (free.isPresent() && dear.isPresent()) {
            assertThat(dear.get().gas()).isLessThanOrEqualTo(free.get().gas());
            shorter[0] += dear.get().gas() < free.get().gas() ? 1 : 0;
            BigInteger pruned = net(dear.get(), outPrice, gasPrice);
            BigInteger whole = net(free.get(), outPrice, gasPrice);
            // Pruning is greedy: a hair may be missed, but what it is for must be gained.
            assertThat(pruned.doubleValue()).isGreaterThan(whole.doubleValue() * (1 - 1e-3));
            gained[0] += pruned.compareTo(whole) > 0 ? 1 : 0;
          }
        });
    assertThat(shorter[0]).isGreaterThan(10);
    assertThat(gained[0]).isGreaterThan(10);
  }

  @Test
  void anOutputIsReachedWithLittleInput() {
    int[] found = {0};
    RandomAuction.forAll(
        60,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 4, 12, 1);
          PoolBook book = book(request);
          Address from = request.orders().getFirst().intent().sellToken();
          Address to = request.orders().getFirst().intent().buyToken();
          BigInteger amount = request.orders().getFirst().sellAmount();
          Optional<Routing> plan =
              new SplitRouter().find(book, from, to, amount, UNIT, BigInteger.ZERO);
          Optional<Routed> given = plan.flatMap(one -> one.exactIn(book, amount));
          if (given.isPresent()) {
            BigInteger wanted =
                given.get().amountOut().multiply(BigInteger.TWO).divide(BigInteger.valueOf(3));
            if (wanted.signum() > 0) {
              Routed reached = plan.get().exactOut(book, wanted).orElseThrow();
              assertThat(reached.amountOut()).isGreaterThanOrEqualTo(wanted);
              assertThat(reached.amountIn()).isLessThan(amount);
              found[0]++;
            }
          }
        });
    assertThat(found[0]).isGreaterThan(30);
  }

  private static PoolBook book(SolveRequest request) {
    return PoolBook.of(
        request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
  }

  private static Optional<Routed> routed(
      PoolBook book,
      Address from,
      Address to,
      BigInteger amount,
      BigInteger outPrice,
      BigInteger gasPrice) {
    return new SplitRouter()
        .find(book, from, to, amount, outPrice, gasPrice)
        .flatMap(plan -> plan.exactIn(book, amount));
  }

  private static BigInteger net(Routed routed, BigInteger outPrice, BigInteger gasPrice) {
    return routed
        .amountOut()
        .multiply(outPrice)
        .subtract(BigInteger.valueOf(routed.gas()).multiply(gasPrice).multiply(UNIT));
  }

  /**
   * Replays the swaps on the pools: nothing is given that is not there, and nothing stays behind
   * but what the plan says, which is worth at most a hundred thousandth of the output.
   */
  private static void check(
      PoolBook start, Routed routed, Address from, Address to, BigInteger amount) {
    Map<Address, BigInteger> held = new TreeMap<>();
    held.put(from, amount);
    PoolBook book = start;
    for (LiquiditySwap swap : routed.swaps()) {
      SwapResult.Swapped result =
          (SwapResult.Swapped)
              book.get(swap.id())
                  .exactIn(swap.inputToken(), swap.outputToken(), swap.inputAmount());
      assertThat(result.amountOut()).isEqualTo(swap.outputAmount());
      held.merge(swap.inputToken(), swap.inputAmount().negate(), BigInteger::add);
      assertThat(held.get(swap.inputToken())).isNotNegative();
      held.merge(swap.outputToken(), swap.outputAmount(), BigInteger::add);
      book = book.with(result.after());
    }
    assertThat(held.remove(to)).isEqualTo(routed.amountOut());
    held.values().removeIf(left -> left.signum() == 0);
    assertThat(held).isEqualTo(routed.left());
    Leftovers rule = ((SplitPlan) routed.route()).leftovers();
    BigInteger worth = BigInteger.ZERO;
    for (Map.Entry<Address, BigInteger> left : held.entrySet()) {
      worth = worth.add(left.getValue().multiply(rule.prices().get(left.getKey())));
    }
    BigInteger most = routed.amountOut().shiftLeft(96).divide(BigInteger.valueOf(100_000));
    assertThat(worth).isLessThanOrEqualTo(most);
  }

  private void compare(PoolBook book, Routed routed, Address from, Address to, BigInteger amount) {
    Router router = new Router(book, Router.MAX_HOPS);
    BigInteger single =
        router
            .bestExactIn(book, from, to, amount, UNIT, BigInteger.ZERO)
            .flatMap(route -> Quoter.exactIn(book, route, amount))
            .map(Routed::amountOut)
            .orElse(BigInteger.ZERO);
    better += routed.amountOut().compareTo(single) > 0 ? 1 : 0;
    PoolNetwork pools = new PoolNetwork(book);
    Network network = pools.network();
    Objective sale =
        Objective.sale(
            network.tokens(), pools.indexOf(from), amount.doubleValue(), pools.indexOf(to));
    double bound = new DualSolver(network).solve(sale, SolveLimits.USUAL).bound();
    double out = routed.amountOut().doubleValue();
    // A few wei are lost to rounding in each pool.
    assertThat(out).isLessThanOrEqualTo(bound * (1 + 1e-9) + 1);
    assertThat(single.doubleValue()).isLessThanOrEqualTo(bound * (1 + 1e-9) + 1);
    tight += out >= bound * (1 - 1e-6) - 10 ? 1 : 0;
  }
}
