/** By what rules winners are found, who they are, and what it comes to: docs/transcript.md sections 2 and 5. */
import type { Hex } from "../bytes.js";
import { Rational } from "../rational.js";
import { byAddress, MAX_LONG, type Members, type View } from "../view.js";
import { FULL_STANDING, type RewardRule, type Standings } from "../winners/rules.js";
import type { Reference } from "./outcome.js";

/** By what rules winners are found, replaced and paid. */
export interface Rules {
  readonly type: "rules";
  /** The texts by name, as they stand in the config too. */
  readonly values: ReadonlyMap<string, string>;
  readonly maxWinners: bigint;
  readonly maxFallbacks: bigint;
  readonly maxFailedSimulations: bigint;
  readonly rewards: RewardRule;
  readonly standingWindow: bigint;
  readonly minimumStanding: bigint;
  /** Before the batch. */
  readonly standings: Standings;
}

/** Native wei; `bound` is larger only where the search was cut short. */
export interface Total {
  readonly score: bigint;
  readonly bound: bigint;
}

export interface Winner extends Reference {
  readonly score: bigint;
}

export interface Election {
  readonly type: "election";
  readonly seed: Hex;
  readonly fair: readonly Reference[];
  readonly winners: readonly Winner[];
  readonly total: Total;
  /** By winning solver. */
  readonly references: ReadonlyMap<string, Total & { readonly reward: bigint }>;
}

/** The auction went on no further. */
export interface Cut {
  readonly type: "cut";
}

export interface Result {
  readonly type: "result";
  readonly reason: string;
  readonly rewards: ReadonlyMap<string, bigint>;
  readonly standings: Standings | undefined;
}

/** Most winners of one batch; an award's `auctionId` is the batch times this, plus its place. */
export const PLACES = 8;
const MAX_SOLUTIONS = 10_000;
const MAX_SOLVERS = 10_000;
const MAX_DIGITS = 130;
/** Longest value of a rule, in characters. */
const MAX_VALUE = 200;
const MAX_STEPS = 10_000_000_000n;
const MAX_INT = (1n << 31n) - 1n;

const NAMES = [
  "maxWinners",
  "maxSteps",
  "maxFallbacks",
  "maxFailedSimulations",
  "maxPenalty",
  "maxReward?",
  "maxFeeShare?",
  "standingWindow",
  "minimumStanding",
] as const;

export function readRules(view: View): Rules {
  const rules = view.members("type", "standings", ...NAMES);
  between(rules, "maxSteps", 0n, MAX_STEPS);
  return {
    type: "rules",
    values: new Map(
      NAMES.map((name) => name.replace("?", "")).flatMap((name) => {
        const value = rules.maybe(name, (text) => text.text(MAX_VALUE));
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    maxWinners: between(rules, "maxWinners", 1n, BigInt(PLACES)),
    maxFallbacks: between(rules, "maxFallbacks", 0n, MAX_INT),
    maxFailedSimulations: between(rules, "maxFailedSimulations", 1n, MAX_INT),
    rewards: {
      maxPenalty: rules.at("maxPenalty").uint(256),
      maxReward: rules.maybe("maxReward", (most) => most.uint(256)),
      maxFeeShare: rules.maybe("maxFeeShare", readShare),
    },
    standingWindow: between(rules, "standingWindow", 1n, MAX_INT),
    minimumStanding: between(rules, "minimumStanding", 0n, FULL_STANDING),
    standings: readStandings(rules.at("standings")),
  };
}

function readShare(view: View): Rational {
  const share = Rational.read(view);
  return share.numerator < 0n ? view.fail("must not be below zero") : share;
}

function between(members: Members, name: string, minimum: bigint, maximum: bigint): bigint {
  const value = members.at(name).number();
  return value < minimum || value > maximum ? members.at(name).fail("is out of range") : value;
}

function readStandings(view: View): Standings {
  return byAddress(view, MAX_SOLVERS, (standing) => {
    const ppm = standing.number();
    return ppm < FULL_STANDING ? ppm : standing.fail("is full, and need not be said");
  });
}

function readReference(members: Members): Reference {
  return { solver: members.at("solver").text(), id: members.at("id").int(0n, MAX_LONG) };
}

function readScore(view: View): bigint {
  const score = view.whole(MAX_DIGITS);
  return score < 0n ? view.fail("must not be below zero") : score;
}

export function readElection(view: View): Election {
  const line = view.members("type", "seed", "fair", "winners", "total", "references");
  const total = line.at("total").members("score", "bound");
  return {
    type: "election",
    seed: line.at("seed").word(),
    fair: line.at("fair").list(MAX_SOLUTIONS, (one) => readReference(one.members("solver", "id"))),
    winners: line.at("winners").list(PLACES, (one) => {
      const winner = one.members("solver", "id", "score");
      return { ...readReference(winner), score: readScore(winner.at("score")) };
    }),
    total: { score: readScore(total.at("score")), bound: readScore(total.at("bound")) },
    references: new Map(
      line
        .at("references")
        .entries(PLACES)
        .map(([solver, value]) => {
          const reference = value.members("score", "bound", "reward");
          return [
            solver,
            {
              score: readScore(reference.at("score")),
              bound: readScore(reference.at("bound")),
              reward: reference.at("reward").whole(MAX_DIGITS),
            },
          ];
        }),
    ),
  };
}

export function readCut(view: View): Cut {
  view.members("type", "reason").at("reason").text();
  return { type: "cut" };
}

export function readResult(view: View): Result {
  const line = view.members("type", "reason", "rewards", "standings?");
  return {
    type: "result",
    reason: line.at("reason").text(),
    rewards: new Map(
      line
        .at("rewards")
        .entries(PLACES)
        .map(([solver, value]) => [solver, value.whole(MAX_DIGITS)]),
    ),
    standings: line.maybe("standings", readStandings),
  };
}
