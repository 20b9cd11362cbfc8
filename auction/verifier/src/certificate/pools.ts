/** The most that can be taken out of a pool at given prices, in 10^-36 wei: docs/transcript.md section 4. */
import type { Hex } from "../bytes.js";
import type { ConstantProduct, LimitOrder, Pool, Weighted } from "../lines/pool.js";
import { ceilDivide, squareRoot } from "../rational.js";
import { rangeBound } from "./range.js";
import { curveBound, stableBound } from "./stable.js";
import { type Between, weightedBound } from "./weighted.js";

/** A bound; or between what the least is that a search can find; or the pool is in a state nobody deployed. */
export type PoolBound = bigint | Between | "impossible";

const BPS = 10_000n;
const MAX_SWAPS = 2_000n;
const ETHER = 10n ** 18n;

export function poolBound(pool: Pool, price: (token: Hex) => bigint): PoolBound {
  switch (pool.kind) {
    case "constantProduct":
      return pairBound(pool, price);
    case "concentratedLiquidity":
      return rangeBound(pool, price(pool.token0), price(pool.token1));
    case "limitOrder":
      return orderBound(pool, price);
    case "weightedProduct":
      return productBound(pool, price);
    case "stable":
      return stableBound(pool, price);
    case "curveStable":
      return curveBound(pool, price);
  }
}

function pairBound(pool: ConstantProduct, price: (token: Hex) => bigint): bigint {
  const value0 = pool.reserve0 * price(pool.token0);
  const value1 = pool.reserve1 * price(pool.token1);
  const kept = BPS - pool.fee;
  return largest(giving(value0, value1, kept), giving(value1, value0, kept));
}

function giving(paidIn: bigint, paidOut: bigint, kept: bigint): bigint {
  const given = BPS * paidIn;
  const taken = kept * paidOut;
  return taken <= given ? 0n : ceilDivide(taken + given - squareRoot(4n * given * taken), kept);
}

function orderBound(pool: LimitOrder, price: (token: Hex) => bigint): bigint {
  const fee = largest(0n, pool.takerTokenFeeAmount - MAX_SWAPS);
  const gain = pool.makerAmount * price(pool.makerToken) - (pool.takerAmount + fee) * price(pool.takerToken);
  return largest(0n, gain);
}

function productBound(pool: Weighted, price: (token: Hex) => bigint): Between | "impossible" {
  const deployed = pool.reserves.every(
    ({ weight, scalingFactor }) => weight > 0n && scalingFactor > 0n && scalingFactor % ETHER === 0n,
  );
  if (!deployed) {
    return "impossible";
  }
  const shares = pool.reserves.map(({ token, balance, weight }) => ({ value: balance * price(token), weight }));
  return weightedBound(shares, ETHER - pool.fee, ETHER);
}

export function largest(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
