package io.fairlead.devnet.bench.gas;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.deploy.Erc20;
import java.math.BigInteger;

/** The calls by which a settlement sells what an order sells on Uniswap V3. */
final class PoolSwap {
  private static final AbiFunction EXACT_INPUT =
      AbiFunction.of(
          "exactInputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))");
  private static final int FEE_PIPS = 100;

  private final Arena arena;
  private final Address router;

  PoolSwap(Arena arena) {
    this.arena = arena;
    this.router = arena.deployment().uniswapV3().router();
  }

  /** Lets the router take {@code amount} of the sell token. */
  Interaction approve(BigInteger amount) {
    return new Interaction(arena.sellToken(), Erc20.approve(router, amount));
  }

  /**
   * Sells all of it through the pool for at least what the owner gets, paid to {@code receiver}.
   */
  Interaction swap(Order order, Address receiver) {
    return swap(order.sold(), order.bought(), order.validTo(), receiver);
  }

  /**
   * Sells through the pool.
   *
   * @param sold wei of the sell token
   * @param least wei of the buy token
   * @param deadline Unix seconds
   */
  Interaction swap(BigInteger sold, BigInteger least, long deadline, Address receiver) {
    return new Interaction(
        router,
        EXACT_INPUT.encode(call ->
            call.address(arena.sellToken())
                .address(arena.buyToken())
                .uint(FEE_PIPS)
                .address(receiver)
                .uint(deadline)
                .uint(sold, 256)
                .uint(least, 256)
                .uint(0)));
  }
}
