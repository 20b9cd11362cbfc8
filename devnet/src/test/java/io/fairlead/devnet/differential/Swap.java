package io.fairlead.devnet.differential;

import io.fairlead.chain.read.ContractCall;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import java.math.BigInteger;
import java.util.List;

/**
 * A swap, for the solver and for the contracts.
 *
 * @param amount wei of {@code tokenIn} if {@code exactIn}, else of {@code tokenOut}
 */
record Swap(Address tokenIn, Address tokenOut, BigInteger amount, boolean exactIn) {
  private static final AbiFunction AMOUNTS_OUT = AbiFunction.of("getAmountsOut(uint256,address[])");
  private static final AbiFunction AMOUNTS_IN = AbiFunction.of("getAmountsIn(uint256,address[])");
  private static final AbiFunction EXACT_TOKENS =
      AbiFunction.of("swapExactTokensForTokens(uint256,uint256,address[],address,uint256)");
  private static final AbiFunction FOR_EXACT_TOKENS =
      AbiFunction.of("swapTokensForExactTokens(uint256,uint256,address[],address,uint256)");
  private static final AbiFunction QUOTE_IN =
      AbiFunction.of("quoteExactInputSingle((address,address,uint256,uint24,uint160))");
  private static final AbiFunction QUOTE_OUT =
      AbiFunction.of("quoteExactOutputSingle((address,address,uint256,uint24,uint160))");
  private static final AbiFunction INPUT_SINGLE =
      AbiFunction.of(
          "exactInputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))");
  private static final AbiFunction OUTPUT_SINGLE =
      AbiFunction.of(
          "exactOutputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))");

  /** QuoterV2's answer. */
  record Quote(BigInteger amount, BigInteger sqrtPriceAfter, long ticksCrossed, long gas) {
    static Quote read(Bytes returned) {
      return AbiReader.read(
          returned,
          reader ->
              new Quote(reader.uint(256), reader.uint(160), reader.number(32), reader.number(63)));
    }
  }

  boolean zeroForOne() {
    return tokenIn.compareTo(tokenOut) < 0;
  }

  SwapResult in(Pool pool) {
    return exactIn
        ? pool.exactIn(tokenIn, tokenOut, amount)
        : pool.exactOut(tokenIn, tokenOut, amount);
  }

  /** The amounts by the V2 router's view. */
  ContractCall amounts(Deployment.UniswapV2 v2) {
    return new ContractCall(
        v2.router(),
        (exactIn ? AMOUNTS_OUT : AMOUNTS_IN)
            .encode(
                to -> to.uint(amount, 256).array(path(), (path, token) -> path.address(token))));
  }

  /** The swap through the V2 router, which returns the amounts. */
  ContractCall execution(Deployment.UniswapV2 v2, BigInteger limit, Address receiver) {
    return new ContractCall(
        v2.router(),
        (exactIn ? EXACT_TOKENS : FOR_EXACT_TOKENS)
            .encode(to ->
                to.uint(amount, 256)
                    .uint(limit, 256)
                    .array(path(), (path, token) -> path.address(token))
                    .address(receiver)
                    .uint(Long.MAX_VALUE)));
  }

  /** QuoterV2's view. */
  ContractCall quote(Deployment.UniswapV3 v3, int fee) {
    return new ContractCall(
        v3.quoter(),
        (exactIn ? QUOTE_IN : QUOTE_OUT)
            .encode(
                to -> to.address(tokenIn).address(tokenOut).uint(amount, 256).uint(fee).uint(0)));
  }

  /**
   * The swap through the V3 router.
   *
   * @param limit least output or most input, in wei
   * @param sqrtPriceLimit where it ends at the latest; zero for no such limit
   */
  ContractCall execution(
      Deployment.UniswapV3 v3,
      int fee,
      BigInteger limit,
      BigInteger sqrtPriceLimit,
      Address receiver) {
    return new ContractCall(
        v3.router(),
        (exactIn ? INPUT_SINGLE : OUTPUT_SINGLE)
            .encode(to ->
                to.address(tokenIn)
                    .address(tokenOut)
                    .uint(fee)
                    .address(receiver)
                    .uint(Long.MAX_VALUE)
                    .uint(amount, 256)
                    .uint(limit, 256)
                    .uint(sqrtPriceLimit, 160)));
  }

  private List<Address> path() {
    return List.of(tokenIn, tokenOut);
  }
}
