/** What happens after the bids: docs/transcript.md sections 2 and 5. */
import type { Hex } from "../bytes.js";
import { MAX_LONG, type Members, type View } from "../view.js";
import { AMOUNT_BITS, UNIT_BITS } from "./basket.js";
import { type Block, readBlock } from "./header.js";

/** A solution by who made it and its number. */
export interface Reference {
  readonly solver: string;
  readonly id: bigint;
}

export interface Simulation {
  readonly type: "simulation";
  readonly solution: Reference;
  readonly block: Block;
  readonly gasUsed: bigint;
  readonly failure: string | undefined;
}

export interface Award {
  readonly auctionId: bigint;
  readonly batchRoot: Hex;
  readonly solver: Hex;
  readonly solutionHash: Hex;
  readonly lastBlock: bigint;
  readonly transcriptHash: Hex;
}

export interface AwardLine {
  readonly type: "award";
  readonly solution: Reference;
  readonly award: Award;
  readonly signature: Hex;
}

export interface Filled {
  readonly intentHash: Hex;
  readonly sold: bigint;
  readonly bought: bigint;
  readonly fee: bigint;
}

export interface BasketFilled {
  readonly intentHash: Hex;
  readonly units: bigint;
  readonly quote: bigint;
}

/** `place` is that of the winner. */
export type Outcome = { readonly type: "outcome"; readonly place: bigint } & (
  | {
      readonly result: "landed";
      readonly batch: bigint;
      readonly transaction: Hex;
      readonly block: Block;
      readonly gasUsed: bigint;
      readonly fills: readonly Filled[];
      readonly baskets: readonly BasketFilled[];
    }
  | { readonly result: "reverted"; readonly transaction: Hex }
  | { readonly result: "missed" }
);

const MAX_PLACES = 8n;
const MAX_FILLS = 20_000;
const MAX_BASKETS = 255;

export function name(reference: Reference): string {
  return `${reference.solver}:${reference.id}`;
}

function readReference(view: View): Reference {
  const reference = view.members("solver", "id");
  return { solver: reference.at("solver").text(), id: reference.at("id").int(0n, MAX_LONG) };
}

export function readSimulation(view: View): Simulation {
  const simulation = view.members("type", "solution", "block", "gasUsed", "failure");
  const gasUsed = simulation.at("gasUsed").number();
  const failure = simulation.at("failure");
  return {
    type: "simulation",
    solution: readReference(simulation.at("solution")),
    block: readBlock(simulation.at("block")),
    gasUsed,
    failure: failure.json === null ? undefined : failure.text(),
  };
}

export function readAward(view: View): AwardLine {
  const line = view.members("type", "solution", "award", "signature");
  const award = line
    .at("award")
    .members("auctionId", "batchRoot", "solver", "solutionHash", "lastBlock", "transcriptHash");
  return {
    type: "award",
    solution: readReference(line.at("solution")),
    award: {
      auctionId: award.at("auctionId").number(),
      batchRoot: award.at("batchRoot").word(),
      solver: award.at("solver").address(),
      solutionHash: award.at("solutionHash").word(),
      lastBlock: award.at("lastBlock").number(),
      transcriptHash: award.at("transcriptHash").word(),
    },
    signature: line.at("signature").exactly(65),
  };
}

export function readOutcome(view: View): Outcome {
  switch (view.peek("result").text()) {
    case "landed":
      return readLanded(view);
    case "reverted": {
      const outcome = view.members("type", "result", "place", "transaction", "reason");
      outcome.at("reason").text();
      const place = readPlace(outcome);
      return { type: "outcome", place, result: "reverted", transaction: outcome.at("transaction").word() };
    }
    default: {
      const outcome = view.members("type", "result", "place", "reason");
      outcome.at("reason").text();
      const place = readPlace(outcome);
      return { type: "outcome", place, result: outcome.at("result").oneOf("missed") };
    }
  }
}

function readPlace(outcome: Members): bigint {
  const view = outcome.at("place");
  const place = view.number();
  return place < MAX_PLACES ? place : view.fail("is out of range");
}

function readLanded(view: View): Outcome {
  const outcome = view.members(
    "type",
    "result",
    "place",
    "batch",
    "transaction",
    "block",
    "gasUsed",
    "fills",
    "baskets?",
  );
  return {
    type: "outcome",
    place: readPlace(outcome),
    result: "landed",
    batch: outcome.at("batch").number(),
    transaction: outcome.at("transaction").word(),
    block: readBlock(outcome.at("block")),
    gasUsed: outcome.at("gasUsed").number(),
    fills: outcome.at("fills").list(MAX_FILLS, (element) => {
      const fill = element.members("intentHash", "sold", "bought", "fee");
      return {
        intentHash: fill.at("intentHash").word(),
        sold: fill.at("sold").uint(256),
        bought: fill.at("bought").uint(256),
        fee: fill.at("fee").uint(256),
      };
    }),
    baskets: outcome.maybe("baskets", readBaskets) ?? [],
  };
}

function readBaskets(view: View): BasketFilled[] {
  const baskets = view.list(MAX_BASKETS, (element) => {
    const fill = element.members("intentHash", "units", "quote");
    return {
      intentHash: fill.at("intentHash").word(),
      units: fill.at("units").uint(UNIT_BITS),
      quote: fill.at("quote").signed(AMOUNT_BITS),
    };
  });
  return baskets.length > 0 ? baskets : view.fail("is left out where there are none");
}
