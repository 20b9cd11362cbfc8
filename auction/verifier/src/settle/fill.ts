/** What the contract checks of one trade: docs/protocol.md sections 1.4, 2 and 3. */
import { type Hex, ZERO_ADDRESS } from "../bytes.js";
import { claimsHooks, type Intent, listed, type SignedIntent } from "../lines/intent.js";
import { ceilDivide } from "../rational.js";
import { Rejected } from "./rejected.js";

/** Where and when settlements are made. */
export interface Terms {
  readonly settlement: Hex;
  readonly hub: Hex;
  readonly auctioneer: Hex;
  readonly nativeToken: Hex;
  /** Of the pinned block. */
  readonly timestamp: bigint;
}

/** A trade a solution proposes. */
export interface Proposed {
  readonly place: string;
  readonly intentHash: Hex;
  readonly signed: SignedIntent;
  readonly executedAmount: bigint;
  readonly fee: bigint;
  readonly filledBefore: bigint;
}

/** What it moves. */
export interface Fill {
  readonly sold: bigint;
  readonly bought: bigint;
}

const WIDTH = 128n;
const MAX_FEE_BPS = 1_000n;
const BPS = 10_000n;
const SHARED_LANE_SECONDS = 1_800n;
const SHARED = 1n << 255n;

/** The fill at these prices. The first rule it breaks is thrown. */
export function checkFill(trade: Proposed, sellPrice: bigint, buyPrice: bigint, terms: Terms): Fill {
  const { place } = trade;
  const intent = trade.signed.intent;
  if (trade.executedAmount >> WIDTH !== 0n || trade.fee >> WIDTH !== 0n) {
    throw new Rejected("invalidExecutedAmount", `${place}: an amount does not fit 128 bits`);
  }
  if (sellPrice === 0n || buyPrice === 0n) {
    throw new Rejected("invalidPrice", `${place}: a clearing price is zero`);
  }
  checkForm(trade, terms);
  const fill = fillOf(trade, sellPrice, buyPrice);
  checkAmounts(trade, intent, fill);
  if (terms.timestamp < intent.validFrom || terms.timestamp > intent.validTo) {
    throw new Rejected("orderNotExecutable", `${place}: WindowClosed`);
  }
  if (!laneAllows(trade.signed, terms)) {
    throw new Rejected("orderNotExecutable", `${place}: WrongLane`);
  }
  checkTotal(trade, intent, fill);
  if (fill.sold === 0n || fill.bought === 0n) {
    throw new Rejected("invalidExecutedAmount", `${place}: nothing is sold or nothing is bought`);
  }
  return fill;
}

function checkForm(trade: Proposed, terms: Terms): void {
  const intent = trade.signed.intent;
  if (intent.sellToken === listed(intent.buyToken, terms.nativeToken)) {
    throw new Rejected("orderNotExecutable", `${trade.place}: SameToken`);
  }
  if (intent.receiver === ZERO_ADDRESS || intent.receiver === terms.settlement) {
    throw new Rejected("orderNotExecutable", `${trade.place}: BadReceiver`);
  }
  if (trade.signed.hooks === "0x" && claimsHooks(intent.appData)) {
    throw new Rejected("orderNotExecutable", `${trade.place}: HooksMissing`);
  }
}

/** Rounded against the solver. */
function fillOf(trade: Proposed, sellPrice: bigint, buyPrice: bigint): Fill {
  const executed = trade.executedAmount;
  return trade.signed.intent.side === "sell"
    ? { sold: executed + trade.fee, bought: ceilDivide(executed * sellPrice, buyPrice) }
    : { sold: (executed * buyPrice) / sellPrice + trade.fee, bought: executed };
}

function checkAmounts(trade: Proposed, intent: Intent, fill: Fill): void {
  const { place } = trade;
  if (fill.sold >> WIDTH !== 0n || fill.bought >> WIDTH !== 0n) {
    throw new Rejected("invalidExecutedAmount", `${place}: what is sold or bought does not fit 128 bits`);
  }
  if (fill.bought * intent.sellAmount < intent.buyAmount * fill.sold) {
    const limit = `limit is ${intent.sellAmount} for ${intent.buyAmount}`;
    throw new Rejected("limitNotMet", `${place}: ${moves(fill)}, ${limit}`);
  }
  if (trade.fee * BPS > fill.sold * MAX_FEE_BPS) {
    throw new Rejected("feeTooHigh", `${place}.fee: ${trade.fee} is more than ${MAX_FEE_BPS} bps of ${fill.sold}`);
  }
}

function moves(fill: Fill): string {
  return `sells ${fill.sold} for ${fill.bought}`;
}

function checkTotal(trade: Proposed, intent: Intent, fill: Fill): void {
  const sell = intent.side === "sell";
  const amount = sell ? fill.sold : fill.bought;
  const signed = sell ? intent.sellAmount : intent.buyAmount;
  const place = `${trade.place}.executedAmount: ${moves(fill)}`;
  if (!intent.partiallyFillable && amount !== signed) {
    throw new Rejected("notFullFill", `${place}, must be exactly ${signed} ${sell ? "sold, fee included" : "bought"}`);
  }
  if (intent.partiallyFillable && trade.filledBefore + amount > signed) {
    throw new Rejected("overfilled", `${place}, filled before: ${trade.filledBefore} of ${signed}`);
  }
}

/** Whether nonce, funding, window and kind of fill go together. */
function laneAllows(signed: SignedIntent, terms: Terms): boolean {
  const intent = signed.intent;
  if (signed.permit2) {
    return !intent.partiallyFillable;
  }
  return (
    (intent.nonce & SHARED) === 0n ||
    (seriesOf(signed, terms.auctioneer) !== undefined &&
      !intent.partiallyFillable &&
      intent.validTo - terms.timestamp <= SHARED_LANE_SECONDS)
  );
}

/** The series of a nonce in this auctioneer's shared lane; undefined if it is not in it. */
export function seriesOf(signed: SignedIntent, auctioneer: Hex): bigint | undefined {
  const nonce = signed.intent.nonce;
  const series = (nonce >> 168n) & ((1n << 64n) - 1n);
  const own = SHARED | (series << 168n) | (BigInt(auctioneer) << 8n) | (nonce & 0xffn);
  return !signed.permit2 && nonce === own ? series : undefined;
}
