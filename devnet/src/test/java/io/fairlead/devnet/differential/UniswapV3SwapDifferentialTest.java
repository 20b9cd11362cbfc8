package io.fairlead.devnet.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.chain.pool.UniswapPoolReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.simulate.RevertReason;
import io.fairlead.chain.simulate.SettlementSimulator;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.solver.pool.ConcentratedPool;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.pool.TickMath;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The solver's concentrated liquidity, fed by the chain reader and the relay's mapping, against
 * deployed Uniswap V3 pools: QuoterV2's amounts, prices and crossed ticks, and the state that swaps
 * through the router really left behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UniswapV3SwapDifferentialTest {
  private static final long SEED = Long.getLong("fairlead.test.seed", 2_026_112_002L);
  private static final int ROUNDS = 4;
  private static final int STEPS = 8;
  private static final int PROBES = 5;
  private static final List<Integer> FEES = List.of(100, 500, 3_000, 10_000);
  private static final BigInteger LOWEST = TickMath.MIN_SQRT_RATIO.add(BigInteger.ONE);
  private static final BigInteger HIGHEST = TickMath.MAX_SQRT_RATIO.subtract(BigInteger.ONE);
  private static final Class<?> EXECUTES = SettlementSimulator.Result.Executes.class;
  private static final Class<?> REVERTS = SettlementSimulator.Result.Reverts.class;
  private static final Address RECEIVER = Address.parse("0x" + "e1".repeat(20));

  /** Beyond this a swap may not fit a transaction, of which the quoter knows nothing. */
  private static final long MOST_GAS = 12_000_000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private UniswapWorld world;
  private Deployment.UniswapV3 v3;
  private int amounts;
  private int crossings;
  private int tooSmall;
  private int tooLarge;
  private int executed;
  private int onTicks;

  @BeforeAll
  void start() {
    world = UniswapWorld.start();
    v3 = world.deployment().uniswapV3();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /** What a swap changes. */
  private record State(BigInteger sqrtPrice, int tick, BigInteger liquidity) {
    static State of(ConcentratedPool pool) {
      return new State(pool.sqrtPriceX96(), pool.tick(), pool.liquidity());
    }
  }

  /** A swap to execute in one pool. */
  private sealed interface Execution {
    ContractCall call();

    /** The solver computed it: it succeeds and leaves exactly this behind. */
    record Computed(ContractCall call, State after, BigInteger change0, BigInteger change1)
        implements Execution {}

    /** It ends at this price, unless nothing at all can be swapped on the way. */
    record ToPrice(ContractCall call, BigInteger sqrtPrice) implements Execution {}
  }

  @Test
  void everyAmountRefusalAndStateIsThePools() {
    RandomLiquidity liquidity = new RandomLiquidity(world, random);
    UniswapPoolReader reader = new UniswapPoolReader(world.node().chain(), world.factories());
    for (int round = 0; round < ROUNDS; round++) {
      String where = "seed " + SEED + " round " + round;
      List<Address> tokens = world.tokens(2);
      for (int fee : FEES) {
        int positions = 2 + random.nextInt(9);
        RandomLiquidity.Made pool = liquidity.pool(tokens.getFirst(), tokens.getLast(), fee);
        assertThat(liquidity.mint(pool, positions, random.nextBoolean())).as(where).isPositive();
      }
      KnownPools pools = new KnownPools(world, reader, tokens);
      for (int step = 0; step < STEPS; step++) {
        step(pools, where + " step " + step);
      }
    }
    assertThat(amounts).isGreaterThan(200);
    assertThat(crossings).isGreaterThan(200);
    assertThat(tooSmall).isGreaterThan(10);
    assertThat(tooLarge).isGreaterThan(50);
    assertThat(executed).isGreaterThan(60);
    assertThat(onTicks).isGreaterThan(10);
  }

  @Test
  void aSwapIsSimulatedAfterAnotherInItsPool() {
    SplittableRandom own = new SplittableRandom(SEED);
    List<Address> tokens = world.tokens(2);
    RandomLiquidity liquidity = new RandomLiquidity(world, own);
    RandomLiquidity.Made made = liquidity.pool(tokens.getFirst(), tokens.getLast(), 3_000);
    assertThat(liquidity.mint(made, 8, true)).isPositive();
    UniswapPoolReader reader = new UniswapPoolReader(world.node().chain(), world.factories());
    KnownPools.Known one = new KnownPools(world, reader, tokens).now().values().iterator().next();
    Liquidity.Concentrated request = (Liquidity.Concentrated) one.request();
    BigInteger amount = balances(request).getFirst().divide(BigInteger.valueOf(100));
    Swap swap = new Swap(request.token0(), request.token1(), amount, true);
    BigInteger found = ((SwapResult.Swapped) swap.in(one.pool())).amountOut();

    SettlementSimulator.Call exact = simulated(swap, request, found);
    SettlementSimulator.Call loose = simulated(swap, request, BigInteger.ONE);
    SettlementSimulator simulator =
        world.node().simulator(MOST_GAS, 1, RevertReason.ofSignatures(List.of()));
    BlockRef head = world.head();
    String where = "seed " + SEED + " " + swap + " in " + request;
    assertThat(simulator.simulate(List.of(exact), head)).as(where).isInstanceOf(EXECUTES);
    assertThat(simulator.simulate(List.of(loose, exact), head)).as(where).isInstanceOf(REVERTS);
    assertThat(simulator.simulate(List.of(exact, loose), head)).as(where).isInstanceOf(EXECUTES);
    // What reverted leaves nothing behind.
    SettlementSimulator.Call failing = simulated(swap, request, found.add(BigInteger.ONE));
    assertThat(simulator.simulate(List.of(failing), head)).as(where).isInstanceOf(REVERTS);
    assertThat(simulator.simulate(List.of(failing, exact), head)).as(where).isInstanceOf(EXECUTES);
  }

  private SettlementSimulator.Call simulated(
      Swap swap, Liquidity.Concentrated request, BigInteger atLeast) {
    ContractCall call = swap.execution(v3, request.feePips(), atLeast, BigInteger.ZERO, RECEIVER);
    return new SettlementSimulator.Call(world.trader(), call.to(), call.data(), List.of());
  }

  /** Asks every pool for many swaps, then executes one in each. */
  private void step(KnownPools pools, String where) {
    SortedMap<Address, KnownPools.Known> before = pools.now();
    assertThat(before).as(where).hasSize(FEES.size());
    SortedMap<Address, Execution> executions = new TreeMap<>();
    SortedMap<Address, List<BigInteger>> balances = new TreeMap<>();
    before.forEach((address, one) -> {
      Liquidity.Concentrated request = (Liquidity.Concentrated) one.request();
      balances.put(address, balances(request));
      Optional<Execution> computed = probe(request, (ConcentratedPool) one.pool(), where);
      (random.nextInt(4) == 0 ? Optional.of(toTick(request)) : computed)
          .ifPresent(execution -> executions.put(address, execution));
    });
    List<Boolean> done = world.execute(executions.values().stream().map(Execution::call).toList());
    Iterator<Boolean> succeeded = done.iterator();
    SortedMap<Address, KnownPools.Known> after = pools.now();
    executions.forEach((address, execution) -> {
      KnownPools.Known one = Objects.requireNonNull(after.get(address));
      State state = State.of((ConcentratedPool) one.pool());
      String pool = where + " pool " + one.request() + " " + execution;
      boolean success = succeeded.next();
      switch (execution) {
        case Execution.Computed computed -> {
          assertThat(success).as(pool).isTrue();
          assertThat(state).as(pool).isEqualTo(computed.after());
          List<BigInteger> held = Objects.requireNonNull(balances.get(address));
          assertThat(balances((Liquidity.Concentrated) one.request()))
              .as(pool)
              .isEqualTo(
                  List.of(
                      held.getFirst().add(computed.change0()),
                      held.getLast().add(computed.change1())));
          executed++;
        }
        case Execution.ToPrice move -> {
          if (success) {
            assertThat(state.sqrtPrice()).as(pool).isEqualTo(move.sqrtPrice());
            onTicks++;
          }
        }
      }
    });
  }

  /** Compares many swaps; one which the router can execute, if there was any. */
  private Optional<Execution> probe(
      Liquidity.Concentrated request, ConcentratedPool pool, String where) {
    List<Swap> swaps = new ArrayList<>();
    for (int i = 0; i < PROBES; i++) {
      swaps.add(swap(request));
    }
    List<Optional<Bytes>> answers =
        world.ask(swaps.stream().map(swap -> swap.quote(v3, request.feePips())).toList());
    Optional<Execution> possible = Optional.empty();
    for (int i = 0; i < PROBES; i++) {
      Swap swap = swaps.get(i);
      Optional<Execution> one =
          compare(swap, request, pool, answers.get(i), where + " " + swap + " in " + request);
      possible = one.isPresent() ? one : possible;
    }
    return possible;
  }

  private Optional<Execution> compare(
      Swap swap,
      Liquidity.Concentrated request,
      ConcentratedPool pool,
      Optional<Bytes> answer,
      String where) {
    Optional<Swap.Quote> quote = answer.map(Swap.Quote::read);
    switch (swap.in(pool)) {
      case SwapResult.Swapped swapped -> {
        ConcentratedPool after = (ConcentratedPool) swapped.after();
        BigInteger found = swap.exactIn() ? swapped.amountOut() : swapped.amountIn();
        assertThat(swap.exactIn() ? swapped.amountIn() : swapped.amountOut())
            .as(where)
            .isEqualTo(swap.amount());
        assertThat(quote.map(Swap.Quote::amount)).as(where).contains(found);
        assertThat(quote.map(Swap.Quote::sqrtPriceAfter)).as(where).contains(after.sqrtPriceX96());
        long crossed =
            QuoterTicks.crossed(
                pool.tick(),
                after.tick(),
                ConcentratedPool.tickSpacingOf(request.feePips()).orElseThrow(),
                request.liquidityNet().keySet());
        assertThat(quote.map(Swap.Quote::ticksCrossed)).as(where).contains(crossed);
        amounts++;
        crossings += Math.toIntExact(crossed);
        return quote
            .filter(known -> known.gas() < MOST_GAS)
            .map(_ ->
                new Execution.Computed(
                    swap.execution(v3, request.feePips(), found, BigInteger.ZERO, RECEIVER),
                    State.of(after),
                    swap.zeroForOne() ? swapped.amountIn() : swapped.amountOut().negate(),
                    swap.zeroForOne() ? swapped.amountOut().negate() : swapped.amountIn()));
      }
      case SwapResult.TooSmall _ -> {
        // Zero is refused by the pool; less than one wei of output is only worth nothing.
        assertThat(quote.map(Swap.Quote::amount).orElse(BigInteger.ZERO)).as(where).isZero();
        assertThat(quote.isPresent()).as(where).isEqualTo(swap.amount().signum() > 0);
        tooSmall++;
      }
      case SwapResult.TooLarge _ -> {
        // An exact input that cannot be used up ends, half done, where prices end.
        assertThat(quote.map(Swap.Quote::sqrtPriceAfter).orElse(LOWEST))
            .as(where)
            .isIn(LOWEST, HIGHEST);
        tooLarge++;
      }
    }
    return Optional.empty();
  }

  private Swap swap(Liquidity.Concentrated request) {
    boolean zeroForOne = random.nextBoolean();
    boolean exactIn = random.nextBoolean();
    List<BigInteger> held = balances(request);
    BigInteger size = zeroForOne == exactIn ? held.getFirst() : held.getLast();
    BigInteger amount =
        switch (random.nextInt(12)) {
          case 0 -> random.nextInt(4) == 0 ? BigInteger.ZERO : RandomNumbers.ofBits(random, 1, 12);
          case 1 -> RandomNumbers.ofBits(random, 1, 110);
          case 2 -> RandomNumbers.ofBits(random, 60, 90);
          default -> RandomNumbers.share(random, size, exactIn ? 300 : 105);
        };
    return new Swap(
        zeroForOne ? request.token0() : request.token1(),
        zeroForOne ? request.token1() : request.token0(),
        amount,
        exactIn);
  }

  /** A swap that stops exactly on an initialised tick, where a pool's tick and price part. */
  private Execution toTick(Liquidity.Concentrated request) {
    BigInteger target =
        TickMath.sqrtRatioAt(
            RandomNumbers.pick(random, List.copyOf(request.liquidityNet().keySet())));
    boolean zeroForOne = target.compareTo(request.sqrtPriceX96()) < 0;
    Swap swap =
        new Swap(
            zeroForOne ? request.token0() : request.token1(),
            zeroForOne ? request.token1() : request.token0(),
            BigInteger.ONE.shiftLeft(190),
            true);
    return new Execution.ToPrice(
        swap.execution(v3, request.feePips(), BigInteger.ZERO, target, RECEIVER), target);
  }

  private List<BigInteger> balances(Liquidity.Concentrated request) {
    return world.balances(List.of(request.token0(), request.token1()), request.address());
  }
}
