import assert from "node:assert/strict";
import test from "node:test";
import { Certificates, gapBps } from "../src/certificate/check.js";
import { Instance } from "../src/certificate/instance.js";
import { poolBound } from "../src/certificate/pools.js";
import { rangeBound } from "../src/certificate/range.js";
import { sqrtAt } from "../src/certificate/ticks.js";
import type { Concentrated } from "../src/lines/pool.js";
import { referencePrices } from "../src/price.js";
import { Rational } from "../src/rational.js";
import { ALICE, DOLLAR, ETHER, line, pair, USD, WETH } from "./scene.js";

const X = "0x" + "0c".repeat(20);

test("a token is priced by the pool that holds most of the native token, of equals by the lower address", () => {
  const priced = (...pools: Parameters<typeof referencePrices>[3]) => referencePrices(WETH, [ALICE], [], pools).get(USD);
  const small = pair("1", ETHER, 2_000n * DOLLAR);
  const large = pair("2", 2n * ETHER, 6_000n * DOLLAR);
  assert.equal(priced(small, large), 10n ** 30n / 3_000n);
  const [low, high] = [pair("3", ETHER, 1_000n * DOLLAR, "a"), pair("4", ETHER, 4_000n * DOLLAR, "b")].sort((one, other) =>
    one.address < other.address ? -1 : 1,
  );
  assert.ok(low !== undefined && high !== undefined);
  assert.equal(priced(low, high), priced(high, low));
  assert.equal(priced(low, high), priced(low));
  assert.equal(priced(), undefined);
});

test("a token without a pool against the native token is priced through one that has", () => {
  const hop = { ...pair("2", 4_000n * DOLLAR, ETHER), token0: USD, token1: X, tokens: [USD, X] };
  const prices = referencePrices(WETH, [ALICE], [], [pair("1", ETHER, 2_000n * DOLLAR), hop]);
  assert.equal(prices.get(X), 2n * ETHER);
  assert.equal(prices.get(WETH), ETHER);
});

test("what can be taken out of a pair without a fee is the square of the difference of the roots", () => {
  const pool = { ...pair("1", 100n, 400n), fee: 0n };
  assert.equal(
    poolBound(pool, () => 1n),
    100n,
  );
  assert.equal(
    poolBound({ ...pool, reserve1: 100n }, () => 1n),
    0n,
  );
});

test("what can be taken out of a limit order is its gain", () => {
  const order = {
    kind: "limitOrder" as const,
    id: "1",
    address: X,
    json: "{}",
    tokens: [WETH, USD],
    makerToken: WETH,
    takerToken: USD,
    makerAmount: 10n,
    takerAmount: 4n,
    takerTokenFeeAmount: 2_003n,
  };
  assert.equal(
    poolBound(order, () => 2n),
    6n,
  );
  assert.equal(
    poolBound(order, (token) => (token === WETH ? 1n : 2n)),
    0n,
  );
});

function range(tick: number, liquidityNet: [number, bigint][]): Concentrated {
  return {
    kind: "concentratedLiquidity",
    id: "1",
    address: X,
    json: "{}",
    tokens: [WETH, USD],
    router: X,
    token0: WETH,
    token1: USD,
    fee: 0n,
    sqrtPrice: sqrtAt(tick),
    liquidity: 10n ** 20n,
    tick,
    liquidityNet,
  };
}

test("concentrated liquidity over all prices is bounded as the pair of its virtual reserves", () => {
  const pool = range(0, []);
  const reserves = { ...pair("1", 10n ** 20n, 10n ** 20n), fee: 0n };
  const price = 10n ** 18n;
  const bound = poolBound(reserves, (token) => (token === USD ? 4n * price : price));
  const found = rangeBound(pool, price, 4n * price);
  assert.ok(typeof bound === "bigint" && typeof found === "bigint");
  assert.ok(found >= bound && found - bound < 4n, `${found} and ${bound}`);
});

test("a stretch that ends is left at its tick, and a tick on the wrong side is impossible", () => {
  const ends = rangeBound(range(0, [[-60, 10n ** 20n], [60, -(10n ** 20n)]]), 1n, 10n ** 9n);
  const open = rangeBound(range(0, []), 1n, 10n ** 9n);
  assert.ok(typeof ends === "bigint" && typeof open === "bigint" && 0n < ends && ends < open);
  assert.equal(rangeBound({ ...range(0, [[60, 1n]]), tick: 60 }, 1n, 10n ** 9n), "impossible");
});

test("a certificate is true, or has the first fault of the document", () => {
  const reference = new Map([
    [WETH, ETHER],
    [USD, 5n * 10n ** 26n],
  ]);
  const pools = [pair("1", 1_000n * ETHER, 2_000_000n * DOLLAR)];
  const instance = new Instance(WETH, [line(ALICE)], [], pools, reference);
  const prices = new Map([
    [WETH, 10n ** 36n],
    [USD, 5n * 10n ** 44n],
  ]);
  const score = Rational.of(ETHER / 40n);
  // Alice's limit is 100 dollars under the price: a twentieth of an ether.
  const bound = ETHER / 20n;
  const good = { instance: instance.hash(), prices, bound, score: ETHER / 40n, gapBps: 5_000n };
  const check = (changes: Partial<typeof good>) =>
    new Certificates(instance).check({ ...good, ...changes }, score);
  assert.equal(check({}), "true");
  assert.equal(check({ bound: 2n * bound, gapBps: 7_500n }), "true");
  const detail = (changes: Partial<typeof good>) => {
    const finding = check(changes);
    return typeof finding === "object" ? finding.detail : finding;
  };
  assert.equal(detail({ bound: bound - 1n }), `certificate.bound: the prices prove ${bound} (wrongBound)`);
  assert.equal(detail({ score: 1n }), "certificate.score: it is 25000000000000000 (wrongScore)");
  assert.equal(detail({ gapBps: 4_999n }), "certificate.gapBps: it is 5000 (wrongGap)");
  assert.match(detail({ instance: X }), /otherInstance/);
  assert.match(detail({ prices: new Map([[WETH, 1n]]) }), /prices: 0x0b.*missingPrice/);
  assert.match(detail({ prices: new Map([...prices, [X, 1n]]) }), /prices: 0x0c.*unknownToken/);
  assert.match(detail({ prices: new Map([...prices, [USD, 1n]]) }), /prices: 0x0b.*priceTooLow/);
});

test("a gap is rounded up, and between nothing and all", () => {
  assert.equal(gapBps(100n, 100n), 0n);
  assert.equal(gapBps(100n, 101n), 0n);
  assert.equal(gapBps(100_000n, 99_999n), 1n);
  assert.equal(gapBps(1n, -5n), 10_000n);
});
