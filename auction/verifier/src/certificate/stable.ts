/**
 * The bound of stable pools: docs/transcript.md section 4. What is left in the pool costs at least what the cheapest reserves
 * with nearly the same invariant do, and those cost at least what any multiplier says; the rule names one.
 */
import type { Hex } from "../bytes.js";
import type { CurveStable } from "../lines/curve.js";
import type { StableReserve } from "../lines/liquidity.js";
import type { Stable } from "../lines/pool.js";
import { bits, ceilDivide, root } from "../rational.js";

const ETHER = 10n ** 18n;
const THOUSAND = 1_000n;
const MAX_SWAPS = 2_000n;
/** By how much one swap's iterations may miss the invariant. */
const MISSED = 16n;
const LEADING_BITS = 48;

/** With 18 decimals, and per unit of that. */
interface Reserve {
  readonly amount: bigint;
  readonly price: bigint;
}

/** A pool of Balancer's may hold its own share, which it does not trade. */
export function stableBound(pool: Stable, price: (token: Hex) => bigint): bigint | "impossible" {
  return bound(
    pool.reserves.filter(({ token }) => token !== pool.address),
    pool.amplification,
    price,
  );
}

/** A pool of Curve's trades all of its coins. */
export function curveBound(pool: CurveStable, price: (token: Hex) => bigint): bigint | "impossible" {
  return bound(pool.reserves, pool.amplification, price);
}

/** `amplification` is `K` in thousandths, for each token. */
function bound(
  traded: readonly StableReserve[],
  amplification: bigint,
  price: (token: Hex) => bigint,
): bigint | "impossible" {
  if (traded.length < 2 || amplification === 0n || traded.some(({ scalingFactor }) => scalingFactor === 0n)) {
    return "impossible";
  }
  const worth = traded.reduce((sum, { token, balance }) => sum + balance * price(token), 0n);
  const reserves = traded.map(({ token, balance, scalingFactor }) => ({
    amount: (balance * scalingFactor) / ETHER,
    price: (price(token) * ETHER) / scalingFactor,
  }));
  const left = leastWorth(reserves, amplification * BigInt(traded.length));
  return left < 0n ? worth : left > worth ? 0n : worth - left;
}

/** `a` is a thousand times `K`. */
function leastWorth(reserves: readonly Reserve[], a: bigint): bigint {
  if (reserves.some(({ amount, price }) => amount === 0n || price === 0n)) {
    return 0n;
  }
  const d = invariant(
    reserves.map(({ amount }) => amount),
    a,
  );
  const perSwap = reserves.reduce((sum, { amount }) => sum + ceilDivide(d, amount), MISSED);
  const kept = d - MAX_SWAPS * perSwap;
  const prices = reserves.map(({ price }) => price);
  const q = kept > 0n ? multiplier(prices, a) : 0n;
  if (q === 0n) {
    return 0n;
  }
  const n = prices.length;
  const power = (THOUSAND * q * kept ** BigInt(n + 1) * product(prices.map((p) => p - q * a))) / BigInt(n) ** BigInt(n);
  return BigInt(n + 1) * root(power, n + 1) + q * kept * (a - THOUSAND);
}

/** The largest whole number not above the invariant, by Newton's method from above on a convex function. */
function invariant(amounts: readonly bigint[], a: bigint): bigint {
  const n = BigInt(amounts.length);
  const scale = n ** n * product(amounts);
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  let d = sum;
  for (;;) {
    const power = THOUSAND * d ** n;
    const value = power * d + ((a - THOUSAND) * d - a * sum) * scale;
    const step = value / ((n + 1n) * power + (a - THOUSAND) * scale);
    if (step === 0n) {
      return value > 0n ? d - 1n : d;
    }
    d -= step;
  }
}

/** A thousandth of the multiplier: its bits one after another, as long as the bound still rises there. */
function multiplier(exact: readonly bigint[], a: bigint): bigint {
  const cut = BigInt(Math.max(0, bits(most(exact, a)) - LEADING_BITS));
  const prices = exact.map((price) => price >> cut);
  const end = most(prices, a);
  let found = 0n;
  for (let bit = 1n << BigInt(bits(end)); bit > 0n; bit >>= 1n) {
    const next = found | bit;
    if (next <= end && isRising(next, prices, a)) {
      found = next;
    }
  }
  return (found === 0n && end > 0n ? 1n : found) << cut;
}

/** A thousandth of the last multiplier below all prices over `K`. */
function most(prices: readonly bigint[], a: bigint): bigint {
  return (prices.reduce((least, price) => (price < least ? price : least)) - 1n) / a;
}

function isRising(q: bigint, prices: readonly bigint[], a: bigint): boolean {
  const n = BigInt(prices.length);
  const gaps = prices.map((price) => price - q * a);
  const all = product(gaps);
  const slope = all - q * a * gaps.reduce((sum, gap) => sum + all / gap, 0n);
  const constant = a - THOUSAND;
  if (slope >= 0n && constant >= 0n) {
    return true;
  }
  return THOUSAND * slope * size(slope) ** n + constant * size(constant) ** n * (n * q * all) ** n >= 0n;
}

function product(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total * value, 1n);
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
