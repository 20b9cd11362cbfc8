package io.fairlead.devnet.deploy;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;

/** Uniswap V2 from its published packages, with pairs and liquidity. */
final class UniswapV2Seed {
  private static final AbiFunction ADD_LIQUIDITY =
      AbiFunction.of(
          "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)");
  private static final long ADD_GAS = 4_000_000;

  private UniswapV2Seed() {}

  /**
   * Deploys and fills it. The router computes a pair's address from the hash of the pair's code, so
   * it succeeds only with the factory the router was made for.
   */
  static Deployment.UniswapV2 deploy(
      TransactionQueue queue, Signer deployer, CreationCode code, Tokens tokens) {
    Address factory =
        queue.create(
            "Uniswap V2 factory",
            deployer,
            code.of("@uniswap/v2-core/build/UniswapV2Factory.json"),
            arguments -> arguments.address(deployer.address()));
    Address router =
        queue.create(
            "Uniswap V2 router",
            deployer,
            code.of("@uniswap/v2-periphery/build/UniswapV2Router02.json"),
            arguments -> arguments.address(factory).address(tokens.address(Market.WETH)));
    queue.mine();
    tokens.approveAll(deployer, router);
    for (Market.PairSeed seed : Market.PAIRS) {
      Market.Coin first = Market.coin(seed.first());
      Market.Coin second = Market.coin(seed.second());
      BigInteger amount1 = first.worth(seed.dollars() / 2);
      BigInteger amount2 = second.worth(seed.dollars() / 2);
      tokens.give(first, deployer.address(), amount1);
      tokens.give(second, deployer.address(), amount2);
      queue.call(
          "Uniswap V2 pair " + seed.first() + "/" + seed.second(),
          deployer,
          router,
          ADD_LIQUIDITY.encode(call ->
              call.address(tokens.address(seed.first()))
                  .address(tokens.address(seed.second()))
                  .uint(amount1, 256)
                  .uint(amount2, 256)
                  .uint(0)
                  .uint(0)
                  .address(deployer.address())
                  .uint(Long.MAX_VALUE)),
          ADD_GAS);
    }
    queue.mine();
    return new Deployment.UniswapV2(factory, router);
  }
}
