/** Every type of line, by its name: a new one is added here. */
import { canonical, FormatError, parse } from "../json.js";
import { View } from "../view.js";
import { type BasketLine, readBasketLine } from "./basket.js";
import { type BidLine, readBid } from "./bid.js";
import { type CommitmentsLine, readCommitments } from "./commitments.js";
import { type ConfigLine, readConfig } from "./config.js";
import { type Cut, type Election, readCut, readElection, readResult, readRules, type Result, type Rules } from "./election.js";
import { type Header, type PricesLine, readHeader, readPrices } from "./header.js";
import { type IntentLine, readIntentLine } from "./intent.js";
import { type AwardLine, type Outcome, readAward, readOutcome, readSimulation, type Simulation } from "./outcome.js";
import { type PoolLine, readPoolLine } from "./pool.js";

export interface End {
  readonly type: "end";
}

export type Line =
  | Header
  | ConfigLine
  | IntentLine
  | BasketLine
  | PoolLine
  | PricesLine
  | Rules
  | CommitmentsLine
  | BidLine
  | Election
  | Cut
  | Result
  | Simulation
  | AwardLine
  | Outcome
  | End;

export type LineType = Line["type"];
export type LineOf<T extends LineType> = Extract<Line, { type: T }>;

const READERS: { readonly [T in LineType]: (view: View) => LineOf<T> } = {
  header: readHeader,
  config: readConfig,
  intent: readIntentLine,
  basket: readBasketLine,
  pool: readPoolLine,
  prices: readPrices,
  rules: readRules,
  commitments: readCommitments,
  bid: readBid,
  election: readElection,
  cut: readCut,
  result: readResult,
  simulation: readSimulation,
  award: readAward,
  outcome: readOutcome,
  end: (view) => {
    view.members("type");
    return { type: "end" };
  },
};

/** Reads a line, which has to be the canonical form of one. */
export function readLine(text: string): Line {
  const view = new View("$", parse(text));
  if (canonical(view.json) !== text) {
    throw new FormatError("$", "not in canonical form");
  }
  const type = view.peek("type").text();
  if (!Object.hasOwn(READERS, type)) {
    throw new FormatError("$.type", "unknown type of line");
  }
  return READERS[type as LineType](view);
}
