package io.fairlead.devnet.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.chain.pool.UniswapPoolReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.rpc.BlockTag;
import io.fairlead.chain.rpc.ExecutionFailure;
import io.fairlead.chain.rpc.RpcAnswer;
import io.fairlead.chain.rpc.RpcRequest;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.solver.pool.ConstantProductPool;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The solver's constant product, fed by the chain reader and the relay's mapping, against deployed
 * Uniswap V2 pairs and their router: every amount, every refusal and every state.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UniswapV2SwapDifferentialTest {
  private static final long SEED = Long.getLong("fairlead.test.seed", 2_026_112_001L);
  private static final int ROUNDS = 4;
  private static final int STEPS = 8;
  private static final int PROBES = 6;
  private static final BigInteger LARGEST_RESERVE =
      BigInteger.ONE.shiftLeft(112).subtract(BigInteger.ONE);
  private static final Address RECEIVER = Address.parse("0x" + "e1".repeat(20));

  private final SplittableRandom random = new SplittableRandom(SEED);
  private UniswapWorld world;
  private Deployment.UniswapV2 v2;
  private int amounts;
  private int tooSmall;
  private int tooLarge;
  private int executed;

  @BeforeAll
  void start() {
    world = UniswapWorld.start();
    v2 = world.deployment().uniswapV2();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void everyAmountRefusalAndStateIsThePairs() {
    RandomLiquidity liquidity = new RandomLiquidity(world, random);
    UniswapPoolReader reader = new UniswapPoolReader(world.node().chain(), world.factories());
    for (int round = 0; round < ROUNDS; round++) {
      List<Address> tokens = world.tokens(3);
      liquidity.pair(tokens.get(0), tokens.get(1), 1, 20);
      liquidity.pair(tokens.get(0), tokens.get(2), 30, 90);
      liquidity.pair(tokens.get(1), tokens.get(2), 100, 112);
      KnownPools pools = new KnownPools(world, reader, tokens);
      for (int step = 0; step < STEPS; step++) {
        step(pools, "seed " + SEED + " round " + round + " step " + step);
      }
    }
    assertThat(amounts).isGreaterThan(200);
    assertThat(tooSmall).isGreaterThan(20);
    assertThat(tooLarge).isGreaterThan(20);
    assertThat(executed).isGreaterThan(60);
  }

  /** Asks every pair for many swaps, then executes the first possible one in each. */
  private void step(KnownPools pools, String where) {
    SortedMap<Address, KnownPools.Known> known = pools.now();
    assertThat(known).as(where).hasSize(3);
    List<ContractCall> executions = new ArrayList<>();
    SortedMap<Address, Pool> expected = new TreeMap<>();
    known.forEach((address, one) -> {
      ConstantProductPool pair = (ConstantProductPool) one.pool();
      Pool after = pair;
      for (int probe = 0; probe < PROBES; probe++) {
        Swap swap = swap(pair);
        Optional<SwapResult.Swapped> swapped = probe(swap, pair, where + " " + swap + " " + pair);
        if (swapped.isPresent() && after.equals(pair)) {
          executions.add(swap.execution(v2, limit(swap, swapped.get()), RECEIVER));
          after = swapped.get().after();
        }
      }
      expected.put(address, after);
    });
    assertThat(world.execute(executions)).as(where).doesNotContain(false);
    executed += executions.size();
    SortedMap<Address, Pool> after = new TreeMap<>();
    pools.now().forEach((address, one) -> after.put(address, one.pool()));
    assertThat(after).as(where).isEqualTo(expected);
  }

  private Optional<SwapResult.Swapped> probe(Swap swap, ConstantProductPool pair, String where) {
    Optional<List<BigInteger>> view =
        world.ask(List.of(swap.amounts(v2))).getFirst().map(this::two);
    switch (swap.in(pair)) {
      case SwapResult.Swapped swapped -> {
        List<BigInteger> both = List.of(swapped.amountIn(), swapped.amountOut());
        assertThat(view).as(where).contains(both);
        assertThat(tried(swap, limit(swap, swapped))).as(where).contains(both);
        amounts++;
        return Optional.of(swapped);
      }
      case SwapResult.TooSmall _ -> {
        // The view may answer with an output of zero; the pair itself refuses.
        assertThat(tried(swap, widest(swap))).as(where).isEmpty();
        assertThat(view.map(List::getLast).orElse(BigInteger.ZERO)).as(where).isZero();
        tooSmall++;
      }
      case SwapResult.TooLarge _ -> {
        assertThat(tried(swap, widest(swap))).as(where).isEmpty();
        tooLarge++;
      }
    }
    return Optional.empty();
  }

  /** What the router returns if the trader really swapped now; empty if that reverts. */
  private Optional<List<BigInteger>> tried(Swap swap, BigInteger limit) {
    ContractCall call = swap.execution(v2, limit, RECEIVER);
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("from", world.trader().toString())
            .put("to", call.to().toString())
            .put("data", call.data().toString());
    return switch (world.node().rpc().call(RpcRequest.of("eth_call", json, BlockTag.LATEST))) {
      case RpcAnswer.Success success -> Optional.of(two(Bytes.parse(success.value().asString())));
      case RpcAnswer.Failure failure -> {
        assertThat(ExecutionFailure.revertData(failure)).as("%s", failure).isPresent();
        yield Optional.empty();
      }
    };
  }

  private List<BigInteger> two(Bytes returned) {
    return AbiReader.read(returned, reader -> reader.array(amount -> amount.uint(256)));
  }

  /** Exactly what the solver promised: one wei less and the router reverts. */
  private static BigInteger limit(Swap swap, SwapResult.Swapped swapped) {
    return swap.exactIn() ? swapped.amountOut() : swapped.amountIn();
  }

  private static BigInteger widest(Swap swap) {
    return swap.exactIn() ? BigInteger.ZERO : Erc20.UNLIMITED;
  }

  private Swap swap(ConstantProductPool pair) {
    boolean zeroForOne = random.nextBoolean();
    boolean exactIn = random.nextBoolean();
    BigInteger in = zeroForOne ? pair.reserve0() : pair.reserve1();
    BigInteger out = zeroForOne ? pair.reserve1() : pair.reserve0();
    BigInteger reserve = exactIn ? in : out;
    BigInteger amount =
        switch (random.nextInt(10)) {
          case 0 -> BigInteger.ZERO;
          case 1 -> RandomNumbers.ofBits(random, 1, 8);
          case 2 -> RandomNumbers.ofBits(random, 1, 114);
          case 3 -> exactIn ? LARGEST_RESERVE.subtract(in) : out.subtract(BigInteger.ONE);
          case 4 -> exactIn ? LARGEST_RESERVE.subtract(in).add(BigInteger.ONE) : out;
          default -> RandomNumbers.share(random, reserve, random.nextBoolean() ? 2 : 90);
        };
    return new Swap(
        zeroForOne ? pair.token0() : pair.token1(),
        zeroForOne ? pair.token1() : pair.token0(),
        amount,
        exactIn);
  }
}
