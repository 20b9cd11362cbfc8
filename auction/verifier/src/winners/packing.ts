/** The largest total of things that do not want the same: depth first, with a bound, and limited in steps. */

export interface Item {
  readonly value: bigint;
  /** What it takes, by number; no two chosen items take the same. */
  readonly takes: readonly number[];
}

export interface Best {
  readonly total: bigint;
  /** Whether the search went through. */
  readonly proved: boolean;
}

/** Counts steps of several searches together. */
export class Budget {
  constructor(private left: number) {}

  /** Whether another step may be taken. */
  step(): boolean {
    return this.left-- > 0;
  }
}

interface Sorted {
  readonly value: bigint;
  readonly mask: bigint;
}

/**
 * At most `places` items. The bound of what follows an item is the sum of the values of as many as there are places, which
 * ascend in no direction that matters: items are sorted by value.
 */
export function largestTotal(items: readonly Item[], places: number, budget: Budget): Best {
  const sorted: Sorted[] = items
    .map(({ value, takes }) => ({ value, mask: takes.reduce((mask, one) => mask | (1n << BigInt(one)), 0n) }))
    .sort((one, other) => (one.value > other.value ? -1 : one.value < other.value ? 1 : 0));
  const sums = [0n];
  sorted.forEach(({ value }, i) => sums.push((sums[i] ?? 0n) + value));
  let best = 0n;
  let proved = true;
  const search = (from: number, taken: bigint, left: number, total: bigint): void => {
    if (total > best) {
      best = total;
    }
    for (let i = from; i < sorted.length && left > 0; i++) {
      const bound = total + (sums[Math.min(i + left, sorted.length)] ?? 0n) - (sums[i] ?? 0n);
      if (bound <= best) {
        return;
      }
      if (!budget.step()) {
        proved = false;
        return;
      }
      const item = sorted[i];
      if (item !== undefined && (item.mask & taken) === 0n) {
        search(i + 1, taken | item.mask, left - 1, total + item.value);
      }
    }
  };
  search(0, 0n, places, 0n);
  return { total: best, proved };
}

/**
 * Of the sets with the largest total the one that has the item which comes first, in the given order, among those in one of
 * two sets only. Undefined if the search did not go through.
 */
export function firstBestSet(items: readonly Item[], places: number, budget: Budget): number[] | undefined {
  const goal = largestTotal(items, places, budget);
  if (!goal.proved) {
    return undefined;
  }
  const chosen: number[] = [];
  let taken = 0n;
  let rest = goal.total;
  for (const [i, item] of items.entries()) {
    const mask = item.takes.reduce((mask, one) => mask | (1n << BigInt(one)), 0n);
    if (rest === 0n || chosen.length === places) {
      break;
    }
    if ((mask & taken) !== 0n || item.value > rest) {
      continue;
    }
    const after = taken | mask;
    const others = items.slice(i + 1).filter(({ takes }) => takes.every((one) => ((after >> BigInt(one)) & 1n) === 0n));
    const completion = largestTotal(others, places - chosen.length - 1, budget);
    if (completion.total === rest - item.value) {
      chosen.push(i);
      taken = after;
      rest -= item.value;
    } else if (!completion.proved) {
      return undefined;
    }
  }
  return chosen;
}
