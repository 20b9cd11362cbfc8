/** Whether a certificate is true: docs/protocol.md section 5.1, docs/transcript.md section 4. */
import type { Hex } from "../bytes.js";
import type { Certificate } from "../lines/solution.js";
import { ceilDivide, type Rational } from "../rational.js";
import type { BasketOrder, Instance, Order } from "./instance.js";
import { largest, poolBound } from "./pools.js";
import type { Between } from "./weighted.js";

/** True; or not, with the detail of the refusal; or its bound cannot be told here. */
export type Finding = "true" | "notComputed" | Refusal;

export interface Refusal {
  readonly detail: string;
}

/** In wei, rounded up: between which the least is that a search can find. They are the same where nothing is searched for. */
type Bound = Between | Refusal;

/** Prices of certificates are per 10^36 wei, reference prices per 10^18. */
const UNIT = 10n ** 36n;
const PER_REFERENCE = 10n ** 18n;
const MAX_PRICE_BITS = 320n;
const BPS = 10_000n;

/** The certificates of one answer, which have the same prices. */
export class Certificates {
  private prices: ReadonlyMap<Hex, bigint> | undefined;
  private bound: Bound | undefined;

  constructor(private readonly instance: Instance) {}

  /** `score` is the solution's. */
  check(certificate: Certificate, score: Rational): Finding {
    if (certificate.instance !== this.instance.hash()) {
      return fault("otherInstance", `instance: this one is ${this.instance.hash()}`);
    }
    if (this.prices !== undefined && !same(this.prices, certificate.prices)) {
      return fault("otherPrices", "prices: another certificate has others");
    }
    this.prices = certificate.prices;
    this.bound ??= boundOf(this.instance, certificate.prices);
    if ("detail" in this.bound) {
      return this.bound;
    }
    const { lower, upper } = this.bound;
    if (certificate.bound < lower) {
      return fault("wrongBound", `bound: the prices prove ${upper}`);
    }
    // A search that is as good as can be may find this, or not.
    if (certificate.bound < upper) {
      return "notComputed";
    }
    const whole = score.floor();
    if (certificate.score !== whole) {
      return fault("wrongScore", `score: it is ${whole}`);
    }
    const gap = gapBps(certificate.bound, whole);
    if (certificate.gapBps !== gap) {
      return fault("wrongGap", `gapBps: it is ${gap}`);
    }
    return "true";
  }

  /**
   * The least bound in wei for want of which a search that finds a worse one could refuse a certificate with these prices;
   * undefined if nothing is searched for.
   */
  refusableFrom(certificate: Certificate): bigint | undefined {
    const searched =
      this.instance.pools.some(({ kind }) => kind === "weightedProduct") &&
      certificate.instance === this.instance.hash() &&
      this.prices !== undefined &&
      same(this.prices, certificate.prices);
    return searched && this.bound !== undefined && "lower" in this.bound
      ? largest(this.bound.lower, certificate.bound + 1n)
      : undefined;
  }
}

function fault(word: string, what: string): { readonly detail: string } {
  return { detail: `certificate.${what} (${word})` };
}

function same(one: ReadonlyMap<Hex, bigint>, other: ReadonlyMap<Hex, bigint>): boolean {
  return one.size === other.size && [...one].every(([token, price]) => other.get(token) === price);
}

/** By how much a score is below a bound, in basis points, rounded up. */
export function gapBps(bound: bigint, score: bigint): bigint {
  const gap = ceilDivide((bound - score) * BPS, largest(bound, 1n));
  return score >= bound ? 0n : gap < BPS ? gap : BPS;
}

/** In wei, rounded up. */
function boundOf(instance: Instance, prices: ReadonlyMap<Hex, bigint>): Bound {
  const wrong = inadmissible(instance, prices);
  if (wrong !== undefined) {
    return wrong;
  }
  const price = (token: Hex): bigint => prices.get(token) ?? 0n;
  let lower = 0n;
  for (const order of instance.orders) {
    lower += orderTerm(order, price(order.intent.sellToken), price(order.buyToken), reference(instance, order.buyToken));
  }
  for (const basket of instance.baskets) {
    lower += basketTerm(basket, price);
  }
  let upper = lower;
  for (const pool of instance.pools) {
    const term = poolBound(pool, price);
    if (term === "impossible") {
      return { detail: `certificate: no bound for pool ${pool.id} (impossibleState)` };
    }
    lower += typeof term === "bigint" ? term : term.lower;
    upper += typeof term === "bigint" ? term : term.upper;
  }
  return { lower: ceilDivide(lower, UNIT), upper: ceilDivide(upper, UNIT) };
}

function inadmissible(instance: Instance, prices: ReadonlyMap<Hex, bigint>): { readonly detail: string } | undefined {
  const tokens = instance.tokens();
  for (const token of tokens) {
    const price = prices.get(token);
    if (price === undefined) {
      return fault("missingPrice", `prices: ${token}`);
    }
    if (price >> MAX_PRICE_BITS !== 0n) {
      return fault("priceOutOfRange", `prices: ${token}`);
    }
  }
  const known = new Set(tokens);
  const unknown = [...prices.keys()].filter((token) => !known.has(token)).sort()[0];
  if (unknown !== undefined) {
    return fault("unknownToken", `prices: ${unknown}`);
  }
  const needed = [
    ...instance.orders
      .filter((order) => order.intent.side === "sell" && isFillable(order))
      .map((order) => order.buyToken),
    ...instance.baskets.filter(({ units }) => units > 0n).map(({ line }) => line.signed.basket.quoteToken),
  ];
  const low = needed
    .filter((token) => (prices.get(token) ?? 0n) < reference(instance, token))
    .sort()[0];
  return low === undefined ? undefined : fault("priceTooLow", `prices: ${low}`);
}

function reference(instance: Instance, token: Hex): bigint {
  return (instance.prices.get(token) ?? 0n) * PER_REFERENCE;
}

function isFillable(order: Order): boolean {
  const { intent } = order;
  return (
    intent.sellAmount > 0n &&
    (intent.side === "sell" ? order.sellAmount > 0n : intent.buyAmount > 0n && order.buyAmount > 0n)
  );
}

/** The most that a fill can score, counting what it gives and takes at the certificate's prices. */
function orderTerm(order: Order, sellPrice: bigint, buyPrice: bigint, reference: bigint): bigint {
  if (!isFillable(order)) {
    return 0n;
  }
  const { intent } = order;
  const gain = largest(0n, sellPrice * intent.sellAmount - buyPrice * intent.buyAmount);
  return intent.side === "sell"
    ? ceilDivide(order.sellAmount * gain, intent.sellAmount)
    : largest(
        ceilDivide(order.buyAmount * gain, intent.buyAmount),
        order.buyAmount * (reference - buyPrice),
      );
}

/** The same of a basket: what an owner gives of ERC-20 tokens less what it gets, at its limit. */
function basketTerm({ line, units }: BasketOrder, price: (token: Hex) => bigint): bigint {
  const { legs, quoteToken, quotePerUnit } = line.signed.basket;
  const moved = legs.filter((leg) => leg.id === 0n).map((leg) => leg.amount * price(leg.token));
  const taken = moved.reduce((sum, worth) => sum + worth, quotePerUnit * price(quoteToken));
  return largest(0n, -taken) * units;
}
