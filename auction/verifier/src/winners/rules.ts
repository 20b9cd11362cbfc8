/** Rewards and standings: docs/protocol.md section 5. */
import type { Hex } from "../bytes.js";
import { ceilDivide, type Rational } from "../rational.js";

export interface RewardRule {
  readonly maxPenalty: bigint;
  readonly maxReward: bigint | undefined;
  readonly maxFeeShare: Rational | undefined;
}

/** Settlements take no protocol fees yet, so that any share of them is nothing. */
export function reward(rule: RewardRule, total: bigint, reference: bigint, missed: bigint): bigint {
  const limits = [total - reference - missed];
  if (rule.maxReward !== undefined) {
    limits.push(rule.maxReward);
  }
  if (rule.maxFeeShare !== undefined) {
    limits.push(0n);
  }
  const most = limits.reduce((one, other) => (one < other ? one : other));
  return most < -rule.maxPenalty ? -rule.maxPenalty : most;
}

export const FULL_STANDING = 1_000_000n;

/** Of those who do not have the full one, by account, in millionths. */
export type Standings = ReadonlyMap<Hex, bigint>;

export function standingOf(standings: Standings, account: Hex): bigint {
  return standings.get(account) ?? FULL_STANDING;
}

/** After one more award; `window` is how many awards it is smoothed over. */
export function standingsAfter(standings: Standings, window: bigint, account: Hex, settled: boolean): Standings {
  const before = standingOf(standings, account);
  const after = settled ? before + ceilDivide(FULL_STANDING - before, window) : before - before / window;
  const changed = new Map(standings);
  if (after === FULL_STANDING) {
    changed.delete(account);
  } else {
    changed.set(account, after);
  }
  return changed;
}
