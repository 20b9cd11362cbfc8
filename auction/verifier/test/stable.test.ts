import assert from "node:assert/strict";
import test from "node:test";
import { Certificates, gapBps } from "../src/certificate/check.js";
import { Instance } from "../src/certificate/instance.js";
import { poolBound } from "../src/certificate/pools.js";
import type { Stable } from "../src/lines/pool.js";
import { bits, Rational, root } from "../src/rational.js";
import { ALICE, address, DOLLAR, ETHER, line, USD, WETH } from "./scene.js";

const MILLION = 1_000_000n;
const UNIT = 10n ** 36n;
const X = address("x");
const POOL = address("stable");

/** Of a million whole units of three tokens, one of them with six decimals. */
function pool(changes: Partial<Stable> = {}): Stable {
  return {
    kind: "stable",
    id: "s",
    address: POOL,
    json: "{}",
    tokens: [WETH, USD, X],
    amplification: 200_000n,
    reserves: [
      { token: WETH, balance: MILLION * ETHER, scalingFactor: ETHER },
      { token: USD, balance: MILLION * DOLLAR, scalingFactor: 10n ** 30n },
      { token: X, balance: MILLION * ETHER, scalingFactor: ETHER },
    ],
    ...changes,
  };
}

const even = (token: string): bigint => (token === USD ? UNIT * 10n ** 12n : UNIT);
const worth = 3n * MILLION * ETHER * UNIT;

function bound(changed: Stable, price: (token: string) => bigint = even): bigint {
  const found = poolBound(changed, price);
  assert.ok(typeof found === "bigint");
  return found;
}

test("roots and lengths are exact", () => {
  for (const degree of [2, 3, 7]) {
    for (const base of [1n, 2n, 3n, 10n ** 30n]) {
      const power = base ** BigInt(degree);
      assert.deepEqual([root(power, degree), root(power - 1n, degree), root(power + 1n, degree)], [base, base - 1n, base]);
    }
  }
  assert.deepEqual([0n, 1n, 2n, 255n, 256n].map(bits), [0, 1, 2, 8, 9]);
});

test("in balance at even prices next to nothing can be taken out, and more the further prices are apart", () => {
  const found = bound(pool());
  // What 2,000 swaps may round, each by some twenty units of 10^-18.
  assert.ok(found > 0n && found < 2_000n * 30n * UNIT, `${found}`);
  const steps = [1n, 10n, 100n, 1_000n].map((more) =>
    bound(pool(), (token) => (token === X ? UNIT + (more * UNIT) / 1_000n : even(token))),
  );
  steps.reduce((before, after) => {
    assert.ok(before < after && after < worth);
    return after;
  }, found);
});

test("the less amplified, the nearer to a product of all reserves", () => {
  // At four times the price, with no amplification: 6 less 3 * 4^(1/3) of a million.
  const dear = (token: string): bigint => (token === X ? 4n * UNIT : even(token));
  const product = 6n * MILLION * ETHER * UNIT - root(27n * 4n * (MILLION * ETHER * UNIT) ** 3n, 3);
  const bounds = [1n, 1_000n, 5_000_000n].map((amplification) => bound(pool({ amplification }), dear));
  assert.ok(bounds.every((one, i) => one > product - UNIT && (i === 0 || one > (bounds[i - 1] ?? 0n))));
  assert.ok((bounds[0] ?? 0n) < product + product / 50n);
});

test("what is worth nothing or is not there buys all of the rest", () => {
  assert.equal(bound(pool(), (token) => (token === X ? 0n : even(token))), 2n * MILLION * ETHER * UNIT);
  const [first, second, third] = pool().reserves;
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  assert.equal(bound(pool({ reserves: [first, second, { ...third, balance: 0n }] })), 2n * MILLION * ETHER * UNIT);
});

test("the pool's own share is not traded, and states nobody deployed have no bound", () => {
  const { reserves } = pool();
  const [first, second] = reserves;
  assert.ok(first !== undefined && second !== undefined);
  const share = { token: POOL, balance: 5n * ETHER, scalingFactor: ETHER };
  assert.equal(bound(pool({ reserves: [...reserves, share] })), bound(pool()));
  for (const wrong of [
    { reserves: [first, share] },
    { amplification: 0n },
    { reserves: [first, { ...second, scalingFactor: 0n }] },
  ]) {
    assert.equal(poolBound(pool(wrong), even), "impossible");
  }
});

test("a certificate with a stable pool is recomputed to the wei", () => {
  const instance = new Instance(WETH, [line(ALICE)], [], [pool()], new Map([[WETH, ETHER], [USD, 5n * 10n ** 26n]]));
  const prices = new Map([[WETH, UNIT], [USD, 5n * 10n ** 44n], [X, UNIT]]);
  const term = bound(pool(), (token) => prices.get(token as typeof X) ?? 0n);
  const least = (term + 5n * 10n ** 52n + UNIT - 1n) / UNIT;
  const score = ETHER / 40n;
  const check = (bound: bigint): unknown => {
    const certificate = { instance: instance.hash(), prices, bound, score, gapBps: gapBps(bound, score) };
    const certificates = new Certificates(instance);
    const finding = certificates.check(certificate, Rational.of(score));
    assert.equal(certificates.refusableFrom(certificate), undefined);
    return finding;
  };
  assert.equal(check(least), "true");
  assert.equal(check(least + ETHER), "true");
  assert.deepEqual(check(least - 1n), { detail: `certificate.bound: the prices prove ${least} (wrongBound)` });
});
