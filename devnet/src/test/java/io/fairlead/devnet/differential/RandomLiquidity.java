package io.fairlead.devnet.differential;

import io.fairlead.chain.read.ContractCall;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.solver.pool.ConcentratedPool;
import io.fairlead.solver.pool.TickMath;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Pairs and pools with liquidity of every size and shape, by the published contracts. */
final class RandomLiquidity {
  private static final AbiFunction CREATE_PAIR = AbiFunction.of("createPair(address,address)");
  private static final AbiFunction GET_PAIR = AbiFunction.of("getPair(address,address)");
  private static final AbiFunction SYNC = AbiFunction.of("sync()");
  private static final AbiFunction CREATE_POOL =
      AbiFunction.of("createAndInitializePoolIfNecessary(address,address,uint24,uint160)");
  private static final AbiFunction MINT =
      AbiFunction.of(
          "mint((address,address,uint24,int24,int24,uint256,uint256,uint256,uint256,address,uint256))");
  private static final AbiFunction BALANCE = AbiFunction.of("balanceOf(address)");
  private static final AbiFunction TOKEN = AbiFunction.of("tokenOfOwnerByIndex(address,uint256)");
  private static final AbiFunction POSITION = AbiFunction.of("positions(uint256)");
  private static final AbiFunction DECREASE =
      AbiFunction.of("decreaseLiquidity((uint256,uint128,uint256,uint256,uint256))");

  private final UniswapWorld world;
  private final SplittableRandom random;

  RandomLiquidity(UniswapWorld world, SplittableRandom random) {
    this.world = world;
    this.random = random;
  }

  /** A pool that was made at this tick. */
  record Made(Address token0, Address token1, int fee, int tick) {}

  /** A pair with reserves of {@code fewest} to {@code most} bits on each side. */
  void pair(Address token0, Address token1, int fewest, int most) {
    Address factory = world.deployment().uniswapV2().factory();
    world.mustExecute(
        List.of(
            new ContractCall(
                factory, CREATE_PAIR.encode(to -> to.address(token0).address(token1)))));
    Bytes lookup = GET_PAIR.encode(to -> to.address(token0).address(token1));
    Address pair =
        AbiReader.read(
            world.ask(List.of(new ContractCall(factory, lookup))).getFirst().orElseThrow(),
            AbiReader::address);
    // Reserves are whatever the pair holds when it is told to look; no liquidity token is needed.
    world.mustExecute(
        List.of(
            new ContractCall(
                token0, Erc20.transfer(pair, RandomNumbers.ofBits(random, fewest, most))),
            new ContractCall(
                token1, Erc20.transfer(pair, RandomNumbers.ofBits(random, fewest, most))),
            new ContractCall(pair, SYNC.selector())));
  }

  /** An empty pool at a random price. */
  Made pool(Address token0, Address token1, int fee) {
    int tick =
        random.nextInt(3) == 0 ? random.nextInt(-2_000, 2_000) : random.nextInt(-200_000, 200_000);
    BigInteger lowest = TickMath.sqrtRatioAt(tick);
    BigInteger room = TickMath.sqrtRatioAt(tick + 1).subtract(lowest);
    // Exactly on a tick sometimes, else between two.
    BigInteger price =
        random.nextInt(3) == 0
            ? lowest
            : lowest.add(RandomNumbers.share(random, room.subtract(BigInteger.ONE), 100));
    world.mustExecute(
        List.of(
            new ContractCall(
                world.deployment().uniswapV3().positions(),
                CREATE_POOL.encode(
                    to -> to.address(token0).address(token1).uint(fee).uint(price, 160)))));
    return new Made(token0, token1, fee, tick);
  }

  /** Opens positions around a pool's first price; how many were possible. */
  int mint(Made pool, int count, boolean wholeRange) {
    List<ContractCall> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(position(pool, wholeRange && i == 0));
    }
    return Math.toIntExact(world.execute(calls).stream().filter(done -> done).count());
  }

  private ContractCall position(Made pool, boolean wholeRange) {
    int spacing = ConcentratedPool.tickSpacingOf(pool.fee()).orElseThrow();
    int limit = TickMath.MAX_TICK / spacing;
    int width = 1 << random.nextInt(wholeRange ? 1 : 11);
    int middle = Math.floorDiv(pool.tick(), spacing);
    int first = wholeRange ? -limit : middle + random.nextInt(-3 * width, 2 * width);
    int last = wholeRange ? limit : first + 1 + random.nextInt(3 * width);
    int lower = Math.clamp(first, -limit, limit - 1) * spacing;
    int upper = Math.clamp(last, -limit + 1, limit) * spacing;
    BigInteger amount0 = RandomNumbers.ofBits(random, 16, 80);
    BigInteger amount1 = RandomNumbers.ofBits(random, 16, 80);
    return new ContractCall(
        world.deployment().uniswapV3().positions(),
        MINT.encode(to -> {
          to.address(pool.token0()).address(pool.token1()).uint(pool.fee());
          to.word(RandomNumbers.signed(lower)).word(RandomNumbers.signed(upper));
          to.uint(amount0, 256).uint(amount1, 256).uint(0).uint(0);
          to.address(world.trader()).uint(Long.MAX_VALUE);
        }));
  }

  /** Takes liquidity, often all of it, out of some of the trader's positions; out of how many. */
  int burn(int count) {
    Address positions = world.deployment().uniswapV3().positions();
    Address owner = world.trader();
    long owned = number(positions, BALANCE.encode(to -> to.address(owner)), 1).longValueExact();
    List<ContractCall> calls = new ArrayList<>();
    for (int i = 0; i < count && owned > 0; i++) {
      long index = random.nextLong(owned);
      BigInteger id = number(positions, TOKEN.encode(to -> to.address(owner).uint(index)), 1);
      BigInteger liquidity = number(positions, POSITION.encode(to -> to.uint(id, 256)), 8);
      if (liquidity.signum() > 0) {
        BigInteger part =
            random.nextBoolean() ? liquidity : RandomNumbers.share(random, liquidity, 100);
        calls.add(
            new ContractCall(
                positions,
                DECREASE.encode(
                    to -> to.uint(id, 256).uint(part, 128).uint(0).uint(0).uint(Long.MAX_VALUE))));
      }
    }
    // The same position may have been chosen twice: then the second call finds too little.
    return Math.toIntExact(world.execute(calls).stream().filter(done -> done).count());
  }

  /** The word of that place, from 1, among those returned. */
  private BigInteger number(Address to, Bytes data, int place) {
    Optional<Bytes> answer = world.ask(List.of(new ContractCall(to, data))).getFirst();
    return AbiReader.read(
        answer.orElseThrow(),
        reader -> {
          List<BigInteger> words = new ArrayList<>();
          for (int i = 0; i < answer.get().size() / 32; i++) {
            words.add(new BigInteger(1, reader.word().bytes()));
          }
          return words.get(place - 1);
        });
  }
}
