/** What solvers committed to: docs/transcript.md section 2. */
import type { Hex } from "../bytes.js";
import type { View } from "../view.js";

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
const MAX_SOLVERS = 10_000;

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
