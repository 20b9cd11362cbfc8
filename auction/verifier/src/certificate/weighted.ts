/**
 * The bound of weighted pools: docs/protocol.md section 5.1, docs/transcript.md section 4. Every `u` in its interval gives
 * one, `sum u*R - prod (u*R/p)^p`; with `x = u*R/p` the derivative by `u` is `R * (1 - G/x)`, `G` being the product, so that
 * the least has all `x` as near to `G` as their intervals allow. `ln G` is then a mean of the ends that hold an `x` back.
 */
import { ceilDivide } from "../rational.js";
import { exponentialBelow, FRACTION, logarithmBelow } from "./logarithm.js";

/** The least bound there is lies between these. */
export interface Between {
  readonly lower: bigint;
  readonly upper: bigint;
}

export interface Share {
  /** Of the reserve. */
  readonly value: bigint;
  /** Above zero, in any unit. */
  readonly weight: bigint;
}

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** How many bits of a pool's value the two bounds may be apart. */
const PRECISION = 199n;

/** `kept` of `whole` is what the fee leaves, above zero. */
export function weightedBound(shares: readonly Share[], kept: bigint, whole: bigint): Between {
  if (isBalanced(shares, kept, whole)) {
    return { lower: 0n, upper: 0n };
  }
  const value = shares.reduce((sum, share) => sum + share.value, 0n);
  if (shares.some((share) => share.value === 0n)) {
    // What costs nothing can buy all of the rest.
    return { lower: value, upper: value };
  }
  const total = shares.reduce((sum, share) => sum + share.weight, 0n);
  const level = exponentialBelow(logarithmOfLevel(shares, total, kept, whole));
  let sum = 0n;
  let logarithms = 0n;
  for (const share of shares) {
    const x = nearest(level, share, total, kept, whole);
    sum += ceilDivide((share.weight * x.numerator) << FRACTION, total * x.denominator);
    logarithms += share.weight * logarithmBelow(x.numerator, x.denominator);
  }
  const product = exponentialBelow(floorDivide(logarithms, total));
  const upper = sum - product;
  return {
    lower: isNear(level, product) ? lowest(upper, ceilDivide((value << FRACTION) * whole, kept)) : 0n,
    upper: -(-upper >> FRACTION),
  };
}

/** Whether all `x` can be the same, so that no trade gains. */
function isBalanced(shares: readonly Share[], kept: bigint, whole: bigint): boolean {
  return shares.every((one) =>
    shares.every((other) => kept * one.value * other.weight <= whole * other.value * one.weight),
  );
}

/** Where the weighted distances of the level from the intervals above and below it are the same. */
function logarithmOfLevel(shares: readonly Share[], total: bigint, kept: bigint, whole: bigint): bigint {
  const width = logarithmBelow(whole, kept);
  const intervals = shares.map(({ value, weight }) => {
    const low = logarithmBelow(value * total, weight);
    return { weight, low, high: low + width };
  });
  const ends = intervals.flatMap(({ low, high }) => [low, high]).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const pull = (level: bigint): bigint =>
    intervals.reduce((sum, { weight, low, high }) => {
      const at = level < low ? low : level > high ? high : level;
      return sum + weight * (at - level);
    }, 0n);
  const after = ends.findIndex((end) => pull(end) <= 0n);
  const [from, to] = [ends[after - 1], ends[after]];
  if (from === undefined || to === undefined) {
    return ends[0] ?? 0n;
  }
  let weights = 0n;
  let sum = 0n;
  for (const { weight, low, high } of intervals) {
    if (low >= to || high <= from) {
      weights += weight;
      sum += weight * (low >= to ? low : high);
    }
  }
  return weights === 0n ? to : floorDivide(sum, weights);
}

/** The `x` of the share's interval that is nearest to the level, exactly. */
function nearest(level: bigint, share: Share, total: bigint, kept: bigint, whole: bigint): Fraction {
  const low = { numerator: share.value * total, denominator: share.weight };
  const high = { numerator: low.numerator * whole, denominator: low.denominator * kept };
  const x = { numerator: level, denominator: 1n << FRACTION };
  return isLess(x, low) ? low : isLess(high, x) ? high : x;
}

function isLess(one: Fraction, other: Fraction): boolean {
  return one.numerator * other.denominator < other.numerator * one.denominator;
}

function isNear(level: bigint, product: bigint): boolean {
  const apart = level > product ? level - product : product - level;
  return apart << (PRECISION + 1n) <= level;
}

/**
 * A convex function is nowhere below its tangent. Where the level is as near to the product as it was asked to be, no `u`
 * can go down by more than that share of what all reserves are worth at most.
 */
function lowest(upper: bigint, worth: bigint): bigint {
  const lower = (upper - (worth >> PRECISION) - (1n << FRACTION)) >> FRACTION;
  return lower > 0n ? lower : 0n;
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  return -ceilDivide(-dividend, divisor);
}
