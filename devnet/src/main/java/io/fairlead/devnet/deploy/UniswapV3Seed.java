package io.fairlead.devnet.deploy;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Uniswap V3 from its published packages, with pools whose liquidity lies in several ranges. */
final class UniswapV3Seed {
  private static final String PERIPHERY = "@uniswap/v3-periphery/artifacts/contracts/";
  private static final AbiFunction ENABLE_FEE = AbiFunction.of("enableFeeAmount(uint24,int24)");
  private static final AbiFunction CREATE_POOL =
      AbiFunction.of("createAndInitializePoolIfNecessary(address,address,uint24,uint160)");
  private static final AbiFunction MINT =
      AbiFunction.of(
          "mint((address,address,uint24,int24,int24,uint256,uint256,uint256,uint256,address,uint256))");
  private static final int LARGEST_TICK = 887_272;
  private static final long CREATE_GAS = 7_000_000;
  private static final long MINT_GAS = 1_500_000;

  /**
   * Where liquidity lies, as distances from the price in ticks (about a basis point each), and how
   * much of it in percent: a wide base, a peak, and two ranges on one side of the price.
   */
  private static final List<Range> RANGES =
      List.of(
          new Range(-LARGEST_TICK, LARGEST_TICK, 20),
          new Range(-4_000, 4_000, 40),
          new Range(-600, 600, 25),
          new Range(800, 2_400, 8),
          new Range(-2_400, -800, 7));

  private final TransactionQueue queue;
  private final Signer deployer;
  private final Tokens tokens;
  private final Address positions;

  private UniswapV3Seed(TransactionQueue queue, Signer deployer, Tokens tokens, Address positions) {
    this.queue = queue;
    this.deployer = deployer;
    this.tokens = tokens;
    this.positions = positions;
  }

  private record Range(int below, int above, int percent) {}

  static Deployment.UniswapV3 deploy(
      TransactionQueue queue, Signer deployer, CreationCode code, Tokens tokens) {
    Address weth = tokens.address(Market.WETH);
    Bytes factoryCode =
        code.of("@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json");
    Address factory = queue.create("Uniswap V3 factory", deployer, factoryCode, none -> {});
    Address router =
        queue.create(
            "Uniswap V3 router",
            deployer,
            code.of(PERIPHERY + "SwapRouter.sol/SwapRouter.json"),
            arguments -> arguments.address(factory).address(weth));
    Address positions =
        queue.create(
            "Uniswap V3 positions",
            deployer,
            code.of(PERIPHERY + "NonfungiblePositionManager.sol/NonfungiblePositionManager.json"),
            arguments -> arguments.address(factory).address(weth).address(Address.ZERO));
    Address quoter =
        queue.create(
            "Uniswap V3 quoter",
            deployer,
            code.of(PERIPHERY + "lens/QuoterV2.sol/QuoterV2.json"),
            arguments -> arguments.address(factory).address(weth));
    // Fees of 1 bps were enabled by a vote after the factory's release.
    queue.call(
        "Uniswap V3 fee",
        deployer,
        factory,
        ENABLE_FEE.encode(fee -> fee.uint(100).uint(1)),
        100_000);
    queue.mine();
    tokens.approveAll(deployer, positions);
    UniswapV3Seed seed = new UniswapV3Seed(queue, deployer, tokens, positions);
    Market.POOLS.forEach(seed::pool);
    queue.mine();
    return new Deployment.UniswapV3(factory, router, positions, quoter);
  }

  private void pool(Market.PoolSeed seed) {
    boolean inOrder = tokens.address(seed.first()).compareTo(tokens.address(seed.second())) < 0;
    Market.Coin coin0 = Market.coin(inOrder ? seed.first() : seed.second());
    Market.Coin coin1 = Market.coin(inOrder ? seed.second() : seed.first());
    String name = "Uniswap V3 pool " + seed.first() + "/" + seed.second() + " " + seed.feePips();
    BigInteger sqrtPrice = sqrtPriceX96(coin0, coin1);
    queue.call(
        name,
        deployer,
        positions,
        CREATE_POOL.encode(call ->
            call.address(tokens.address(coin0.symbol()))
                .address(tokens.address(coin1.symbol()))
                .uint(seed.feePips())
                .uint(sqrtPrice, 160)),
        CREATE_GAS);
    int spacing = spacing(seed.feePips());
    for (Range range : RANGES) {
      mint(name, seed, coin0, coin1, tick(sqrtPrice), spacing, range);
    }
  }

  private void mint(
      String name,
      Market.PoolSeed seed,
      Market.Coin coin0,
      Market.Coin coin1,
      int tick,
      int spacing,
      Range range) {
    int lower = onGrid(Math.max(tick + range.below(), -LARGEST_TICK + spacing), spacing);
    int upper = onGrid(Math.min(tick + range.above(), LARGEST_TICK), spacing);
    long dollars = seed.dollars() * range.percent() / 100 / 2;
    BigInteger amount0 = coin0.worth(dollars);
    BigInteger amount1 = coin1.worth(dollars);
    tokens.give(coin0, deployer.address(), amount0);
    tokens.give(coin1, deployer.address(), amount1);
    queue.call(
        name + " range",
        deployer,
        positions,
        MINT.encode(call -> {
          call.address(tokens.address(coin0.symbol()));
          call.address(tokens.address(coin1.symbol()));
          call.uint(seed.feePips()).word(signed(lower)).word(signed(upper));
          call.uint(amount0, 256).uint(amount1, 256).uint(0).uint(0);
          call.address(deployer.address()).uint(Long.MAX_VALUE);
        }),
        MINT_GAS);
  }

  /** Square root of token1 per token0 in wei, times 2^96, rounded down. */
  private static BigInteger sqrtPriceX96(Market.Coin coin0, Market.Coin coin1) {
    BigInteger numerator =
        BigInteger.valueOf(coin0.cents()).multiply(BigInteger.TEN.pow(coin1.decimals()));
    BigInteger denominator =
        BigInteger.valueOf(coin1.cents()).multiply(BigInteger.TEN.pow(coin0.decimals()));
    return numerator.shiftLeft(192).divide(denominator).sqrt();
  }

  /** The tick of a price, to a tick or so: it only places ranges, nothing is computed from it. */
  private static int tick(BigInteger sqrtPriceX96) {
    double root = sqrtPriceX96.doubleValue() / StrictMath.pow(2, 96);
    return (int) StrictMath.floor(2 * StrictMath.log(root) / StrictMath.log(1.0001));
  }

  private static int spacing(int feePips) {
    return switch (feePips) {
      case 100 -> 1;
      case 500 -> 10;
      case 3_000 -> 60;
      case 10_000 -> 200;
      default -> throw new DeployException("no tick spacing for a fee of " + feePips);
    };
  }

  private static int onGrid(int tick, int spacing) {
    return Math.floorDiv(tick, spacing) * spacing;
  }

  private static Bytes32 signed(int value) {
    byte[] word = new byte[Bytes32.SIZE];
    Arrays.fill(word, (byte) (value < 0 ? -1 : 0));
    byte[] digits = BigInteger.valueOf(value).toByteArray();
    System.arraycopy(digits, 0, word, Bytes32.SIZE - digits.length, digits.length);
    return Bytes32.of(word);
  }
}
