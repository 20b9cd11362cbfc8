/** Recomputes everything an auctioneer decided from its transcript, and compares it with the chain if there is one. */
import type { Hex } from "../bytes.js";
import type { Rules } from "../lines/election.js";
import { Bids } from "./bids.js";
import { Cursor, type RawLine } from "./cursor.js";
import type { Evidence, Known } from "./evidence.js";
import { checkInputs, type Inputs } from "./inputs.js";
import { type Limits, limitsOf } from "./limits.js";
import { Rounds, show } from "./rounds.js";
import { Disagreement, require, type Step, STEPS, Unchecked } from "./steps.js";

export interface Agrees {
  readonly verdict: "agrees";
  readonly batch: bigint;
  readonly intents: number;
  readonly receipts: number;
  readonly solvers: number;
  readonly solutions: number;
  readonly awards: number;
  readonly transactions: readonly Hex[];
  readonly transcriptHash: Hex;
  /** Taken on trust, whoever verifies. */
  readonly simulationFailures: number;
  readonly unreadable: number;
  /** How often each step could not be taken. */
  readonly unchecked: ReadonlyMap<Step, number>;
}

export interface Disagrees {
  readonly verdict: "disagrees";
  readonly step: Step;
  /** From 1; one more than there are if one is missing. */
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

export type Verdict = Agrees | Disagrees;

/** By what rules winners are found and awarded: the config's, and the standings that the transcript before left. */
async function checkRules(cursor: Cursor, inputs: Inputs, known: Known, unchecked: Unchecked): Promise<{ rules: Rules; limits: Limits }> {
  const rules = await cursor.next("rules");
  for (const [name, value] of rules.values) {
    require("config", `${name} ${value}`, `${name} ${inputs.config.values.get(name)}`);
  }
  const limits = limitsOf(inputs.config);
  unchecked.compare("standing", known.standings && show(known.standings), show(rules.standings));
  return { rules, limits };
}

export async function verify(
  lines: AsyncIterator<RawLine>,
  known: Known,
  chain: Evidence,
): Promise<Verdict> {
  const cursor = new Cursor(lines);
  const unchecked = new Unchecked();
  try {
    const inputs = await checkInputs(cursor, known, chain, unchecked);
    const bids = new Bids(inputs, unchecked);
    const { rules, limits } = await checkRules(cursor, inputs, known, unchecked);
    await bids.check(cursor);
    const rounds = new Rounds(inputs, rules, limits, bids.entrants, chain, unchecked);
    await rounds.check(cursor);
    await cursor.next("end");
    await cursor.end();
    return {
      verdict: "agrees",
      batch: inputs.header.batch,
      intents: inputs.entries,
      receipts: inputs.receipts,
      solvers: bids.solvers,
      solutions: bids.solutions,
      awards: rounds.awards,
      transactions: [...rounds.transactions.values()],
      transcriptHash: cursor.hash,
      simulationFailures: rounds.simulationFailures,
      unreadable: bids.unreadable,
      unchecked: new Map(
        STEPS.map((step): [Step, number] => [step, unchecked.of(step)]).filter(([, count]) => count > 0),
      ),
    };
  } catch (e) {
    if (e instanceof Disagreement) {
      return { verdict: "disagrees", step: e.step, line: cursor.number, expected: e.expected, found: e.found };
    }
    throw e;
  }
}
