/** Reference prices from pool states: docs/protocol.md section 5. */
import type { Hex } from "./bytes.js";
import { type Basket, tokensOf } from "./lines/basket.js";
import { type Intent, listed, NATIVE } from "./lines/intent.js";
import type { Pool } from "./lines/pool.js";
import { Rational } from "./rational.js";

/** Wei of a token that a price is for, and the native token's price. */
export const UNIT = 10n ** 18n;

const Q96 = 1n << 96n;

/** A pool seen from the token that it prices. */
interface Quote {
  readonly pool: Hex;
  readonly base: Hex;
  readonly quote: Hex;
  /** What the pool holds of `quote`. */
  readonly depth: Rational;
  /** Of `base` in `quote`. */
  readonly price: Rational;
}

/** Prices of everything an auction is about, by token. */
export function referencePrices(
  nativeToken: Hex,
  intents: readonly Intent[],
  baskets: readonly Basket[],
  pools: readonly Pool[],
): Map<Hex, bigint> {
  const tokens = new Set([nativeToken]);
  for (const intent of intents) {
    tokens.add(intent.sellToken).add(listed(intent.buyToken, nativeToken));
  }
  baskets.flatMap(tokensOf).forEach((token) => tokens.add(token));
  pools.forEach((pool) => pool.tokens.forEach((token) => tokens.add(token)));
  const anchors = deepest(nativeToken, pools.flatMap(quotes));
  const prices = new Map<Hex, bigint>();
  for (const token of tokens) {
    const price =
      token === nativeToken ? UNIT : (anchors.get(token)?.price ?? Rational.ZERO).times(Rational.of(UNIT)).floor();
    if (price > 0n && price >> 256n === 0n) {
      prices.set(token, price);
    }
  }
  if (intents.some((intent) => intent.buyToken === NATIVE)) {
    prices.set(NATIVE, UNIT);
  }
  return prices;
}

/** The quote in the native token that each token is priced by. */
function deepest(nativeToken: Hex, all: readonly Quote[]): Map<Hex, Quote> {
  const direct = new Map<Hex, Quote>();
  all.filter((quote) => quote.quote === nativeToken).forEach((quote) => offer(direct, quote));
  const hop = new Map<Hex, Quote>();
  for (const quote of all) {
    const via = direct.get(quote.quote);
    if (quote.base !== nativeToken && !direct.has(quote.base) && via !== undefined) {
      offer(hop, { ...quote, depth: quote.depth.times(via.price), price: quote.price.times(via.price) });
    }
  }
  return new Map([...hop, ...direct]);
}

function offer(anchors: Map<Hex, Quote>, offered: Quote): void {
  const known = anchors.get(offered.base);
  const order = known === undefined ? 1 : offered.depth.compare(known.depth);
  if (known === undefined || order > 0 || (order === 0 && offered.pool < known.pool)) {
    anchors.set(offered.base, offered);
  }
}

function quotes(pool: Pool): Quote[] {
  switch (pool.kind) {
    case "constantProduct":
      return pool.reserve0 > 0n && pool.reserve1 > 0n
        ? views(pool.address, pool.token0, pool.token1, Rational.of(pool.reserve0), Rational.of(pool.reserve1))
        : [];
    case "concentratedLiquidity":
      return pool.liquidity > 0n && pool.sqrtPrice > 0n
        ? views(
            pool.address,
            pool.token0,
            pool.token1,
            Rational.of(pool.liquidity * Q96, pool.sqrtPrice),
            Rational.of(pool.liquidity * pool.sqrtPrice, Q96),
          )
        : [];
    default:
      return [];
  }
}

function views(pool: Hex, token0: Hex, token1: Hex, reserve0: Rational, reserve1: Rational): Quote[] {
  const over = (one: Rational, other: Rational): Rational =>
    Rational.of(one.numerator * other.denominator, one.denominator * other.numerator);
  return [
    { pool, base: token0, quote: token1, depth: reserve1, price: over(reserve1, reserve0) },
    { pool, base: token1, quote: token0, depth: reserve0, price: over(reserve0, reserve1) },
  ];
}
