/** Logarithms and exponentials in whole numbers: fixed point with `FRACTION` bits after the point, never too large. */
import { bits } from "../rational.js";

export const FRACTION = 320n;
const ONE = 1n << FRACTION;
/** More than all that is cut off on the way, in units of the last place. */
const SLACK = 1n << 40n;
const LN2 = logarithmOf(2n * ONE);

/** At most the natural logarithm of `numerator / denominator`, both above zero; short by less than 2^-279. */
export function logarithmBelow(numerator: bigint, denominator: bigint): bigint {
  let exponent = BigInt(bits(numerator) - bits(denominator));
  const top = exponent < 0n ? numerator << -exponent : numerator;
  const bottom = exponent > 0n ? denominator << exponent : denominator;
  let mantissa = (top << FRACTION) / bottom;
  if (mantissa < ONE) {
    mantissa = (top << (FRACTION + 1n)) / bottom;
    exponent -= 1n;
  }
  return exponent * LN2 + logarithmOf(mantissa) - SLACK;
}

/** At most `e` to this power, in fixed point; short by less than 2^-279 of itself, and one unit. */
export function exponentialBelow(power: bigint): bigint {
  const rest = ((power % LN2) + LN2) % LN2;
  const doublings = (power - rest) / LN2;
  let sum = ONE;
  let term = ONE;
  for (let n = 1n; term > 0n; n++) {
    term = ((term * rest) >> FRACTION) / n;
    sum += term;
  }
  // An error of a unit in ln 2 counts once for each doubling.
  const below = sum - SLACK;
  return doublings < 0n ? below >> -doublings : below << doublings;
}

/** Of a number from 1 to 2: twice the inverse hyperbolic tangent of (m - 1) / (m + 1), as a series. */
function logarithmOf(mantissa: bigint): bigint {
  const z = ((mantissa - ONE) << FRACTION) / (mantissa + ONE);
  const square = (z * z) >> FRACTION;
  let sum = 0n;
  for (let power = z, n = 1n; power > 0n; power = (power * square) >> FRACTION, n += 2n) {
    sum += power / n;
  }
  return 2n * sum;
}
