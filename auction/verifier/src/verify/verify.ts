/** Recomputes everything an auctioneer decided from its transcript, and compares it with the chain if there is one. */
import type { Hex } from "../bytes.js";
import { Awards } from "./awards.js";
import { Bids } from "./bids.js";
import { Cursor, type RawLine } from "./cursor.js";
import type { Evidence, Known } from "./evidence.js";
import { checkInputs, type Inputs } from "./inputs.js";
import { Rounds } from "./rounds.js";
import { Disagreement, type Step, STEPS, Unchecked } from "./steps.js";

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

/** What both kinds of auctions come to. */
interface Awarded {
  readonly awards: number;
  readonly simulationFailures: number;
  readonly transactions: readonly Hex[];
}

async function replayAwards(
  cursor: Cursor,
  inputs: Inputs,
  bids: Bids,
  chain: Evidence,
  unchecked: Unchecked,
): Promise<Awarded> {
  await bids.check(cursor);
  const awards = new Awards(inputs, chain, unchecked);
  await awards.check(cursor, await bids.rank(cursor));
  const { simulationFailures, transaction } = awards;
  return { awards: awards.awards, simulationFailures, transactions: transaction === undefined ? [] : [transaction] };
}

async function replayRounds(
  cursor: Cursor,
  inputs: Inputs,
  bids: Bids,
  chain: Evidence,
  unchecked: Unchecked,
): Promise<Awarded> {
  const { content } = await cursor.next("rules");
  if (typeof content === "string") {
    throw new Disagreement("format", "rules of elections", "other rules");
  }
  // What they were before only the transcript before can tell.
  unchecked.add("standing");
  await bids.check(cursor);
  const rounds = new Rounds(inputs, content, bids.entrants, chain, unchecked);
  await rounds.check(cursor);
  const { awards, simulationFailures, transactions } = rounds;
  return { awards, simulationFailures, transactions: [...transactions.values()] };
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
    const awards =
      inputs.header.severalWinners
        ? await replayRounds(cursor, inputs, bids, chain, unchecked)
        : await replayAwards(cursor, inputs, bids, chain, unchecked);
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
      transactions: awards.transactions,
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
