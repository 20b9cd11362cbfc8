/** Who wins together: docs/protocol.md section 5. */
import type { Hex } from "../bytes.js";
import { type Contender, fairOnes, inOrderOfTies } from "./contender.js";
import { Budget, firstBestSet, type Item, largestTotal } from "./packing.js";

export interface Selection {
  /** Highest score first. */
  readonly fair: readonly Contender[];
  /** Undefined if the search did not go through. */
  readonly winners: readonly Contender[] | undefined;
  /** Of the fair ones without a solver's own, for each winning solver; undefined where it was not proved. */
  reference(solver: string): bigint | undefined;
}

/** Steps of all searches of one selection together: seconds. */
const MAX_STEPS = 3_000_000;

/** `limited` names, by solver, a group of which at most one solution wins. */
export function select(
  contenders: readonly Contender[],
  seed: Hex,
  maxWinners: number,
  limited: ReadonlyMap<string, string>,
): Selection {
  const fair = inOrderOfTies(fairOnes(contenders), seed);
  const scoring = fair.filter(({ score }) => score > 0n);
  const items = itemsOf(scoring, limited);
  const budget = new Budget(MAX_STEPS);
  const chosen = firstBestSet(items, maxWinners, budget);
  const winners = chosen?.flatMap((i) => scoring[i] ?? []);
  if (winners !== undefined) {
    addUnscored(winners, fair, maxWinners, limited);
  }
  return {
    fair: byScore(fair),
    winners: winners && byScore(inOrderOfTies(winners, seed)),
    reference: (solver) => {
      const others = items.filter((_, i) => scoring[i]?.bid.solver !== solver);
      const best = largestTotal(others, maxWinners, budget);
      return best.proved ? best.total : undefined;
    },
  };
}

/** What each takes: its pairs, its orders, the one place of its group. */
function itemsOf(contenders: readonly Contender[], limited: ReadonlyMap<string, string>): Item[] {
  const numbers = new Map<string, number>();
  const numberOf = (what: string): number => {
    const known = numbers.get(what) ?? numbers.size;
    numbers.set(what, known);
    return known;
  };
  return contenders.map((one) => ({ value: one.score, takes: takenBy(one, limited).map(numberOf) }));
}

function takenBy(one: Contender, limited: ReadonlyMap<string, string>): string[] {
  const group = limited.get(one.bid.solver);
  return [
    ...[...one.pairs.keys()].map((pair) => `pair ${pair}`),
    ...[...one.orders].map((order) => `order ${order}`),
    ...(group === undefined ? [] : [`group ${group}`]),
  ];
}

/** What winners have taken. */
export class Taken {
  private readonly all = new Set<string>();

  constructor(private readonly limited: ReadonlyMap<string, string>) {}

  add(winner: Contender): void {
    takenBy(winner, this.limited).forEach((what) => this.all.add(what));
  }

  leaves(one: Contender): boolean {
    return takenBy(one, this.limited).every((what) => !this.all.has(what));
  }
}

/** Solutions with score zero get places that are left. */
function addUnscored(
  winners: Contender[],
  fair: readonly Contender[],
  maxWinners: number,
  limited: ReadonlyMap<string, string>,
): void {
  const taken = new Taken(limited);
  winners.forEach((winner) => taken.add(winner));
  for (const one of fair) {
    if (one.score === 0n && winners.length < maxWinners && taken.leaves(one)) {
      winners.push(one);
      taken.add(one);
    }
  }
}

/** Highest first; what is in order of ties stays so among equals. */
function byScore(contenders: readonly Contender[]): Contender[] {
  return [...contenders].sort((one, other) => (one.score > other.score ? -1 : one.score < other.score ? 1 : 0));
}
