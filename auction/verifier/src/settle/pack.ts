/** The packed form of a solution: docs/protocol.md section 3. */
import { bytes, type Hex, join, size, unsigned, ZERO_WORD } from "../bytes.js";
import { listed, NATIVE, type SignedIntent } from "../lines/intent.js";
import { compact } from "../signature.js";
import type { BasketFill } from "./basket.js";
import { seriesOf, type Terms } from "./fill.js";

export interface Trade {
  readonly intentHash: Hex;
  readonly signed: SignedIntent;
  readonly executedAmount: bigint;
  readonly fee: bigint;
}

export interface Call {
  readonly target: Hex;
  readonly callData: Uint8Array;
}

export interface Settlement {
  /** Ascending, each with its price. */
  readonly tokens: readonly (readonly [Hex, bigint])[];
  /** Ascending by intent hash. */
  readonly trades: readonly Trade[];
  readonly baskets: readonly BasketFill[];
  readonly calls: readonly Call[];
}

const CHECK_EACH = 2n;
const AMOUNT = 16;
const enum Flag {
  Buy = 1,
  Partial = 1 << 1,
  Shared = 1 << 2,
  ShortNonce = 1 << 3,
  Receiver = 1 << 4,
  ValidFrom = 1 << 5,
  AppData = 1 << 6,
  Amounts = 1 << 7,
  Permit2 = 1 << 8,
  Native = 1 << 9,
  Hooks = 1 << 11,
  TokenPermit = 1 << 12,
  OddSignature = 1 << 13,
}

/** The bytes that a solution's hash is of. Throws a RangeError if something does not fit. */
export function pack(settlement: Settlement, terms: Terms): Uint8Array {
  const series = [
    ...new Set(
      settlement.trades
        .map((trade) => seriesOf(trade.signed, terms.auctioneer))
        .filter((one) => one !== undefined),
    ),
  ].sort((one, other) => (one < other ? -1 : 1));
  const index = new Map(settlement.tokens.map(([token], i): [Hex, number] => [token, i]));
  const trades = settlement.trades.map((trade) => packTrade(trade, index, series, terms));
  return join(
    unsigned(CHECK_EACH, 1),
    count(settlement.tokens, 1),
    ...settlement.tokens.map(([token, price]) => join(bytes(token), unsigned(price, AMOUNT), unsigned(0n, AMOUNT))),
    count(series, 1),
    ...series.map((one) => unsigned(one, 8)),
    count(trades, 2),
    ...trades,
    count(settlement.baskets, 1),
    ...settlement.baskets.map((fill) => packBasket(fill, index)),
    count(settlement.calls, 2),
    ...settlement.calls.map((call) => join(bytes(call.target), sized(call.callData, 3))),
  );
}

function count(list: readonly unknown[], length: number): Uint8Array {
  return unsigned(BigInt(list.length), length);
}

export function sized(value: Uint8Array, length: number): Uint8Array {
  return join(unsigned(BigInt(value.length), length), value);
}

function packBasket({ line, units, quote }: BasketFill, index: Map<Hex, number>): Uint8Array {
  const { basket, signature } = line.signed;
  return join(
    unsigned(0n, 1),
    bytes(basket.owner),
    count(basket.legs, 1),
    ...basket.legs.map((leg) => join(bytes(leg.token), unsigned(leg.id, 32), signed(leg.amount))),
    unsigned(BigInt(index.get(basket.quoteToken) ?? -1), 1),
    signed(basket.quotePerUnit),
    unsigned(basket.units, 8),
    unsigned(units, 8),
    signed(quote),
    unsigned(basket.validFrom, 4),
    unsigned(basket.validTo, 4),
    unsigned(basket.nonce, 32),
    bytes(basket.receiver),
    bytes(basket.appData),
    sized(bytes(signature), 2),
  );
}

/** In two's complement; its width was looked at when it was read. */
function signed(amount: bigint): Uint8Array {
  return unsigned(BigInt.asUintN(8 * AMOUNT, amount), AMOUNT);
}

function packTrade(trade: Trade, index: Map<Hex, number>, series: bigint[], terms: Terms): Uint8Array {
  const { signed } = trade;
  const { intent } = signed;
  const own = seriesOf(signed, terms.auctioneer);
  const flags = flagsOf(trade, own !== undefined);
  const at = (token: Hex): Uint8Array => unsigned(BigInt(index.get(token) ?? -1), 1);
  const parts = [
    unsigned(BigInt(flags), 2),
    at(intent.sellToken),
    at(listed(intent.buyToken, terms.nativeToken)),
    bytes(intent.owner),
    unsigned(intent.sellAmount, AMOUNT),
    unsigned(intent.buyAmount, AMOUNT),
    unsigned(intent.validTo, 4),
  ];
  if (own !== undefined) {
    parts.push(unsigned(BigInt(series.indexOf(own)), 1), unsigned(intent.nonce & 0xffn, 1));
  } else {
    parts.push(unsigned(intent.nonce, flags & Flag.ShortNonce ? 8 : 32));
  }
  const optional = (flag: Flag, ...value: (() => Uint8Array)[]): void => {
    if (flags & flag) {
      parts.push(...value.map((part) => part()));
    }
  };
  optional(Flag.Receiver, () => bytes(intent.receiver));
  optional(Flag.ValidFrom, () => unsigned(intent.validFrom, 4));
  optional(Flag.AppData, () => bytes(intent.appData));
  optional(
    Flag.Amounts,
    () => unsigned(trade.executedAmount, AMOUNT),
    () => unsigned(trade.fee, AMOUNT),
  );
  optional(Flag.Hooks, () => sized(bytes(signed.hooks), 3));
  if (signed.tokenPermit !== undefined) {
    const { value, deadline, signature } = signed.tokenPermit;
    parts.push(unsigned(value, 32), unsigned(deadline, 32), compact(signature));
  }
  const signature = bytes(signed.signature);
  parts.push(flags & Flag.OddSignature ? sized(signature, 2) : signature);
  return join(...parts);
}

function flagsOf(trade: Trade, shared: boolean): number {
  const { signed } = trade;
  const { intent } = signed;
  const whole = intent.side === "sell" ? intent.sellAmount : intent.buyAmount;
  const bit = (condition: boolean, flag: Flag): number => (condition ? flag : 0);
  return (
    bit(intent.side === "buy", Flag.Buy) |
    bit(intent.partiallyFillable, Flag.Partial) |
    bit(shared, Flag.Shared) |
    bit(!shared && intent.nonce >> 64n === 0n, Flag.ShortNonce) |
    bit(intent.receiver !== intent.owner, Flag.Receiver) |
    bit(intent.validFrom !== 0n, Flag.ValidFrom) |
    bit(signed.hooks === "0x" && intent.appData !== ZERO_WORD, Flag.AppData) |
    bit(trade.fee !== 0n || trade.executedAmount !== whole, Flag.Amounts) |
    bit(signed.permit2, Flag.Permit2) |
    bit(intent.buyToken === NATIVE, Flag.Native) |
    bit(signed.hooks !== "0x", Flag.Hooks) |
    bit(signed.tokenPermit !== undefined, Flag.TokenPermit) |
    bit(size(signed.signature) !== 64, Flag.OddSignature)
  );
}
