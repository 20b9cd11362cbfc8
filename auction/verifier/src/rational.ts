/** Exact fractions in lowest terms. */
import type { View } from "./view.js";

/** Longest text of a score: two thousand fills of 128 bits each, with room. */
const MAX_TEXT = 200_000;

export class Rational {
  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  static readonly ZERO = new Rational(0n, 1n);

  /** `denominator` is not zero. */
  static of(numerator: bigint, denominator: bigint = 1n): Rational {
    if (denominator === 0n) {
      throw new RangeError("denominator is zero");
    }
    const divisor = gcd(numerator, denominator) * (denominator < 0n ? -1n : 1n);
    return new Rational(numerator / divisor, denominator / divisor);
  }

  static read(view: View): Rational {
    const text = view.text(MAX_TEXT);
    const found = /^(0|-?[1-9][0-9]*)\/([1-9][0-9]*)$/.exec(text);
    if (found === null) {
      return view.fail("must be a fraction");
    }
    const value = Rational.of(BigInt(found[1] ?? ""), BigInt(found[2] ?? ""));
    return value.toString() === text ? value : view.fail("must be in lowest terms");
  }

  plus(other: Rational): Rational {
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.numerator, other.denominator));
  }

  times(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** Below zero, zero, above zero. */
  compare(other: Rational): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  isPositive(): boolean {
    return this.numerator > 0n;
  }

  floor(): bigint {
    const quotient = this.numerator / this.denominator;
    return this.numerator % this.denominator < 0n ? quotient - 1n : quotient;
  }

  toString(): string {
    return `${this.numerator}/${this.denominator}`;
  }

  /** The sum of all; halves first, so that long numbers meet once. */
  static sum(values: readonly Rational[]): Rational {
    if (values.length <= 1) {
      return values[0] ?? Rational.ZERO;
    }
    const half = values.length >> 1;
    return Rational.sum(values.slice(0, half)).plus(Rational.sum(values.slice(half)));
  }
}

function gcd(one: bigint, other: bigint): bigint {
  let a = one < 0n ? -one : one;
  let b = other < 0n ? -other : other;
  while (b !== 0n) {
    [a, b] = [b, a % b];
  }
  return a;
}

export function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  return rest !== 0n && rest > 0n === divisor > 0n ? quotient + 1n : quotient;
}

/** The largest whole number whose square is not above `value`. */
export function squareRoot(value: bigint): bigint {
  return root(value, 2);
}

/** The largest whole number whose power is not above `value`, which is at least 0. */
export function root(value: bigint, degree: number): bigint {
  if (value < 2n) {
    return value;
  }
  const n = BigInt(degree);
  let found = 1n << BigInt(Math.ceil(bits(value) / degree));
  for (;;) {
    const next = ((n - 1n) * found + value / found ** (n - 1n)) / n;
    if (next >= found) {
      return found;
    }
    found = next;
  }
}

/** How many binary digits a number has that is at least 0; 0 has none. */
export function bits(value: bigint): number {
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] ?? "0", 16)));
}
