/** Compares an award, and what is said of it, with its transaction: docs/transcript.md section 5. */
import { call, wordAt } from "../abi.js";
import { bytes, type Hex, hex, join, keccak, unsigned, utf8 } from "../bytes.js";
import type { Header } from "../lines/header.js";
import type { AwardLine, BasketFilled, Filled, Outcome } from "../lines/outcome.js";
import type { Assembled } from "../settle/assemble.js";
import { sized } from "../settle/pack.js";
import { compact } from "../signature.js";
import { type Evidence, type Log, showBlock, type Transaction } from "./evidence.js";
import { Disagreement, require, type Unchecked } from "./steps.js";

/** An award and what it settles. */
export interface Settled {
  readonly line: AwardLine;
  readonly assembled: Assembled;
}

type Landed = Extract<Outcome, { result: "landed" }>;

const VERSION = 1n;
const topic = (signature: string): Hex => keccak(utf8(signature));
const FILL = topic("Fill(bytes32,uint256)");
const FILL_WITH_FEE = topic("FillWithFee(bytes32,uint256,uint256)");
const BASKET_FILL = topic("BasketFill(bytes32,uint256,int256)");
const SETTLED = topic("Settled(uint256,address,bytes32)");
const LOW = (1n << 128n) - 1n;

export async function checkLanded(
  outcome: Landed,
  award: Settled,
  header: Header,
  batch: bigint,
  chain: Evidence,
  unchecked: Unchecked,
): Promise<void> {
  const transaction = await find(outcome.transaction, chain, unchecked);
  if (transaction !== undefined) {
    require("outcome", true, transaction.succeeded);
  }
  require("outcome", batch, outcome.batch);
  if (transaction === undefined) {
    unchecked.add("callData");
    unchecked.add("events");
  } else {
    require("outcome", showBlock(transaction.block), showBlock(outcome.block));
    require("outcome", transaction.gasUsed, outcome.gasUsed);
    checkCallData(transaction, award, header, unchecked);
    require("events", show(eventsOf(award.assembled)), show(fillEvents(transaction, award.line, header)));
  }
  require("fills", show(fillsOf(award.assembled)), show(outcome.fills));
  require("fills", show(basketsOf(award.assembled)), show(outcome.baskets));
}

/**
 * A failure that counts is one of the award sent to Settlement itself with all the gas it has to have; anything else can be
 * made to fail by whoever sends it.
 */
export async function checkReverted(
  hash: Hex,
  award: Settled,
  gasLimit: bigint,
  header: Header,
  chain: Evidence,
  unchecked: Unchecked,
): Promise<void> {
  const transaction = await find(hash, chain, unchecked);
  if (transaction !== undefined) {
    require("outcome", false, transaction.succeeded);
    require("callData", header.settlement, transaction.to);
    checkCallData(transaction, award, header, unchecked);
    if (transaction.gasLimit < gasLimit) {
      throw new Disagreement("outcome", `a gas limit of at least ${gasLimit}`, transaction.gasLimit);
    }
  }
}

async function find(hash: Hex, chain: Evidence, unchecked: Unchecked): Promise<Transaction | undefined> {
  const transaction = await chain.transaction(hash);
  if (transaction === "none") {
    throw new Disagreement("outcome", `transaction ${hash}`, "not on the chain");
  }
  if (transaction === undefined) {
    unchecked.add("outcome");
  }
  return transaction;
}

/** Somebody else may send an award through a contract; then the events alone must agree. */
function checkCallData(transaction: Transaction, award: Settled, header: Header, unchecked: Unchecked): void {
  if (transaction.to === header.settlement) {
    require("callData", hex(settleCall(award)), transaction.input);
  } else {
    unchecked.add("callData");
  }
}

/** The call data of an award with its solution: docs/protocol.md section 3. */
export function settleCall({ line, assembled }: Settled): Uint8Array {
  const { award } = line;
  const wide = award.auctionId >> 48n !== 0n || award.lastBlock >> 48n !== 0n;
  if (wide) {
    throw new Disagreement("callData", "numbers that fit 6 bytes", `${award.auctionId}, ${award.lastBlock}`);
  }
  const bundle = join(
    unsigned(VERSION, 1),
    unsigned(award.auctionId, 6),
    unsigned(award.lastBlock, 6),
    bytes(award.solver),
    bytes(award.batchRoot),
    bytes(award.transcriptHash),
    compact(line.signature),
    sized(new Uint8Array(0), 2),
    assembled.solution,
  );
  return call("settle(bytes)", bundle);
}

function fillsOf(assembled: Assembled): Filled[] {
  return assembled.executed.map((fill) => ({
    intentHash: fill.proposed.intentHash,
    sold: fill.sold,
    bought: fill.bought,
    fee: fill.proposed.fee,
  }));
}

function basketsOf(assembled: Assembled): BasketFilled[] {
  return assembled.baskets.map(({ line, units, quote }) => ({ intentHash: line.hash, units, quote }));
}

/** In the order in which the contract tells: trades, then baskets. */
function eventsOf(assembled: Assembled): (Filled | BasketFilled)[] {
  return [...fillsOf(assembled), ...basketsOf(assembled)];
}

/** Fills between the settlement before the award's in the transaction and its own end. */
function fillEvents(transaction: Transaction, line: AwardLine, header: Header): (Filled | BasketFilled)[] {
  const { award } = line;
  const expected = `${award.auctionId} ${award.solver} ${award.transcriptHash}`;
  const others: string[] = [];
  let fills: (Filled | BasketFilled)[] = [];
  for (const log of transaction.logs.filter((log) => log.address === header.settlement)) {
    const filled = readFill(log) ?? readBasketFill(log);
    const settled = readSettled(log);
    if (filled !== undefined) {
      fills.push(filled);
    } else if (settled === expected) {
      return fills;
    } else if (settled !== undefined) {
      others.push(settled);
      fills = [];
    }
  }
  throw new Disagreement("events", expected, others.join(", "));
}

function readFill(log: Log): Filled | undefined {
  const [first, intentHash, ...more] = log.topics;
  const amounts = wordAt(log.data, 0);
  if (intentHash === undefined || more.length > 0 || amounts === undefined) {
    return undefined;
  }
  const fee = first === FILL ? 0n : first === FILL_WITH_FEE ? wordAt(log.data, 1) : undefined;
  return fee === undefined ? undefined : { intentHash, sold: amounts >> 128n, bought: amounts & LOW, fee };
}

function readBasketFill(log: Log): BasketFilled | undefined {
  const [first, intentHash, ...more] = log.topics;
  const units = wordAt(log.data, 0);
  const quote = wordAt(log.data, 1);
  return first === BASKET_FILL && intentHash !== undefined && more.length === 0 && units !== undefined && quote !== undefined
    ? { intentHash, units, quote: BigInt.asIntN(256, quote) }
    : undefined;
}

function readSettled(log: Log): string | undefined {
  const [first, auction, solver, ...more] = log.topics;
  const hash = wordAt(log.data, 0);
  if (first !== SETTLED || auction === undefined || solver === undefined || more.length > 0 || hash === undefined) {
    return undefined;
  }
  return `${BigInt(auction)} 0x${solver.slice(26)} 0x${hash.toString(16).padStart(64, "0")}`;
}

function show(fills: readonly (Filled | BasketFilled)[]): string {
  return fills
    .map((fill) =>
      "units" in fill
        ? `${fill.intentHash} ${fill.units} units for ${fill.quote}`
        : `${fill.intentHash} ${fill.sold} for ${fill.bought} fee ${fill.fee}`,
    )
    .join(", ");
}
