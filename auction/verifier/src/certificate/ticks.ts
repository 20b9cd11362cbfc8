/**
 * Square root prices at ticks as deployed Uniswap V3 pools compute them (v3 Core whitepaper, section 6.1): the root of
 * 1.0001^tick times 2^96, multiplied up from factors 1.0001^(-2^k/2) in 128 fractional bits, each product cut, inverted for
 * positive ticks and rounded up to 96 bits.
 */
export const MIN_TICK = -887_272;
export const MAX_TICK = 887_272;

const ONE = 1n << 128n;
const MAX_WORD = (1n << 256n) - 1n;
const FINE = 512n;
const FACTORS = factors();

export const MIN_SQRT = sqrtAt(MIN_TICK);
export const MAX_SQRT = sqrtAt(MAX_TICK);

export function sqrtAt(tick: number): bigint {
  let ratio = ONE;
  FACTORS.forEach((factor, k) => {
    if ((Math.abs(tick) >> k) & 1) {
      ratio = (ratio * factor) >> 128n;
    }
  });
  const signed = tick > 0 ? MAX_WORD / ratio : ratio;
  return (signed + 0xffff_ffffn) >> 32n;
}

/** Twenty factors, rounded to the nearest. */
function factors(): bigint[] {
  // The root of 1 / 1.0001 in 512 fractional bits, by Newton's method.
  const square = ((10_000n << (2n * FINE)) + 10_000n) / 10_001n;
  let fine = 1n << FINE;
  for (let next = (fine + square / fine) >> 1n; next < fine; next = (fine + square / fine) >> 1n) {
    fine = next;
  }
  const out: bigint[] = [];
  for (let k = 0; k < 20; k++) {
    out.push((fine + (1n << (FINE - 129n))) >> (FINE - 128n));
    fine = (fine * fine) >> FINE;
  }
  return out;
}
