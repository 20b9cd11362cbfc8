/** The bound of concentrated liquidity: docs/transcript.md section 4. */
import type { Concentrated } from "../lines/pool.js";
import { ceilDivide, squareRoot } from "../rational.js";
import { MAX_SQRT, MIN_SQRT, sqrtAt } from "./ticks.js";

const PIPS = 1_000_000n;
const Q96 = 96n;
const Q192 = 192n;

/** What a direction is made of: `s` and `t` are square root prices times 2^96. */
interface Direction {
  /** Whether giving pays at `t`. */
  pays(t: bigint): boolean;
  /** From `s` to `t`. */
  whole(liquidity: bigint, s: bigint, t: bigint): bigint;
  /** From `s` to where it no longer pays. */
  part(liquidity: bigint, s: bigint): bigint;
}

export function rangeBound(pool: Concentrated, v0: bigint, v1: bigint): bigint | "impossible" {
  const s = pool.sqrtPrice;
  if (s === 0n && pool.liquidity === 0n) {
    return 0n;
  }
  if (s < MIN_SQRT || s >= MAX_SQRT) {
    return "impossible";
  }
  const kept = PIPS - pool.fee;
  const root = (liquidity: bigint): bigint => squareRoot((4n * PIPS * v0 * v1 * liquidity * liquidity) / kept);
  const down = downwards(v0, v1, kept, root);
  if (down.pays(s)) {
    const below = pool.liquidityNet.filter(([tick]) => tick <= pool.tick).reverse();
    return walk(pool, down, below, MIN_SQRT, (t) => t <= s, -1n);
  }
  const up = upwards(v0, v1, kept, root);
  if (up.pays(s)) {
    const above = pool.liquidityNet.filter(([tick]) => tick > pool.tick);
    return walk(pool, up, above, MAX_SQRT, (t) => t >= s, 1n);
  }
  return 0n;
}

function walk(
  pool: Concentrated,
  direction: Direction,
  ticks: readonly (readonly [number, bigint])[],
  last: bigint,
  onSide: (t: bigint) => boolean,
  sign: bigint,
): bigint | "impossible" {
  let total = 0n;
  let s = pool.sqrtPrice;
  let liquidity = pool.liquidity;
  for (const [tick, net] of ticks) {
    const t = sqrtAt(tick);
    if (!onSide(t)) {
      return "impossible";
    }
    if (!direction.pays(t)) {
      return total + direction.part(liquidity, s);
    }
    total += direction.whole(liquidity, s, t);
    s = t;
    liquidity += sign * net;
    if (liquidity < 0n) {
      return total;
    }
  }
  return total + (direction.pays(last) ? direction.whole(liquidity, s, last) : direction.part(liquidity, s));
}

type Root = (liquidity: bigint) => bigint;

function downwards(v0: bigint, v1: bigint, kept: bigint, root: Root): Direction {
  const scaled = (PIPS * v0) << Q192;
  return {
    pays: (t) => kept * v1 * t * t > scaled,
    whole: (liquidity, s, t) =>
      ceilDivide(liquidity * (s - t) * (kept * v1 * s * t - scaled), (kept * s * t) << Q96),
    part: (liquidity, s) =>
      ceilDivide(v1 * liquidity * s, 1n << Q96) +
      ceilDivide((v0 * liquidity * PIPS) << Q96, kept * s) -
      root(liquidity),
  };
}

function upwards(v0: bigint, v1: bigint, kept: bigint, root: Root): Direction {
  const scaled = (kept * v0) << Q192;
  return {
    pays: (t) => scaled > PIPS * v1 * t * t,
    whole: (liquidity, s, t) =>
      ceilDivide(liquidity * (t - s) * (scaled - PIPS * v1 * s * t), (kept * s * t) << Q96),
    part: (liquidity, s) =>
      ceilDivide((v0 * liquidity) << Q96, s) +
      ceilDivide(v1 * liquidity * PIPS * s, kept << Q96) -
      root(liquidity),
  };
}
