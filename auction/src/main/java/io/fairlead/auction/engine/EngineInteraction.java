package io.fairlead.auction.engine;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.List;

/** A step of a solution between collecting and paying out. */
public sealed interface EngineInteraction {
  /**
   * An exact-input swap on a pool of the request; the auctioneer encodes it.
   *
   * @param id the pool's id
   * @param inputToken given
   * @param outputToken taken
   * @param inputAmount wei given
   * @param outputAmount wei taken; the swap reverts if the pool gives less
   * @param internalize whether the settlement contract's own balance may stand in for the swap;
   *     never with our contract, which has none
   */
  record LiquiditySwap(
      String id,
      Address inputToken,
      Address outputToken,
      BigInteger inputAmount,
      BigInteger outputAmount,
      boolean internalize)
      implements EngineInteraction {
    /** A swap that is executed. */
    public LiquiditySwap(
        String id,
        Address inputToken,
        Address outputToken,
        BigInteger inputAmount,
        BigInteger outputAmount) {
      this(id, inputToken, outputToken, inputAmount, outputAmount, false);
    }
  }

  /**
   * A call the engine encoded itself.
   *
   * @param target called contract; never the hub, Permit2 or the settlement
   * @param value must be zero: the settlement holds no native token
   * @param callData the call
   * @param allowances approvals to be given, for exactly these amounts, just before
   * @param inputs tokens and amounts given
   * @param outputs tokens and amounts taken
   */
  record Custom(
      Address target,
      BigInteger value,
      Bytes callData,
      List<Allowance> allowances,
      List<TokenAmount> inputs,
      List<TokenAmount> outputs)
      implements EngineInteraction {
    /** Copies the lists. */
    public Custom {
      allowances = List.copyOf(allowances);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /** Lets {@code spender} take {@code amount} wei of {@code token}. */
  record Allowance(Address token, Address spender, BigInteger amount) {}

  /** {@code amount} wei of {@code token}. */
  record TokenAmount(Address token, BigInteger amount) {}
}
