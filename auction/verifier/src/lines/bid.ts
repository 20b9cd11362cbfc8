/** What a solver answered, and how it was judged: docs/transcript.md sections 2 and 4. */
import type { Hex } from "../bytes.js";
import { Rational } from "../rational.js";
import { MAX_LONG, type View } from "../view.js";
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
] as const;

export type Reason = (typeof REASONS)[number];

export type Judged =
  | {
      readonly verdict: "valid";
      readonly solution: Solution;
      readonly solutionHash: Hex;
      readonly score: Rational;
    }
  | {
      readonly verdict: "rejected";
      readonly solution: Solution;
      readonly reason: Reason;
      readonly detail: string;
    }
  | { readonly verdict: "unreadable"; readonly id: bigint; readonly detail: string };

export interface BidLine {
  readonly type: "bid";
  readonly solver: string;
  readonly account: Hex;
  readonly answer: "solutions" | "timedOut" | "failed";
  readonly solutions: readonly Judged[];
}

const MAX_SOLUTIONS = 100;

export function readBid(view: View): BidLine {
  const bid = view.members("type", "solver", "account", "answer", "message", "solutions");
  bid.at("message").text();
  return {
    type: "bid",
    solver: bid.at("solver").text(),
    account: bid.at("account").address(),
    answer: bid.at("answer").oneOf("solutions", "timedOut", "failed"),
    solutions: bid.at("solutions").list(MAX_SOLUTIONS, readJudged),
  };
}

function readJudged(view: View): Judged {
  switch (view.peek("verdict").text()) {
    case "valid": {
      const judged = view.members("verdict", "solution", "solutionHash", "score");
      return {
        verdict: "valid",
        solution: readSolution(judged.at("solution")),
        solutionHash: judged.at("solutionHash").word(),
        score: Rational.read(judged.at("score")),
      };
    }
    case "rejected": {
      const judged = view.members("verdict", "solution", "reason", "detail");
      return {
        verdict: "rejected",
        solution: readSolution(judged.at("solution")),
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
