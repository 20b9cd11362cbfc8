import assert from "node:assert/strict";
import test from "node:test";
import { keccak, utf8, ZERO_ADDRESS } from "../src/bytes.js";
import { Rational } from "../src/rational.js";
import { type Contender, fairOnes } from "../src/winners/contender.js";
import { Budget, firstBestSet, type Item, largestTotal } from "../src/winners/packing.js";
import { FULL_STANDING, reward, standingsAfter } from "../src/winners/rules.js";
import { select } from "../src/winners/select.js";

/** Numbers that look random and are the same every time. */
function numbers(seed: number): (below: number) => number {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % (1n << 64n);
    return Number((state >> 33n) % BigInt(below));
  };
}

/** All sets of items that can be chosen together. */
function* sets(items: readonly Item[], places: number, from = 0): Generator<number[]> {
  yield [];
  for (let i = from; i < items.length && places > 0; i++) {
    for (const rest of sets(items, places - 1, i + 1)) {
      const taken = [i, ...rest].flatMap((one) => items[one]?.takes ?? []);
      if (new Set(taken).size === taken.length) {
        yield [i, ...rest];
      }
    }
  }
}

const total = (items: readonly Item[], set: readonly number[]): bigint =>
  set.reduce((sum, i) => sum + (items[i]?.value ?? 0n), 0n);

test("the largest total, and of equal sets the first, are those of trying everything", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const next = numbers(seed);
    const items = Array.from({ length: 1 + next(9) }, () => ({
      value: BigInt(1 + next(4)),
      takes: [...new Set(Array.from({ length: 1 + next(3) }, () => next(6)))],
    }));
    const places = 1 + next(4);
    const all = [...sets(items, places)];
    const best = all.map((set) => total(items, set)).reduce((one, other) => (one > other ? one : other));
    const optimal = all.filter((set) => total(items, set) === best);
    // Of two sets the one wins that has the item which comes first among those in one of them only.
    const first = optimal.reduce((one, other) => {
      const difference = items.findIndex((_, i) => one.includes(i) !== other.includes(i));
      return difference < 0 || one.includes(difference) ? one : other;
    });
    assert.deepEqual(largestTotal(items, places, new Budget(100_000)), { total: best, proved: true }, `seed ${seed}`);
    assert.deepEqual(firstBestSet(items, places, new Budget(100_000)), first, `seed ${seed}`);
  }
});

test("a search that runs out of steps says so", () => {
  const items = Array.from({ length: 20 }, (_, i) => ({ value: 1n, takes: [i % 7] }));
  assert.equal(largestTotal(items, 8, new Budget(3)).proved, false);
  assert.equal(firstBestSet(items, 8, new Budget(3)), undefined);
});

function contender(solver: string, id: bigint, pairs: Record<string, bigint>): Contender {
  const scores = new Map(Object.entries(pairs).map(([pair, score]) => [pair, Rational.of(score)]));
  return {
    key: `${solver}:${id}`,
    bid: {
      solver,
      account: ZERO_ADDRESS,
      id,
      solutionHash: keccak(utf8(`${solver}:${id}`)),
      score: Rational.sum([...scores.values()]),
    },
    orders: new Set(Object.keys(pairs).map((pair) => keccak(utf8(pair)))),
    pairs: scores,
    score: Object.values(pairs).reduce((sum, score) => sum + score, 0n),
  };
}

const SEED = keccak(utf8("seed"));
const keys = (all: readonly Contender[] | undefined): string[] => (all ?? []).map(({ key }) => key);

test("a solution that gives a pair less than its best solution of its own does is out", () => {
  const all = [
    contender("a", 1n, { p: 10n }),
    contender("b", 1n, { p: 9n, q: 100n }),
    contender("c", 1n, { p: 10n, q: 1n }),
    contender("d", 1n, { q: 1n, r: 7n }),
  ];
  assert.deepEqual(keys(fairOnes(all)), ["a:1", "c:1", "d:1"]);
});

test("the largest total wins, not the largest score, and a solver's reference is without its own", () => {
  const all = [
    contender("a", 1n, { p: 200n, q: 100n }),
    contender("b", 1n, { p: 200n, r: 0n }),
    contender("c", 1n, { q: 180n }),
  ];
  const selection = select(all, SEED, 4, new Map());
  assert.deepEqual(keys(selection.winners), ["b:1", "c:1"]);
  assert.equal(selection.reference("b"), 180n);
  assert.equal(selection.reference("c"), 200n);
});

test("a limited solver wins one place only, and a score of zero gets a place that is left", () => {
  const all = [contender("a", 1n, { p: 5n }), contender("a", 2n, { q: 4n }), contender("b", 1n, { r: 0n })];
  assert.deepEqual(keys(select(all, SEED, 4, new Map()).winners), ["a:1", "a:2", "b:1"]);
  assert.deepEqual(keys(select(all, SEED, 4, new Map([["a", "x"]])).winners), ["a:1", "b:1"]);
  assert.deepEqual(keys(select(all, SEED, 1, new Map()).winners), ["a:1"]);
});

test("rewards stay within their limits, standings within theirs", () => {
  const rule = { maxPenalty: 10n, maxReward: 12n, maxFeeShare: undefined };
  assert.deepEqual(
    [reward(rule, 100n, 95n, 0n), reward(rule, 100n, 50n, 0n), reward(rule, 100n, 95n, 50n)],
    [5n, 12n, -10n],
  );
  assert.equal(reward({ ...rule, maxFeeShare: Rational.of(1n, 2n) }, 100n, 95n, 0n), 0n);
  const failed = standingsAfter(new Map(), 16n, "0xa", false);
  assert.deepEqual([...failed], [["0xa", 937_500n]]);
  let standings = failed;
  for (let i = 0; i < 400; i++) {
    standings = standingsAfter(standings, 16n, "0xa", true);
  }
  assert.equal(standings.size, 0);
  assert.equal(FULL_STANDING, 1_000_000n);
});
