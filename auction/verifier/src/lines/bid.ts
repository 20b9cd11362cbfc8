/** What a solver answered, and how it was judged: docs/transcript.md sections 2 and 4. */
import type { Hex } from "../bytes.js";
import { canonical } from "../json.js";
import { Rational } from "../rational.js";
import { MAX_LONG, type View } from "../view.js";
import { readWords } from "./commitments.js";
import { readSolution, type Solution } from "./solution.js";

/** The codes of a refusal, in the document's order. */
export const REASONS = [
  "duplicateId",
  "noTrades",
  "unknownOrder",
  "foreignJitOrder",
  "missingPrice",
  "invalidPrice",
  "invalidExecutedAmount",
  "orderNotExecutable",
  "limitNotMet",
  "feeTooHigh",
  "notFullFill",
  "overfilled",
  "duplicateTrade",
  "unknownLiquidity",
  "liquidityNotEncoded",
  "invalidSwap",
  "valueNotSupported",
  "forbiddenTarget",
  "tooLarge",
  "unsupported",
  "wrongCertificate",
  "notCommitted",
  "wrongScore",
] as const;

export type Reason = (typeof REASONS)[number];

/** What a commitment covers beside the solution. */
export interface Seal {
  readonly salt: Hex;
  /** Wei; undefined if none was claimed. */
  readonly score: bigint | undefined;
  /** Canonical JSON. */
  readonly json: string;
}

/** A solution with what opens its commitment. */
export interface Opening {
  readonly solution: Solution;
  readonly seal: Seal;
}

export type Judged =
  | {
      readonly verdict: "valid";
      readonly solution: Solution;
      readonly seal: Seal;
      readonly solutionHash: Hex;
      readonly score: Rational;
    }
  | {
      readonly verdict: "rejected";
      readonly solution: Solution;
      readonly seal: Seal;
      readonly reason: Reason;
      readonly detail: string;
    }
  | { readonly verdict: "unreadable"; readonly id: bigint; readonly detail: string };

export interface BidLine {
  readonly type: "bid";
  readonly solver: string;
  readonly account: Hex;
  readonly answer: "solutions" | "timedOut" | "failed";
  /** Commitments that were not opened. */
  readonly unopened: readonly Hex[];
  readonly solutions: readonly Judged[];
}

const MAX_SOLUTIONS = 100;

export function readBid(view: View): BidLine {
  const bid = view.members("type", "solver", "account", "answer", "message", "unopened", "solutions");
  bid.at("message").text();
  return {
    type: "bid",
    solver: bid.at("solver").text(),
    account: bid.at("account").address(),
    answer: bid.at("answer").oneOf("solutions", "timedOut", "failed"),
    unopened: readWords(bid.at("unopened")),
    solutions: bid.at("solutions").list(MAX_SOLUTIONS, readJudged),
  };
}

function readJudged(view: View): Judged {
  switch (view.peek("verdict").text()) {
    case "valid": {
      const judged = view.members("verdict", "solution", "seal", "solutionHash", "score");
      return {
        verdict: "valid",
        solution: readSolution(judged.at("solution")),
        seal: readSeal(judged.at("seal")),
        solutionHash: judged.at("solutionHash").word(),
        score: Rational.read(judged.at("score")),
      };
    }
    case "rejected": {
      const judged = view.members("verdict", "solution", "seal", "reason", "detail");
      return {
        verdict: "rejected",
        solution: readSolution(judged.at("solution")),
        seal: readSeal(judged.at("seal")),
        reason: judged.at("reason").oneOf(...REASONS),
        detail: judged.at("detail").text(),
      };
    }
    case "unreadable": {
      const judged = view.members("verdict", "id", "detail");
      return {
        verdict: "unreadable",
        id: judged.at("id").int(0n, MAX_LONG),
        detail: judged.at("detail").text(),
      };
    }
    default:
      return view.fail("unknown verdict");
  }
}

function readSeal(view: View): Seal {
  const seal = view.members("salt", "score?");
  return {
    salt: seal.at("salt").word(),
    score: seal.maybe("score", (score) => score.uint(256)),
    json: canonical(view.json),
  };
}
