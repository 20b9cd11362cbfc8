/** Recomputes everything an auctioneer decided from its transcript, and compares it with the chain if there is one. */
import type { Hex } from "../bytes.js";
import { Awards } from "./awards.js";
import { Bids } from "./bids.js";
import { Cursor, type RawLine } from "./cursor.js";
import type { Evidence, Known } from "./evidence.js";
import { checkInputs } from "./inputs.js";
import { Disagreement, type Step, STEPS, Unchecked } from "./steps.js";

export interface Agrees {
  readonly verdict: "agrees";
  readonly batch: bigint;
  readonly intents: number;
  readonly receipts: number;
  readonly solvers: number;
  readonly solutions: number;
  readonly awards: number;
  readonly transaction: Hex | undefined;
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
    const ranked = await bids.check(cursor);
    const awards = new Awards(inputs, chain, unchecked);
    await awards.check(cursor, ranked);
    await cursor.next("end");
    await cursor.end();
    return {
      verdict: "agrees",
      batch: inputs.header.batch,
      intents: inputs.intents.length,
      receipts: inputs.receipts,
      solvers: bids.solvers,
      solutions: bids.solutions,
      awards: awards.awards,
      transaction: awards.transaction,
      transcriptHash: cursor.hash,
      simulationFailures: awards.simulationFailures,
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
