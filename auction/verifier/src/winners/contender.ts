/** A solution that competes beside others for a place among the winners: docs/protocol.md section 5. */
import { bytes, type Hex, keccak, utf8 } from "../bytes.js";
import { byCodeUnits } from "../json.js";
import { listed } from "../lines/intent.js";
import { Rational } from "../rational.js";
import { scoreOfBasket, scoreOfFill } from "../score.js";
import type { Assembled } from "../settle/assemble.js";
import type { Bid } from "./bid.js";

export interface Contender {
  readonly key: string;
  readonly bid: Bid;
  readonly orders: ReadonlySet<Hex>;
  /** Score by directed pair, exact. */
  readonly pairs: ReadonlyMap<string, Rational>;
  /** Of all pairs together, rounded down to wei once. */
  readonly score: bigint;
}

/**
 * Pairs are the directions in which intents of the batch are traded, native ETH being its wrapped form; each basket is
 * one of its own.
 */
export function contender(
  bid: Bid,
  assembled: Assembled,
  prices: ReadonlyMap<Hex, bigint>,
  nativeToken: Hex,
): Contender {
  const orders = new Set<Hex>();
  const parts = new Map<string, Rational[]>();
  for (const fill of assembled.executed.filter((fill) => fill.ofBatch)) {
    const { intent } = fill.proposed.signed;
    const pair = `${intent.sellToken}>${listed(intent.buyToken, nativeToken)}`;
    orders.add(fill.proposed.intentHash);
    parts.set(pair, [...(parts.get(pair) ?? []), scoreOfFill(fill, prices)]);
  }
  for (const fill of assembled.baskets) {
    orders.add(fill.line.hash);
    parts.set(`basket>${fill.line.hash}`, [scoreOfBasket(fill, prices)]);
  }
  const pairs = new Map([...parts].map(([pair, scores]) => [pair, Rational.sum(scores)]));
  const score = Rational.sum([...pairs.values()]).floor();
  return { key: `${bid.solver}:${bid.id}`, bid, orders, pairs, score };
}

/** Those that give no pair less than its best solution of its own does. Baselines are of all, and the filter runs once. */
export function fairOnes(all: readonly Contender[]): Contender[] {
  const baselines = new Map<string, Rational>();
  for (const { pairs } of all.filter(({ pairs }) => pairs.size === 1)) {
    for (const [pair, score] of pairs) {
      if (score.compare(baselines.get(pair) ?? Rational.ZERO) > 0) {
        baselines.set(pair, score);
      }
    }
  }
  return all.filter(
    ({ pairs }) =>
      pairs.size === 1 ||
      [...pairs].every(([pair, score]) => score.compare(baselines.get(pair) ?? Rational.ZERO) >= 0),
  );
}

/** The order in which ties fall. */
export function inOrderOfTies(contenders: readonly Contender[], seed: Hex): Contender[] {
  const lot = (value: Uint8Array): Hex => keccak(bytes(seed), value);
  return contenders
    .map((one) => ({ one, hash: lot(bytes(one.bid.solutionHash)), solver: lot(utf8(one.bid.solver)) }))
    .sort(
      (a, b) => byCodeUnits(a.hash, b.hash) || byCodeUnits(a.solver, b.solver) || byCodeUnits(a.one.key, b.one.key),
    )
    .map(({ one }) => one);
}
