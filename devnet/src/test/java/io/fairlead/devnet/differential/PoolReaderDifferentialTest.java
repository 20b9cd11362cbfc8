package io.fairlead.devnet.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.chain.pool.PoolState;
import io.fairlead.chain.pool.UniswapFactories;
import io.fairlead.chain.pool.UniswapPoolReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * A pool reader that remembers against one that does not, on pools which gain and lose positions,
 * are traded, appear, and vanish when blocks leave the chain.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PoolReaderDifferentialTest {
  private static final long SEED = Long.getLong("fairlead.test.seed", 2_026_112_003L);
  private static final int STEPS = 40;

  /** Without the tier of one basis point, whose ticks take thousands of calls to read afresh. */
  private static final List<Integer> FEES = List.of(500, 3_000, 10_000);

  private static final List<List<Integer>> PAIRS =
      List.of(List.of(0, 1), List.of(0, 2), List.of(1, 2));

  private static final Address RECEIVER = Address.parse("0x" + "e1".repeat(20));

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<RandomLiquidity.Made> made = new ArrayList<>();
  private UniswapWorld world;
  private RandomLiquidity liquidity;
  private UniswapFactories factories;
  private UniswapPoolReader remembering;
  private List<Address> tokens;
  private int changed;
  private int minted;
  private int burnt;
  private int swapped;
  private int reorganised;
  private int looksBack;
  private int pairs;

  @BeforeAll
  void start() {
    world = UniswapWorld.start();
    liquidity = new RandomLiquidity(world, random);
    factories =
        new UniswapFactories(
            Optional.of(world.deployment().uniswapV2().factory()),
            Optional.of(world.deployment().uniswapV3().factory()),
            FEES);
    remembering = new UniswapPoolReader(world.node().chain(), factories);
    tokens = world.tokens(3);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void whatIsRememberedIsWhatIsThere() {
    newPool();
    newPair();
    Snapshot snapshot = snapshot();
    List<PoolState> last = List.of();
    SortedMap<Long, Seen> seen = new TreeMap<>();
    for (int step = 0; step < STEPS; step++) {
      String where = "seed " + SEED + " step " + step;
      if (random.nextInt(7) == 0) {
        world.revert(snapshot.id());
        made.clear();
        made.addAll(snapshot.made());
        pairs = snapshot.pairs();
        long kept = world.head().number();
        seen.keySet().removeIf(number -> number > kept);
        reorganised++;
        snapshot = snapshot();
      } else if (random.nextInt(4) == 0) {
        snapshot = snapshot();
      }
      for (int change = random.nextInt(4); change >= 0; change--) {
        change();
      }
      BlockRef block = world.head();
      List<PoolState> fresh = fresh(block);
      assertThat(remembering.poolsAmong(tokens, block)).as(where).isEqualTo(fresh);
      assertThat(remembering.poolsAmong(tokens, block)).as(where).isEqualTo(fresh);
      changed += fresh.equals(last) ? 0 : 1;
      last = fresh;
      if (!seen.isEmpty() && random.nextInt(5) == 0) {
        Seen older = RandomNumbers.pick(random, List.copyOf(seen.values()));
        assertThat(remembering.poolsAmong(tokens, older.block()))
            .as(where)
            .isEqualTo(older.pools());
        looksBack++;
      }
      seen.put(block.number(), new Seen(block, fresh));
    }
    assertThat(minted).isGreaterThan(10);
    assertThat(swapped).isGreaterThan(5);
    assertThat(changed).isGreaterThan(STEPS / 2);
    assertThat(burnt).isGreaterThan(5);
    assertThat(reorganised).isGreaterThan(2);
    assertThat(looksBack).isGreaterThan(2);
    assertThat(last).hasSizeGreaterThan(3);
  }

  private record Snapshot(JsonNode id, List<RandomLiquidity.Made> made, int pairs) {}

  private Snapshot snapshot() {
    return new Snapshot(world.snapshot(), List.copyOf(made), pairs);
  }

  private record Seen(BlockRef block, List<PoolState> pools) {}

  private List<PoolState> fresh(BlockRef block) {
    return new UniswapPoolReader(world.node().chain(), factories).poolsAmong(tokens, block);
  }

  private void change() {
    switch (random.nextInt(6)) {
      case 0 -> newPool();
      case 1 -> {
        newPair();
        minted += liquidity.mint(RandomNumbers.pick(random, made), 3, false);
      }
      case 2, 3 -> burnt += liquidity.burn(4);
      case 4 -> swaps();
      default -> world.chain().mineBlock();
    }
  }

  /** The next pool that is not there yet, sometimes without liquidity. */
  private void newPool() {
    int next = made.size();
    if (next < PAIRS.size() * FEES.size()) {
      List<Address> pair = pair(next / FEES.size());
      RandomLiquidity.Made pool =
          liquidity.pool(pair.getFirst(), pair.getLast(), FEES.get(next % FEES.size()));
      made.add(pool);
      if (random.nextInt(4) > 0) {
        liquidity.mint(pool, 1 + random.nextInt(4), random.nextBoolean());
      }
    }
  }

  /** The next pair that is not there yet. */
  private void newPair() {
    if (pairs < PAIRS.size()) {
      List<Address> pair = pair(pairs++);
      liquidity.pair(pair.getFirst(), pair.getLast(), 60, 80);
    }
  }

  private List<Address> pair(int index) {
    return PAIRS.get(index).stream().map(tokens::get).toList();
  }

  /** Through pools and pairs; whether they succeed does not matter here. */
  private void swaps() {
    List<ContractCall> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RandomLiquidity.Made pool = RandomNumbers.pick(random, made);
      boolean forwards = random.nextBoolean();
      Swap swap =
          new Swap(
              forwards ? pool.token0() : pool.token1(),
              forwards ? pool.token1() : pool.token0(),
              RandomNumbers.ofBits(random, 1, 80),
              true);
      calls.add(
          swap.execution(
              world.deployment().uniswapV3(),
              pool.fee(),
              BigInteger.ZERO,
              BigInteger.ZERO,
              RECEIVER));
      calls.add(swap.execution(world.deployment().uniswapV2(), BigInteger.ZERO, RECEIVER));
    }
    swapped += Math.toIntExact(world.execute(calls).stream().filter(done -> done).count());
  }
}
