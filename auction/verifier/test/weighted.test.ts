import assert from "node:assert/strict";
import test from "node:test";
import { Certificates, gapBps } from "../src/certificate/check.js";
import { Instance } from "../src/certificate/instance.js";
import { exponentialBelow, FRACTION, logarithmBelow } from "../src/certificate/logarithm.js";
import { poolBound } from "../src/certificate/pools.js";
import { weightedBound } from "../src/certificate/weighted.js";
import type { Weighted } from "../src/lines/pool.js";
import { Rational } from "../src/rational.js";
import { ALICE, address, DOLLAR, ETHER, line, pair, USD, WETH } from "./scene.js";

const ONE = 1n << FRACTION;

/** A weighted pool of a fifth of dollars. */
function pool(changes: Partial<Weighted> = {}): Weighted {
  return {
    kind: "weightedProduct",
    id: "w",
    address: address("weighted"),
    json: "{}",
    tokens: [WETH, USD],
    fee: 3n * 10n ** 15n,
    reserves: [
      { token: WETH, balance: 100n * ETHER, scalingFactor: ETHER, weight: 8n * 10n ** 17n },
      { token: USD, balance: 60_000n * DOLLAR, scalingFactor: 10n ** 30n, weight: 2n * 10n ** 17n },
    ],
    ...changes,
  };
}

test("logarithms and exponentials are a little too small, and undo each other", () => {
  const near = (found: bigint, wanted: bigint, scale: bigint): void =>
    assert.ok(found <= wanted && (wanted - found) << 260n <= scale, `${found} and ${wanted}`);
  // Known digits of ln 10 and of e.
  const tens = (digits: string): bigint => (BigInt(digits) << FRACTION) / 10n ** BigInt(digits.length - 1);
  const ln10 = tens("230258509299404568401799145468436420760110148862877297603332790");
  const e = tens("271828182845904523536028747135266249775724709369995957496696762");
  const short = (value: bigint): bigint => value >> 130n;
  assert.equal(short(logarithmBelow(10n, 1n)), short(ln10));
  assert.equal(short(exponentialBelow(ONE)), short(e));
  for (const [top, bottom] of [[1n, 1n], [7n, 3n], [1n, 10n ** 40n], [3n ** 400n, 2n], [2n ** 64n, 1n]] as const) {
    near(exponentialBelow(logarithmBelow(top, bottom)), (top << FRACTION) / bottom, (top << FRACTION) / bottom + 1n);
  }
});

test("of equal weights it is the bound of a pair", () => {
  const [one, other] = [3n * 10n ** 55n, 7n * 10n ** 55n];
  const bound = weightedBound([{ value: one, weight: 5n }, { value: other, weight: 5n }], 9_970n, 10_000n);
  const tokens = { ...pair("1", one, other), fee: 30n };
  const found = poolBound(tokens, () => 1n);
  assert.ok(typeof found === "bigint" && bound.upper <= found && found - bound.lower < 5n, `${found} and ${bound.upper}`);
});

test("what is in balance up to the fee yields nothing, what costs nothing buys all", () => {
  const share = (value: bigint): { value: bigint; weight: bigint } => ({ value, weight: 1n });
  assert.deepEqual(weightedBound([share(997n), share(1_000n)], 997n, 1_000n), { lower: 0n, upper: 0n });
  assert.ok(weightedBound([share(996n * ETHER), share(1_000n * ETHER)], 997n, 1_000n).upper > 0n);
  assert.deepEqual(weightedBound([share(0n), share(1_000n)], 997n, 1_000n), { lower: 1_000n, upper: 1_000n });
});

test("weights of zero and factors that no decimals have are states nobody deployed", () => {
  const [first, second] = pool().reserves;
  assert.ok(first !== undefined && second !== undefined);
  for (const wrong of [{ weight: 0n }, { scalingFactor: 0n }, { scalingFactor: ETHER + 1n }]) {
    assert.equal(poolBound(pool({ reserves: [first, { ...second, ...wrong }] }), () => 1n), "impossible");
  }
});

test("a certificate with a weighted pool is recomputed, and one too low is not true", () => {
  const instance = new Instance(WETH, [line(ALICE)], [], [pool()], new Map([[WETH, ETHER], [USD, 5n * 10n ** 26n]]));
  const prices = new Map([[WETH, 10n ** 36n], [USD, 5n * 10n ** 44n]]);
  const term = poolBound(pool(), (token) => prices.get(token) ?? 0n);
  assert.ok(typeof term === "object" && 0n < term.lower && term.upper - term.lower < 2n ** 20n);
  const bound = (term.upper + 5n * 10n ** 52n + 10n ** 36n - 1n) / 10n ** 36n;
  const score = Rational.of(ETHER / 40n);
  const of = (bound: bigint) => {
    const certificate = { instance: instance.hash(), prices, bound, score: ETHER / 40n, gapBps: gapBps(bound, ETHER / 40n) };
    const certificates = new Certificates(instance);
    return { finding: certificates.check(certificate, score), from: certificates.refusableFrom(certificate) };
  };
  assert.deepEqual(of(bound), { finding: "true", from: bound + 1n });
  assert.deepEqual(of(bound - 1n), {
    finding: { detail: `certificate.bound: the prices prove ${bound} (wrongBound)` },
    from: bound,
  });
});
