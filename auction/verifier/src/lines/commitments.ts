/** What the operator had set, and what solvers committed to: docs/transcript.md section 2. */
import type { Hex } from "../bytes.js";
import { canonical } from "../json.js";
import type { View } from "../view.js";
import { type ElectionRules, readElectionRules } from "./election.js";

export interface RulesLine {
  readonly type: "rules";
  /** Canonical JSON of the values, which the header's hash is of; or what winners are found by. */
  readonly content: string | ElectionRules;
}

/** Who made a solver's commitments: itself, the auctioneer's port of its complete answer, or nobody. */
export type CommitMode = "solver" | "port" | "none";

export interface Committed {
  readonly solver: string;
  readonly account: Hex;
  readonly by: CommitMode;
  readonly commitments: readonly Hex[];
}

export interface CommitmentsLine {
  readonly type: "commitments";
  readonly solvers: readonly Committed[];
}

/** Most commitments of one solver. */
export const MAX_COMMITMENTS = 20;
const MAX_RULES = 100;
const MAX_SOLVERS = 10_000;

export function readRules(view: View): RulesLine {
  if (view.json instanceof Map && !view.json.has("values")) {
    return { type: "rules", content: readElectionRules(view) };
  }
  const values = view.members("type", "values").at("values");
  values.entries(MAX_RULES).forEach(([, value]) => value.text());
  return { type: "rules", content: canonical(values.json) };
}

export function readCommitments(view: View): CommitmentsLine {
  return {
    type: "commitments",
    solvers: view.members("type", "solvers").at("solvers").list(MAX_SOLVERS, readCommitted),
  };
}

function readCommitted(view: View): Committed {
  const solver = view.members("solver", "account", "by", "commitments");
  return {
    solver: solver.at("solver").text(),
    account: solver.at("account").address(),
    by: solver.at("by").oneOf("solver", "port", "none"),
    commitments: readWords(solver.at("commitments")),
  };
}

export function readWords(view: View): Hex[] {
  return view.list(MAX_COMMITMENTS, (commitment) => commitment.word());
}
