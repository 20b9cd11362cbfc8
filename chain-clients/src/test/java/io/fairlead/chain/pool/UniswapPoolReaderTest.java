package io.fairlead.chain.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.Seeded;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UniswapPoolReaderTest {
  private static final UniswapFactories FACTORIES =
      UniswapFactories.of(FakeUniswap.V2, FakeUniswap.V3);

  private static List<Address> tokens(Seeded random, int count) {
    TreeSet<Address> tokens = new TreeSet<>();
    while (tokens.size() < count) {
      tokens.add(random.address());
    }
    return List.copyOf(tokens);
  }

  private static PoolKey key(Seeded random, List<Address> tokens, int fee) {
    int first = random.below(tokens.size() - 1);
    return new PoolKey(
        tokens.get(first), tokens.get(first + 1 + random.below(tokens.size() - first - 1)), fee);
  }

  private static void trade(Seeded random, FakeUniswap world) {
    List<Address> pools = world.pools();
    if (pools.isEmpty()) {
      return;
    }
    Address address = pools.get(random.below(pools.size()));
    FakeUniswap.Pool pool = world.pool(address);
    pool.a = random.uint(pool.key.isV2() ? 112 : 160);
    pool.b = random.uint(pool.key.isV2() ? 112 : 128);
    if (pool.key.isV2()) {
      return;
    }
    pool.tick = random.below(2 * 887_272) - 887_272;
    int spacing = FakeUniswap.spacing(pool.key.fee());
    int last = 887_272 / spacing;
    for (int i = random.below(4); i > 0; i--) {
      List<Integer> ticks = List.copyOf(pool.gross.keySet());
      if (ticks.size() >= 2 && random.bool()) {
        BigInteger amount = pool.gross.getOrDefault(ticks.getFirst(), BigInteger.ZERO);
        if (amount.equals(pool.gross.get(ticks.getLast()))) {
          world.position(address, ticks.getFirst(), ticks.getLast(), amount.negate());
          continue;
        }
      }
      int lower = random.bool() ? -last : random.below(last) - last / 2;
      int upper = random.bool() ? last : lower + 1 + random.below(last - lower);
      world.position(
          address, lower * spacing, upper * spacing, random.uint(100).max(BigInteger.ONE));
    }
  }

  @Test
  void alwaysFindsWhatAFreshReaderFinds() {
    Seeded.forAll(
        40,
        random -> {
          FakeUniswap world = new FakeUniswap(random);
          List<Address> tokens = tokens(random, 4);
          // Wide spacings only: the narrow ones differ in the number of words, and take long here.
          List<Integer> fees = List.of(PoolKey.V2, 3000, 10_000);
          UniswapFactories factories =
              new UniswapFactories(
                  Optional.of(FakeUniswap.V2), Optional.of(FakeUniswap.V3), List.of(3000, 10_000));
          UniswapPoolReader reader = new UniswapPoolReader(world, factories);
          for (int step = 0; step < 25; step++) {
            if (random.below(4) == 0) {
              world.create(key(random, tokens, fees.get(random.below(3))));
            }
            for (int i = random.below(4); i > 0; i--) {
              trade(random, world);
            }
            if (random.below(5) == 0 && world.headers.height() > 3) {
              world.drop(1 + random.below(3));
            }
            for (int i = 1 + random.below(2); i > 0; i--) {
              world.mine();
            }
            BlockRef block = world.block(world.headers.height() - random.below(2)).orElseThrow();
            List<Address> asked =
                random.below(4) == 0 ? tokens.subList(0, 2 + random.below(3)) : tokens;
            List<PoolState> expected = world.expected(asked, block);
            assertThat(reader.poolsAmong(asked, block)).isEqualTo(expected);
            assertThat(new UniswapPoolReader(world, factories).poolsAmong(asked, block))
                .isEqualTo(expected);
          }
        });
  }

  @Test
  void readsEveryTickAtTheNarrowestSpacingOnceAndThenOnlyWhatChanged() {
    Seeded random = new Seeded(5);
    FakeUniswap world = new FakeUniswap(random);
    List<Address> tokens = tokens(random, 2);
    world.create(new PoolKey(tokens.get(0), tokens.get(1), 100));
    Address address = world.pools().getFirst();
    world.pool(address).a = BigInteger.ONE.shiftLeft(96);
    world.position(address, -887_272, 887_272, BigInteger.TEN);
    world.position(address, -256, -1, BigInteger.TWO);
    world.position(address, 0, 255, BigInteger.ONE);
    world.mine();
    UniswapPoolReader reader = new UniswapPoolReader(world, FACTORIES);
    assertThat(reader.poolsAmong(tokens, world.head()))
        .isEqualTo(world.expected(tokens, world.head()))
        .hasSize(1);
    int full = world.calls;
    assertThat(full).isGreaterThan(6900);
    world.position(address, -256, 300, BigInteger.ONE);
    world.mine();
    assertThat(reader.poolsAmong(tokens, world.head()))
        .isEqualTo(world.expected(tokens, world.head()));
    assertThat(world.calls - full).isLessThan(10);
  }

  @Test
  void leavesOutPoolsThatHoldNothing() {
    Seeded random = new Seeded(6);
    FakeUniswap world = new FakeUniswap(random);
    List<Address> tokens = tokens(random, 2);
    world.create(new PoolKey(tokens.get(0), tokens.get(1), PoolKey.V2));
    world.create(new PoolKey(tokens.get(0), tokens.get(1), 3000));
    world.mine();
    UniswapPoolReader reader = new UniswapPoolReader(world, FACTORIES);
    assertThat(reader.poolsAmong(tokens, world.head())).isEmpty();
    for (Address pool : world.pools()) {
      world.pool(pool).a = BigInteger.TEN;
      world.pool(pool).b = BigInteger.TEN;
      if (!world.pool(pool).key.isV2()) {
        world.position(pool, -60, 60, BigInteger.TEN);
      }
    }
    world.mine();
    assertThat(reader.poolsAmong(tokens.reversed(), world.head())).hasSize(2);
  }

  @Test
  void failsAtABlockThatLeftTheChainAndRecovers() {
    Seeded random = new Seeded(7);
    FakeUniswap world = new FakeUniswap(random);
    List<Address> tokens = tokens(random, 3);
    world.create(new PoolKey(tokens.get(0), tokens.get(1), 3000));
    world.pool(world.pools().getFirst()).a = BigInteger.TEN;
    world.position(world.pools().getFirst(), -60, 60, BigInteger.TEN);
    world.mine();
    world.mine();
    UniswapPoolReader reader = new UniswapPoolReader(world, FACTORIES);
    BlockRef gone = world.head();
    reader.poolsAmong(tokens, gone);
    world.drop(1);
    world.mine();
    assertThatThrownBy(() -> reader.poolsAmong(tokens, gone)).isInstanceOf(ChainException.class);
    assertThat(reader.poolsAmong(tokens, world.head()))
        .isEqualTo(world.expected(tokens, world.head()));
  }

  @Test
  void failsRatherThanMixTwoChains() {
    Seeded random = new Seeded(8);
    FakeUniswap world = new FakeUniswap(random);
    List<Address> tokens = tokens(random, 2);
    world.create(new PoolKey(tokens.get(0), tokens.get(1), PoolKey.V2));
    world.pool(world.pools().getFirst()).a = BigInteger.TEN;
    world.pool(world.pools().getFirst()).b = BigInteger.TEN;
    world.mine();
    UniswapPoolReader reader = new UniswapPoolReader(world, FACTORIES);
    BlockRef block = world.head();
    var answers = world.contracts;
    world.contracts =
        (call, at) -> {
          Optional<Bytes> answer = answers.call(call, at);
          if (call.data().equals(UniswapCalls.RESERVES)) {
            world.drop(1);
            world.mine();
          }
          return answer;
        };
    assertThatThrownBy(() -> reader.poolsAmong(tokens, block))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("left the chain");
  }

  @Test
  void refusesPoolsThatAnswerNonsense() {
    List<Bytes> answers = new ArrayList<>();
    answers.add(Bytes.EMPTY);
    answers.add(Bytes.of(new byte[31]));
    byte[] ones = new byte[96];
    Arrays.fill(ones, (byte) 0xff);
    answers.add(Bytes.of(ones));
    for (Bytes nonsense : answers) {
      Seeded random = new Seeded(9);
      FakeUniswap world = new FakeUniswap(random);
      List<Address> tokens = tokens(random, 2);
      world.create(new PoolKey(tokens.get(0), tokens.get(1), PoolKey.V2));
      world.mine();
      var real = world.contracts;
      world.contracts =
          (call, at) ->
              call.data().equals(UniswapCalls.RESERVES)
                  ? Optional.of(nonsense)
                  : real.call(call, at);
      assertThatThrownBy(
              () -> new UniswapPoolReader(world, FACTORIES).poolsAmong(tokens, world.head()))
          .isInstanceOf(ChainException.class);
    }
  }
}
