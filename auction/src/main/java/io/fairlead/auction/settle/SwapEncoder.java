package io.fairlead.auction.settle;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.Allowance;
import io.fairlead.auction.engine.EngineInteraction.Custom;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.typeddata.Permit2;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Encodes the steps of a solution as calls by the settlement. A constant-product swap pays the pair
 * and calls it; a concentrated one gives the V3 SwapRouter exactly the approval it uses up.
 */
final class SwapEncoder {
  private static final AbiFunction TRANSFER = AbiFunction.of("transfer(address,uint256)");
  private static final AbiFunction APPROVE = AbiFunction.of("approve(address,uint256)");
  private static final AbiFunction PAIR_SWAP =
      AbiFunction.of("swap(uint256,uint256,address,bytes)");
  private static final AbiFunction EXACT_INPUT_SINGLE =
      AbiFunction.of(
          "exactInputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))");

  /** The award's last block is the deadline; the router's would only be a second one. */
  private static final BigInteger NO_DEADLINE =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private static final BigInteger NO_PRICE_LIMIT = BigInteger.ZERO;

  private final Address settlement;
  private final Address hub;

  SwapEncoder(Address settlement, Address hub) {
    this.settlement = settlement;
    this.hub = hub;
  }

  /** Appends the calls of one step, and the tokens it touches. */
  void encode(
      String path,
      EngineInteraction step,
      Map<String, Liquidity> pools,
      Set<Address> tokens,
      List<Interaction> calls) {
    switch (step) {
      case LiquiditySwap swap -> {
        Liquidity pool = pools.get(swap.id());
        if (pool == null) {
          throw new RejectedException(
              RejectionReason.UNKNOWN_LIQUIDITY, path + ".id: no such pool in the request");
        }
        encode(path, swap, pool, calls);
        tokens.add(swap.inputToken());
        tokens.add(swap.outputToken());
      }
      case Custom custom -> encode(path, custom, tokens, calls);
    }
  }

  private void encode(String path, LiquiditySwap swap, Liquidity pool, List<Interaction> calls) {
    switch (pool) {
      case Liquidity.ConstantProduct pair -> {
        boolean forwards = direction(path, swap, pair.token0(), pair.token1());
        call(path, calls, swap.inputToken(), transfer(pair.address(), swap.inputAmount()));
        call(path, calls, pair.address(), pairSwap(forwards, swap.outputAmount()));
      }
      case Liquidity.Concentrated concentrated -> {
        direction(path, swap, concentrated.token0(), concentrated.token1());
        Address router = concentrated.router();
        call(path, calls, swap.inputToken(), approve(router, swap.inputAmount()));
        call(path, calls, router, exactInputSingle(swap, concentrated.feePips()));
      }
      case Liquidity.WeightedProduct ignored -> throw notEncoded(path, "weightedProduct");
      case Liquidity.Stable ignored -> throw notEncoded(path, "stable");
      case Liquidity.CurveStable ignored -> throw notEncoded(path, "curveStable");
      case Liquidity.LimitOrder ignored -> throw notEncoded(path, "limitOrder");
    }
  }

  private static RejectedException notEncoded(String path, String kind) {
    return new RejectedException(
        RejectionReason.LIQUIDITY_NOT_ENCODED, path + ": no call is known for a pool of " + kind);
  }

  /** Whether token0 is given. */
  private static boolean direction(
      String path, LiquiditySwap swap, Address token0, Address token1) {
    boolean forwards = swap.inputToken().equals(token0) && swap.outputToken().equals(token1);
    boolean backwards = swap.inputToken().equals(token1) && swap.outputToken().equals(token0);
    if (!forwards && !backwards) {
      throw new RejectedException(
          RejectionReason.INVALID_SWAP, path + ": the pool trades " + token0 + " and " + token1);
    }
    if (swap.inputAmount().signum() <= 0 || swap.outputAmount().signum() <= 0) {
      throw new RejectedException(RejectionReason.INVALID_SWAP, path + ": an amount is zero");
    }
    return forwards;
  }

  private void encode(String path, Custom custom, Set<Address> tokens, List<Interaction> calls) {
    if (custom.value().signum() != 0) {
      throw new RejectedException(
          RejectionReason.VALUE_NOT_SUPPORTED,
          path + ".value: the settlement holds no native token");
    }
    for (Allowance allowance : custom.allowances()) {
      call(path, calls, allowance.token(), approve(allowance.spender(), allowance.amount()));
      tokens.add(allowance.token());
    }
    call(path, calls, custom.target(), custom.callData());
    custom.inputs().forEach(input -> tokens.add(input.token()));
    custom.outputs().forEach(output -> tokens.add(output.token()));
  }

  private void call(String path, List<Interaction> calls, Address target, Bytes callData) {
    if (target.equals(settlement) || target.equals(hub) || target.equals(Permit2.ADDRESS)) {
      throw new RejectedException(
          RejectionReason.FORBIDDEN_TARGET, path + ": " + target + " may not be called", target);
    }
    calls.add(new Interaction(target, callData));
  }

  private static Bytes transfer(Address to, BigInteger amount) {
    return TRANSFER.encode(call -> call.address(to).uint(amount, 256));
  }

  private static Bytes approve(Address spender, BigInteger amount) {
    return APPROVE.encode(call -> call.address(spender).uint(amount, 256));
  }

  private Bytes pairSwap(boolean forwards, BigInteger output) {
    BigInteger out0 = forwards ? BigInteger.ZERO : output;
    BigInteger out1 = forwards ? output : BigInteger.ZERO;
    return PAIR_SWAP.encode(
        call -> call.uint(out0, 256).uint(out1, 256).address(settlement).bytes(Bytes.EMPTY));
  }

  private Bytes exactInputSingle(LiquiditySwap swap, int feePips) {
    return EXACT_INPUT_SINGLE.encode(call ->
        call.address(swap.inputToken())
            .address(swap.outputToken())
            .uint(feePips)
            .address(settlement)
            .uint(NO_DEADLINE, 256)
            .uint(swap.inputAmount(), 256)
            .uint(swap.outputAmount(), 256)
            .uint(NO_PRICE_LIMIT, 160));
  }
}
