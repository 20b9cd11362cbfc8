/** Compares an election with what the rules elect. */
import { name, type Reference } from "../lines/outcome.js";
import type { Election, Rules, Winner } from "../lines/election.js";
import type { Ballot } from "../winners/ballot.js";
import type { Contender } from "../winners/contender.js";
import { reward } from "../winners/rules.js";
import { Disagreement, require, type Unchecked } from "./steps.js";

export function checkElection(
  found: Election,
  seed: string,
  ballot: Ballot,
  rules: Rules,
  unchecked: Unchecked,
): Contender[] {
  require("election", seed, found.seed);
  const own = ballot.elect();
  require("election", show(own.fair.map(({ bid }) => bid)), show(found.fair));
  const byKey = new Map(own.fair.map((one) => [one.key, one]));
  const winners = found.winners.map(
    (winner) => byKey.get(name(winner)) ?? fail(own.winners ?? [], found.winners),
  );
  const proved = own.winners !== undefined && found.total.score === found.total.bound;
  if (own.winners !== undefined && proved) {
    require("election", showWinners(own.winners), showScores(found.winners));
    require("election", sum(own.winners), found.total.score);
  } else {
    // Whose search ended early may have found less than there is.
    unchecked.add("election");
    const most = own.winners === undefined ? found.total.bound : sum(own.winners);
    const fits = ballot.compatible(winners) && showWinners(winners) === showScores(found.winners);
    if (!fits || sum(winners) !== found.total.score || most > found.total.bound) {
      fail(own.winners ?? [], found.winners);
    }
  }
  checkReferences(found, own.reference, unchecked);
  for (const [solver, reference] of found.references) {
    const expected = reward(rules.rewards, found.total.score, reference.score, 0n);
    require("reward", `${solver}: ${expected}`, `${solver}: ${reference.reward}`);
  }
  return winners;
}

function checkReferences(
  found: Election,
  own: (solver: string) => bigint | undefined,
  unchecked: Unchecked,
): void {
  const solvers = [...new Set(found.winners.map(({ solver }) => solver))].sort();
  require("reference", solvers.join(", "), [...found.references.keys()].sort().join(", "));
  for (const [solver, reference] of found.references) {
    const expected = own(solver);
    if (expected === undefined) {
      unchecked.add("reference");
    } else if (reference.score === reference.bound) {
      require("reference", `${solver}: ${expected}`, `${solver}: ${reference.score}`);
    } else {
      unchecked.add("reference");
      if (reference.score > expected || expected > reference.bound) {
        throw new Disagreement("reference", `${solver}: ${expected}`, `${reference.score} to ${reference.bound}`);
      }
    }
  }
}

function fail(own: readonly Contender[], found: readonly Winner[]): never {
  throw new Disagreement("election", showWinners(own), showScores(found));
}

function sum(winners: readonly Contender[]): bigint {
  return winners.reduce((total, { score }) => total + score, 0n);
}

function show(references: readonly Reference[]): string {
  return references.map(name).join(", ");
}

function showWinners(winners: readonly Contender[]): string {
  return winners.map(({ key, score }) => `${key} with ${score}`).join(", ");
}

function showScores(winners: readonly Winner[]): string {
  return winners.map((winner) => `${name(winner)} with ${winner.score}`).join(", ");
}
