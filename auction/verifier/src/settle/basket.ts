/** What the contract checks of one basket: docs/protocol.md sections 1.3 and 3. */
import { type Hex, ZERO_ADDRESS } from "../bytes.js";
import type { Basket, BasketLine } from "../lines/basket.js";
import { claimsHooks, uid } from "../lines/intent.js";
import type { BasketFulfillment } from "../lines/solution.js";
import type { Terms } from "./fill.js";
import { Rejected } from "./rejected.js";

/** A fill of a basket of the batch. */
export interface BasketFill {
  readonly line: BasketLine;
  readonly units: bigint;
  readonly quote: bigint;
}

const SHARED = 1n << 255n;

/** The fills of a solution's baskets, ascending by hash. The first rule that one breaks is thrown. */
export function basketFills(
  proposed: readonly BasketFulfillment[],
  entries: ReadonlyMap<Hex, BasketLine>,
  terms: Terms,
): BasketFill[] {
  const fills = new Map<Hex, BasketFill>();
  for (const [i, { order, units, quote }] of proposed.entries()) {
    const place = `baskets[${i}]`;
    const line = entries.get(order.slice(0, 66));
    if (line === undefined || uid(line.hash, line.signed.basket) !== order) {
      throw new Rejected("unknownOrder", `${place}.order: not a basket of this auction`);
    }
    check(place, line, units, quote, terms);
    if (fills.has(line.hash)) {
      throw new Rejected("duplicateTrade", `${place}.order: filled by another trade already`);
    }
    fills.set(line.hash, { line, units, quote });
  }
  return [...fills.values()].sort((one, other) => (one.line.hash < other.line.hash ? -1 : 1));
}

function check(place: string, line: BasketLine, units: bigint, quote: bigint, terms: Terms): void {
  const { basket } = line.signed;
  if (units === 0n) {
    throw new Rejected("invalidExecutedAmount", `${place}.units: nothing is filled`);
  }
  const broken = (name: string): Rejected => new Rejected("orderNotExecutable", `${place}: ${name}`);
  if (!sensible(basket)) {
    throw broken("BadBasket");
  }
  if (basket.receiver === ZERO_ADDRESS || basket.receiver === terms.settlement) {
    throw broken("BadReceiver");
  }
  if (claimsHooks(basket.appData)) {
    throw broken("HooksMissing");
  }
  if (quote < units * basket.quotePerUnit) {
    const limit = `limit is ${basket.quotePerUnit} for each`;
    throw new Rejected("limitNotMet", `${place}.quote: ${quote} for ${units} units, ${limit}`);
  }
  if (terms.timestamp < basket.validFrom || terms.timestamp > basket.validTo) {
    throw broken("WindowClosed");
  }
  if ((basket.nonce & SHARED) !== 0n) {
    throw broken("WrongLane");
  }
  if (line.filledBefore + units > basket.units) {
    const left = `filled before: ${line.filledBefore} of ${basket.units}`;
    throw new Rejected("overfilled", `${place}.units: ${units}, ${left}`);
  }
}

/** No leg of zero, none in the quote token, no asset twice. */
function sensible(basket: Basket): boolean {
  const assets = new Set(basket.legs.map((leg) => `${leg.token} ${leg.id}`));
  return (
    assets.size === basket.legs.length &&
    basket.legs.every((leg) => leg.amount !== 0n && !(leg.id === 0n && leg.token === basket.quoteToken))
  );
}
