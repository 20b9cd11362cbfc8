import assert from "node:assert/strict";
import test from "node:test";
import { Certificates, gapBps } from "../src/certificate/check.js";
import { Instance } from "../src/certificate/instance.js";
import { poolBound } from "../src/certificate/pools.js";
import { PoolReader } from "../src/chain/pools.js";
import { Rpc } from "../src/chain/rpc.js";
import { canonical, FormatError, parse } from "../src/json.js";
import { readLine } from "../src/lines/line.js";
import type { Pool, Stable } from "../src/lines/pool.js";
import { Rational } from "../src/rational.js";
import { callsOf } from "../src/settle/calls.js";
import { Rejected } from "../src/settle/rejected.js";
import { ALICE, address, ETHER, line, TERMS, USD, WETH } from "./scene.js";

const UNIT = 10n ** 36n;
const X = address("x");

const coin = (token: string, balance: string, scalingFactor = "1") => ({ token, balance, scalingFactor });

/** A dollar of six decimals, one of eight, and one of eighteen; not in the order of their addresses. */
const COINS = [
  coin(X, "900000000000000000000000"),
  coin(USD, "1100000000000", "1000000000000"),
  coin(WETH, "100000000000000", "10000000000"),
];

const POOL = {
  kind: "curveStable",
  id: "c",
  address: address("curve"),
  gasEstimate: "130000",
  fee: "0.0004",
  adminFee: "0.5",
  amplificationParameter: "100.5",
  amplificationPrecision: "100",
  tokens: COINS,
};

function read(changes: object = {}): Pool {
  const text = canonical(parse(JSON.stringify({ type: "pool", pool: { ...POOL, ...changes } })));
  const found = readLine(text);
  assert.ok(found.type === "pool");
  return found.pool;
}

function curve(changes: object = {}) {
  const pool = read(changes);
  assert.ok(pool.kind === "curveStable");
  return pool;
}

const decimals = (token: string): bigint => (token === USD ? 10n ** 12n : token === WETH ? 10n ** 10n : 1n);
const even = (token: string): bigint => UNIT * decimals(token);
const dear = (token: string): bigint => (token === USD ? (even(token) * 102n) / 100n : even(token));

/** The same reserves in a pool of Balancer's. */
function balancer(changes: Partial<Stable> = {}): Stable {
  const { id, address, json, tokens, reserves } = curve();
  return { kind: "stable", id, address, json, tokens, amplification: 100_500n, reserves, ...changes };
}

test("a line has the coins in their order, and the parameter in thousandths", () => {
  const pool = curve();
  assert.deepEqual(pool.tokens, [X, USD, WETH]);
  assert.deepEqual(pool.reserves[1], { token: USD, balance: 1_100_000_000_000n, scalingFactor: 10n ** 30n });
  assert.equal(pool.amplification, 100_500n);
  assert.equal(curve({ amplificationParameter: "100", amplificationPrecision: "1" }).amplification, 100_000n);
  assert.equal(pool.json, canonical(parse(JSON.stringify(POOL))));
  assert.notEqual(curve({ tokens: COINS.toReversed() }).json, pool.json);
});

test("a line's ends are read, and what is beyond them is not", () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => coin(address(`coin ${i}`), "1"));
  const most = (1n << 256n) - 1n;
  const largest = `${most / ETHER}.${(most % ETHER).toString().padStart(18, "0")}`;
  const fine: object[] = [
    { fee: "0", adminFee: "0" },
    { fee: "0.9999999999", adminFee: "1" },
    { amplificationParameter: "184467440737095516.15" },
    { amplificationParameter: "18446744073709551615", amplificationPrecision: "1" },
    { amplificationParameter: "0" },
    { tokens: many(2) },
    { tokens: many(8) },
    { tokens: [coin(X, most.toString(), largest), coin(USD, "0", "0")] },
  ];
  for (const changes of fine) {
    assert.doesNotThrow(() => read(changes), JSON.stringify(changes));
  }
  const wrong: object[] = [
    { fee: "1" },
    { fee: "0.00000000001" },
    { fee: "0.00040" },
    { fee: 0.0004 },
    { adminFee: "1.0000000001" },
    { adminFee: "-0.1" },
    { adminFee: undefined },
    { amplificationPrecision: "10" },
    { amplificationPrecision: 100 },
    { amplificationPrecision: undefined },
    { amplificationPrecision: "1" },
    { amplificationParameter: "100.505" },
    { amplificationParameter: "184467440737095516.16" },
    { amplificationParameter: "18446744073709551616", amplificationPrecision: "1" },
    { balancerPoolId: "0x" + "11".repeat(32) },
    { tokens: [] },
    { tokens: many(1) },
    { tokens: many(9) },
    { tokens: [coin(X, "1"), coin(USD, "1"), coin(X, "2")] },
    { tokens: [coin(X, "1"), { token: USD, balance: "1" }] },
    { tokens: [coin(X, "1"), { ...coin(USD, "1"), weight: "0.5" }] },
    { tokens: [coin(X, "1"), coin(USD, (most + 1n).toString())] },
    { tokens: [coin(X, "1"), coin(USD, "1", "1.0")] },
    { tokens: { [X]: { balance: "1", scalingFactor: "1" }, [USD]: { balance: "1", scalingFactor: "1" } } },
  ];
  for (const changes of wrong) {
    assert.throws(() => read(changes), FormatError, JSON.stringify(changes));
  }
});

test("the bound is that of a Balancer pool with its reserves, whatever the order, the fee and the precision", () => {
  const expected = poolBound(balancer(), dear);
  assert.ok(typeof expected === "bigint" && expected > 0n);
  const same = [{}, { tokens: COINS.toReversed() }, { fee: "0", adminFee: "1" }];
  same.forEach((changes) => assert.equal(poolBound(curve(changes), dear), expected));
  const whole = poolBound(balancer({ amplification: 100_000n }), dear);
  assert.notEqual(whole, expected);
  for (const amplificationPrecision of ["1", "100"]) {
    assert.equal(poolBound(curve({ amplificationParameter: "100", amplificationPrecision }), dear), whole);
  }
});

test("a coin at the pool's address is traded as any other", () => {
  assert.equal(poolBound(curve({ address: X }), dear), poolBound(curve(), dear));
  assert.notEqual(poolBound(balancer({ address: X }), dear), poolBound(balancer(), dear));
});

test("states nobody deployed have no bound, and of dust there is nothing to keep", () => {
  const [first, second] = COINS;
  assert.equal(poolBound(curve({ amplificationParameter: "0" }), even), "impossible");
  assert.equal(poolBound(curve({ tokens: [first, { ...second, scalingFactor: "0" }] }), even), "impossible");
  const dust = curve({ tokens: [first, coin(WETH, "1", "0.5")] });
  assert.equal(poolBound(dust, even), 900_000n * ETHER * UNIT + even(WETH));
});

test("a certificate with a Curve pool is recomputed to the wei", () => {
  const pool = curve();
  const of = (pools: Pool[]) => new Instance(WETH, [line(ALICE)], [], pools, new Map([[WETH, ETHER], [USD, 5n * 10n ** 26n]]));
  const instance = of([pool]);
  assert.notEqual(instance.hash(), of([curve({ tokens: COINS.toReversed() })]).hash());
  const prices = new Map([[WETH, UNIT], [USD, 5n * 10n ** 44n], [X, UNIT]]);
  const term = poolBound(pool, (token) => prices.get(token) ?? 0n);
  assert.ok(typeof term === "bigint");
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
  assert.deepEqual(check(least - 1n), { detail: `certificate.bound: the prices prove ${least} (wrongBound)` });
});

test("no call is known for it, and the chain is not asked", async () => {
  const pool = curve();
  const swap = { kind: "liquidity", id: "c", inputToken: X, outputToken: USD, inputAmount: 1n, outputAmount: 1n } as const;
  assert.throws(
    () => callsOf("interactions[0]", swap, new Map([["c", pool]]), TERMS, new Set()),
    (e) =>
      e instanceof Rejected &&
      e.reason === "liquidityNotEncoded" &&
      e.detail === "interactions[0]: no call is known for a pool of curveStable",
  );
  // A call would fail: nobody listens there.
  const reader = new PoolReader(new Rpc("http://127.0.0.1:1/"), { v2: X, v3: X });
  assert.equal(await reader.difference(pool, { number: 1n, hash: "0x", timestamp: 1n }), undefined);
});
