package io.fairlead.solver.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.ForeignLiquidity;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.pool.SwapResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  @Test
  void findsWhatTryingEveryPathFinds() {
    int[] found = {0};
    RandomAuction.forAll(
        200,
        seed -> {
          SolveRequest plain = RandomAuction.of(seed, 4, 8, 1);
          SolveRequest request = seed % 2 == 0 ? plain : ForeignLiquidity.added(plain, seed, 3);
          List<Pool> pools =
              request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList();
          PoolBook book = PoolBook.of(pools);
          Router router = new Router(book, Router.MAX_HOPS);
          Address from = request.orders().getFirst().intent().sellToken();
          Address to = request.orders().getFirst().intent().buyToken();
          BigInteger amount = request.orders().getFirst().sellAmount();
          BigInteger most = bruteForce(pools, from, to, amount, new HashSet<>(Set.of(from)));
          BigInteger quoted =
              router
                  .bestExactIn(book, from, to, amount, UNIT, BigInteger.ZERO)
                  .flatMap(route -> Quoter.exactIn(book, route, amount))
                  .map(Routed::amountOut)
                  .orElse(BigInteger.ZERO);
          assertThat(quoted).isEqualTo(most);
          found[0] += quoted.signum();
        });
    assertThat(found[0]).isGreaterThan(100);
  }

  @Test
  void exactOutputIsReachedAndALittleLessInputIsNotEnough() {
    int[] found = {0};
    RandomAuction.forAll(
        200,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 4, 8, 1);
          PoolBook book =
              PoolBook.of(
                  request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
          Router router = new Router(book, Router.MAX_HOPS);
          Address from = request.orders().getFirst().intent().sellToken();
          Address to = request.orders().getFirst().intent().buyToken();
          BigInteger wanted = request.orders().getFirst().buyAmount();
          for (Route route : router.routes(from, to)) {
            Optional<Routed> routed = Quoter.exactOut(book, route, wanted);
            if (routed.isPresent()) {
              BigInteger in = routed.get().amountIn();
              assertThat(routed.get().amountOut()).isGreaterThanOrEqualTo(wanted);
              assertThat(Quoter.exactIn(book, route, in))
                  .map(Routed::amountOut)
                  .contains(routed.get().amountOut());
              // Rounding up at each of three pools may cost a few wei, valued at each of them.
              BigInteger less =
                  in.subtract(
                      in.divide(BigInteger.valueOf(1_000))
                          .add(UNIT.divide(BigInteger.valueOf(1_000))));
              if (less.signum() > 0) {
                assertThat(Quoter.outputOf(book, route, less).orElseThrow()).isLessThan(wanted);
              }
              found[0]++;
            }
          }
        });
    assertThat(found[0]).isGreaterThan(100);
  }

  @Test
  void gasDecidesBetweenNearlyEqualPaths() {
    SolveRequest request = RandomAuction.sized(5, 3, 40, 1);
    PoolBook book =
        PoolBook.of(request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
    Router router = new Router(book, Router.MAX_HOPS);
    Address from = RandomAuction.address(1);
    Address to = RandomAuction.address(3);
    List<Integer> hops = new ArrayList<>();
    for (BigInteger gasPrice : List.of(BigInteger.ZERO, BigInteger.TEN.pow(15))) {
      hops.add(
          router
              .bestExactIn(
                  book,
                  from,
                  to,
                  UNIT.multiply(BigInteger.valueOf(40)),
                  UNIT.divide(BigInteger.valueOf(50)),
                  gasPrice)
              .orElseThrow()
              .hops()
              .size());
    }
    assertThat(hops.get(1)).isEqualTo(1);
    assertThat(hops.get(0)).isGreaterThanOrEqualTo(hops.get(1));
  }

  @Test
  void oneAddressCountsOnce() {
    SolveRequest request = RandomAuction.sized(3, 2, 1, 1);
    Pool pool = Pools.of(request.liquidity().getFirst()).orElseThrow();
    assertThat(PoolBook.of(List.of(pool, pool)).pools()).hasSize(1);
  }

  /** The most that any path without a repeated token and of at most three pools gives. */
  private static BigInteger bruteForce(
      List<Pool> pools, Address at, Address to, BigInteger amount, Set<Address> seen) {
    BigInteger best = BigInteger.ZERO;
    for (Pool pool : pools) {
      for (Address next : pool.outputs(at)) {
        if (seen.contains(next)
            || !(pool.exactIn(at, next, amount) instanceof SwapResult.Swapped swapped)) {
          continue;
        }
        if (next.equals(to)) {
          best = best.max(swapped.amountOut());
        } else if (seen.size() < Router.MAX_HOPS) {
          Set<Address> more = new HashSet<>(seen);
          more.add(next);
          List<Pool> others = pools.stream().filter(other -> !other.equals(pool)).toList();
          best = best.max(bruteForce(others, next, to, swapped.amountOut(), more));
        }
      }
    }
    return best;
  }
}
