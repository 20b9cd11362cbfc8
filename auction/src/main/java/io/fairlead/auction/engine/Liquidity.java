package io.fairlead.auction.engine;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pool at the pinned block, in the five kinds of the solver-engine API and one that it does not
 * have ({@link CurveStable}). Our auctioneer sends and encodes the first two; the others reach our
 * solver from auctioneers that have such pools.
 */
public sealed interface Liquidity {
  /** Text, unique in one request; solutions refer to it. */
  String id();

  /** The pool's contract. */
  Address address();

  /** Gas units one swap through it usually takes. */
  long gasEstimate();

  /** What it trades, each token once. */
  List<Address> tokens();

  /**
   * A Uniswap V2 style pair ({@code constantProduct}).
   *
   * @param router the V2 router (wire field {@code router})
   * @param token0 lower address
   * @param token1 higher address
   * @param reserve0 wei of token0
   * @param reserve1 wei of token1
   * @param feeBps swap fee in basis points of the input (wire: decimal fraction {@code "0.003"})
   */
  record ConstantProduct(
      String id,
      Address address,
      long gasEstimate,
      Address router,
      Address token0,
      Address token1,
      BigInteger reserve0,
      BigInteger reserve1,
      int feeBps)
      implements Liquidity {
    @Override
    public List<Address> tokens() {
      return List.of(token0, token1);
    }
  }

  /**
   * A Uniswap V3 style pool ({@code concentratedLiquidity}).
   *
   * @param router the V3 SwapRouter (wire field {@code router})
   * @param token0 lower address
   * @param token1 higher address
   * @param sqrtPriceX96 square root of token1 per token0, times 2^96
   * @param liquidity active liquidity
   * @param tick current tick
   * @param liquidityNet initialised ticks, each with the liquidity added when crossed upwards
   * @param feePips swap fee in hundredths of a basis point (3000 = 0.3 %; wire: decimal fraction)
   */
  record Concentrated(
      String id,
      Address address,
      long gasEstimate,
      Address router,
      Address token0,
      Address token1,
      BigInteger sqrtPriceX96,
      BigInteger liquidity,
      int tick,
      SortedMap<Integer, BigInteger> liquidityNet,
      int feePips)
      implements Liquidity {
    /** Copies the ticks. */
    public Concentrated {
      liquidityNet = Collections.unmodifiableSortedMap(new TreeMap<>(liquidityNet));
    }

    @Override
    public List<Address> tokens() {
      return List.of(token0, token1);
    }
  }

  /**
   * A Balancer V2 weighted pool ({@code weightedProduct}). Factors, weights and the fee have 18
   * decimals here and are decimal fractions on the wire.
   *
   * @param poolId the Vault's name for it (wire: {@code balancerPoolId})
   * @param reserves at least two tokens
   * @param fee share of the input, times 10^18
   * @param version how its contract raises to a power
   */
  record WeightedProduct(
      String id,
      Address address,
      long gasEstimate,
      Bytes32 poolId,
      SortedMap<Address, WeightedReserve> reserves,
      BigInteger fee,
      WeightedVersion version)
      implements Liquidity {
    /** Copies the reserves. */
    public WeightedProduct {
      reserves = Collections.unmodifiableSortedMap(new TreeMap<>(reserves));
    }

    @Override
    public List<Address> tokens() {
      return List.copyOf(reserves.keySet());
    }
  }

  /**
   * What a weighted pool has of a token.
   *
   * @param balance wei
   * @param scalingFactor by which a wei is multiplied to give a token 18 decimals, times 10^18
   * @param weight share of the pool's value, times 10^18
   */
  record WeightedReserve(BigInteger balance, BigInteger scalingFactor, BigInteger weight) {}

  /** Generations of weighted pools, which differ in how they raise to a power. */
  enum WeightedVersion {
    /** Always by logarithm and exponential ({@code v0}). */
    V0("v0"),
    /** Exponents of 1, 2 and 4 by multiplication ({@code v3Plus}). */
    V3_PLUS("v3Plus");

    private final String text;

    WeightedVersion(String text) {
      this.text = text;
    }

    /** The word on the wire. */
    public String text() {
      return text;
    }

    /**
     * Reads the word on the wire.
     *
     * @throws IllegalArgumentException if there is no such version
     */
    public static WeightedVersion parse(String text) {
      for (WeightedVersion version : values()) {
        if (version.text.equals(text)) {
          return version;
        }
      }
      throw new IllegalArgumentException("unknown version");
    }
  }

  /**
   * A Balancer V2 stable pool ({@code stable}).
   *
   * @param poolId the Vault's name for it (wire: {@code balancerPoolId})
   * @param reserves at least two tokens; the pool's own share token, if it is among them, is not
   *     part of the invariant
   * @param amplification {@code A * n^(n-1)} times 1,000, as the contracts keep it (wire: decimal
   *     fraction without the 1,000)
   * @param fee share of the input, times 10^18
   */
  record Stable(
      String id,
      Address address,
      long gasEstimate,
      Bytes32 poolId,
      SortedMap<Address, StableReserve> reserves,
      BigInteger amplification,
      BigInteger fee)
      implements Liquidity {
    /** Copies the reserves. */
    public Stable {
      reserves = Collections.unmodifiableSortedMap(new TreeMap<>(reserves));
    }

    @Override
    public List<Address> tokens() {
      return List.copyOf(reserves.keySet());
    }
  }

  /**
   * What a stable pool has of a token.
   *
   * @param balance wei
   * @param scalingFactor by which a wei is multiplied to give a token 18 decimals and, where there
   *     is one, the token's rate, times 10^18
   */
  record StableReserve(BigInteger balance, BigInteger scalingFactor) {}

  /**
   * A plain pool of Curve's ({@code curveStable}, not in CoW's API): the invariant of {@link
   * Stable}, other roundings, and a fee that is taken of what comes out.
   *
   * @param coins at least two, in the contract's order, on which its last digits depend
   * @param amplification what the contract calls A, {@code A * n^(n-1)} of the paper, times {@code
   *     precision} (wire: decimal fraction without that)
   * @param precision 100 where the contract has an {@code A_PRECISION}, 1 in pools from before
   * @param fee share of the output, times 10^10
   * @param adminFee share of the fee that leaves the pool's balance at once, times 10^10
   */
  record CurveStable(
      String id,
      Address address,
      long gasEstimate,
      List<CurveCoin> coins,
      BigInteger amplification,
      int precision,
      BigInteger fee,
      BigInteger adminFee)
      implements Liquidity {
    /** Copies the coins. */
    public CurveStable {
      coins = List.copyOf(coins);
    }

    @Override
    public List<Address> tokens() {
      return coins.stream().map(CurveCoin::token).toList();
    }
  }

  /**
   * What a Curve pool has of a token.
   *
   * @param reserve its factor is the contract's rate over 10^18, times 10^18: the rate itself
   */
  record CurveCoin(Address token, StableReserve reserve) {}

  /**
   * What is left of an order outside this protocol that may be taken in parts ({@code limitOrder},
   * as those of 0x).
   *
   * @param address the exchange contract, which orders share
   * @param hash the order's own identity there
   * @param makerToken what a taker gets
   * @param takerToken what a taker gives
   * @param makerAmount wei of {@code makerToken} left
   * @param takerAmount wei of {@code takerToken} asked for all of it
   * @param takerTokenFeeAmount wei of {@code takerToken} paid as fee on top for all of it
   */
  record LimitOrder(
      String id,
      Address address,
      long gasEstimate,
      Bytes32 hash,
      Address makerToken,
      Address takerToken,
      BigInteger makerAmount,
      BigInteger takerAmount,
      BigInteger takerTokenFeeAmount)
      implements Liquidity {
    @Override
    public List<Address> tokens() {
      return List.of(makerToken, takerToken);
    }
  }
}
