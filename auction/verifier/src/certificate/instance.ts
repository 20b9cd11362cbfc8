/** What a certificate is about: docs/protocol.md section 5.1. */
import { type Hex, keccak, utf8 } from "../bytes.js";
import { canonical, type Json } from "../json.js";
import { type BasketLine, tokensOf } from "../lines/basket.js";
import { type Intent, type IntentLine, listed, NATIVE, uid } from "../lines/intent.js";
import type { Pool } from "../lines/pool.js";
import { ceilDivide } from "../rational.js";

/** An order as solvers are asked for it. */
export interface Order {
  readonly uid: Hex;
  readonly intent: Intent;
  readonly buyToken: Hex;
  /** What is left of the signed amounts. */
  readonly sellAmount: bigint;
  readonly buyAmount: bigint;
}

/** A basket as solvers are asked for it. */
export interface BasketOrder {
  readonly uid: Hex;
  readonly line: BasketLine;
  /** That are left. */
  readonly units: bigint;
}

export class Instance {
  readonly orders: readonly Order[];
  readonly baskets: readonly BasketOrder[];
  readonly prices: ReadonlyMap<Hex, bigint>;
  private known: Hex | undefined;

  /** `prices` are the reference prices. */
  constructor(
    nativeToken: Hex,
    intents: readonly IntentLine[],
    baskets: readonly BasketLine[],
    readonly pools: readonly Pool[],
    prices: ReadonlyMap<Hex, bigint>,
  ) {
    this.orders = intents
      .map((line) => orderOf(line, nativeToken))
      .sort((one, other) => (one.uid < other.uid ? -1 : 1));
    this.baskets = baskets
      .map((line) => ({
        uid: uid(line.hash, line.signed.basket),
        line,
        units: line.signed.basket.units - line.filledBefore,
      }))
      .sort((one, other) => (one.uid < other.uid ? -1 : 1));
    const own = new Map(prices);
    own.delete(NATIVE);
    this.prices = own;
  }

  /** Every token traded, ascending. */
  tokens(): Hex[] {
    const tokens = new Set<Hex>();
    this.orders.forEach((order) => tokens.add(order.intent.sellToken).add(order.buyToken));
    this.baskets.forEach(({ line }) => tokensOf(line.signed.basket).forEach((token) => tokens.add(token)));
    this.pools.forEach((pool) => pool.tokens.forEach((token) => tokens.add(token)));
    return [...tokens].sort();
  }

  hash(): Hex {
    this.known ??= keccak(utf8(this.json()));
    return this.known;
  }

  private json(): string {
    const pools = `[${this.pools.map((pool) => pool.json).join(",")}]`;
    const orders = canonical(this.orders.map(orderJson));
    const prices = canonical(new Map([...this.prices].map(([token, price]): [Hex, Json] => [token, `${price}`])));
    const baskets = this.baskets.length === 0 ? "" : `"baskets":${canonical(this.baskets.map(basketJson))},`;
    return `{${baskets}"liquidity":${pools},"orders":${orders},"prices":${prices}}`;
  }
}

function orderJson(order: Order): Json {
  const { intent } = order;
  return new Map<string, Json>([
    ["uid", order.uid],
    ["sellToken", intent.sellToken],
    ["buyToken", order.buyToken],
    ["sellAmount", `${order.sellAmount}`],
    ["buyAmount", `${order.buyAmount}`],
    ["fullSellAmount", `${intent.sellAmount}`],
    ["fullBuyAmount", `${intent.buyAmount}`],
    ["kind", intent.side],
    ["partiallyFillable", intent.partiallyFillable],
  ]);
}

function basketJson({ uid, line, units }: BasketOrder): Json {
  const { basket } = line.signed;
  const legs = basket.legs.map(
    ({ token, id, amount }): Json =>
      new Map<string, Json>([
        ["token", token],
        ["id", `${id}`],
        ["amount", `${amount}`],
      ]),
  );
  return new Map<string, Json>([
    ["uid", uid],
    ["legs", legs],
    ["quoteToken", basket.quoteToken],
    ["quotePerUnit", `${basket.quotePerUnit}`],
    ["units", `${units}`],
  ]);
}

function orderOf(line: IntentLine, nativeToken: Hex): Order {
  const { intent } = line.signed;
  const left = remaining(intent, line.filledBefore);
  return { uid: uid(line.hash, intent), intent, buyToken: listed(intent.buyToken, nativeToken), ...left };
}

function remaining(intent: Intent, filled: bigint): { sellAmount: bigint; buyAmount: bigint } {
  if (filled === 0n) {
    return { sellAmount: intent.sellAmount, buyAmount: intent.buyAmount };
  }
  if (intent.side === "sell") {
    const sellAmount = intent.sellAmount - filled;
    return { sellAmount, buyAmount: ceilDivide(intent.buyAmount * sellAmount, intent.sellAmount) };
  }
  const buyAmount = intent.buyAmount - filled;
  return { sellAmount: (intent.sellAmount * buyAmount) / intent.buyAmount, buyAmount };
}
