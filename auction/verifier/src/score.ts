/** Scores in native wei: docs/protocol.md section 5. */
import type { Hex } from "./bytes.js";
import { UNIT } from "./price.js";
import { ceilDivide, Rational } from "./rational.js";
import type { Assembled, Executed } from "./settle/assemble.js";
import type { BasketFill } from "./settle/basket.js";

/** Of the fills of the batch's intents and baskets. */
export function scoreOf(assembled: Assembled, prices: ReadonlyMap<Hex, bigint>): Rational {
  return Rational.sum([
    ...assembled.executed.filter((fill) => fill.ofBatch).map((fill) => scoreOfFill(fill, prices)),
    ...assembled.baskets.map((fill) => scoreOfBasket(fill, prices)),
  ]);
}

/** What the owner gets of the quote token beyond the limit. */
export function scoreOfBasket({ line, units, quote }: BasketFill, prices: ReadonlyMap<Hex, bigint>): Rational {
  const { quoteToken, quotePerUnit } = line.signed.basket;
  return Rational.of(quote - quotePerUnit * units).times(Rational.of(prices.get(quoteToken) ?? 0n, UNIT));
}

export function scoreOfFill(fill: Executed, prices: ReadonlyMap<Hex, bigint>): Rational {
  const { intent } = fill.proposed.signed;
  const price = Rational.of(prices.get(intent.buyToken) ?? 0n, UNIT);
  if (intent.side === "sell") {
    const asked = intent.sellAmount === 0n ? 0n : ceilDivide(intent.buyAmount * fill.sold, intent.sellAmount);
    return Rational.of(fill.bought - asked).times(price);
  }
  if (intent.sellAmount === 0n || intent.buyAmount === 0n) {
    return Rational.ZERO;
  }
  const surplus = (intent.sellAmount * fill.bought) / intent.buyAmount - fill.sold;
  return Rational.of(surplus * intent.buyAmount, intent.sellAmount).times(price);
}
