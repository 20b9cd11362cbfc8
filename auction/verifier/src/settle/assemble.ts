/** Rebuilds the settlement of a solution, or says why there is none: docs/transcript.md section 4. */
import { type Hex, keccak, ZERO_ADDRESS } from "../bytes.js";
import type { Domain } from "../eip712.js";
import { type BasketLine, tokensOf } from "../lines/basket.js";
import { type IntentLine, listed, uid } from "../lines/intent.js";
import type { Pool } from "../lines/pool.js";
import type { Solution } from "../lines/solution.js";
import { type BasketFill, basketFills } from "./basket.js";
import { callsOf } from "./calls.js";
import { checkFill, type Fill, type Proposed, type Terms } from "./fill.js";
import { type Call, pack, type Trade } from "./pack.js";
import { Rejected } from "./rejected.js";

/** A fill of an intent, of the batch or of the solver's own. */
export interface Executed extends Fill {
  readonly proposed: Proposed;
  readonly ofBatch: boolean;
}

export interface Assembled {
  /** Packed. */
  readonly solution: Uint8Array;
  readonly solutionHash: Hex;
  /** Ascending by intent hash. */
  readonly executed: readonly Executed[];
  /** Likewise. */
  readonly baskets: readonly BasketFill[];
}

const MAX_TOKENS = 255;
const UNTRADED_PRICE = 1n;

export class Assembler {
  private readonly entries: ReadonlyMap<Hex, IntentLine>;
  private readonly baskets: ReadonlyMap<Hex, BasketLine>;
  private readonly pools: ReadonlyMap<string, Pool>;

  constructor(
    private readonly terms: Terms,
    private readonly domain: Domain,
    intents: readonly IntentLine[],
    baskets: readonly BasketLine[],
    pools: readonly Pool[],
  ) {
    this.entries = new Map(intents.map((line) => [line.hash, line]));
    this.baskets = new Map(baskets.map((line) => [line.hash, line]));
    this.pools = new Map(pools.map((pool) => [pool.id, pool]));
  }

  /** Throws Rejected. `account` is the solver's. */
  assemble(solution: Solution, account: Hex): Assembled {
    if (solution.fulfillments.length === 0 && solution.baskets.length === 0) {
      throw new Rejected("noTrades", "trades: empty");
    }
    const executed = new Map<Hex, Executed>();
    for (const { proposed, ofBatch } of this.proposals(solution, account)) {
      const fill = this.fill(solution, proposed);
      if (executed.has(proposed.intentHash)) {
        throw new Rejected("duplicateTrade", `${proposed.place}.order: filled by another trade already`);
      }
      executed.set(proposed.intentHash, { ...fill, proposed, ofBatch });
    }
    const sorted = [...executed.values()].sort((one, other) =>
      one.proposed.intentHash < other.proposed.intentHash ? -1 : 1,
    );
    const baskets = basketFills(solution.baskets, this.baskets, this.terms);
    const tokens = new Set(baskets.flatMap(({ line }) => tokensOf(line.signed.basket)));
    for (const { proposed } of sorted) {
      const { intent } = proposed.signed;
      tokens.add(intent.sellToken).add(listed(intent.buyToken, this.terms.nativeToken));
    }
    const calls: Call[] = [];
    solution.interactions.forEach((step, i) =>
      calls.push(...callsOf(`interactions[${i}]`, step, this.pools, this.terms, tokens)),
    );
    const packed = this.pack(
      priced(solution, tokens),
      sorted.map(({ proposed }) => proposed),
      baskets,
      calls,
    );
    return { solution: packed, solutionHash: keccak(packed), executed: sorted, baskets };
  }

  /** One after another, since the first fault counts. */
  private *proposals(
    solution: Solution,
    account: Hex,
  ): Generator<{ readonly proposed: Proposed; readonly ofBatch: boolean }> {
    for (const [i, trade] of solution.fulfillments.entries()) {
      const place = `trades[${i}]`;
      const entry = this.entries.get(trade.order.slice(0, 66));
      if (entry === undefined || uid(entry.hash, entry.signed.intent) !== trade.order) {
        throw new Rejected("unknownOrder", `${place}.order: not in this auction`);
      }
      const { hash: intentHash, signed, filledBefore } = entry;
      const { executedAmount, fee } = trade;
      yield { proposed: { place, intentHash, signed, executedAmount, fee, filledBefore }, ofBatch: true };
    }
    for (const [i, trade] of solution.jit.entries()) {
      const place = `jit[${i}]`;
      const intentHash = this.domain.intentHash(trade.intent);
      if (trade.intent.owner !== account) {
        throw new Rejected("foreignJitOrder", `${place}.order.owner: must be the solver's account, ${account}`);
      }
      if (this.entries.has(intentHash) || this.baskets.has(intentHash)) {
        throw new Rejected("foreignJitOrder", `${place}.order: is an order of this auction`);
      }
      const signed = {
        intent: trade.intent,
        permit2: false,
        signature: trade.signature,
        tokenPermit: undefined,
        hooks: "0x",
      };
      const { executedAmount, fee } = trade;
      yield { proposed: { place, intentHash, signed, executedAmount, fee, filledBefore: 0n }, ofBatch: false };
    }
  }

  private fill(solution: Solution, proposed: Proposed): Fill {
    const { intent } = proposed.signed;
    const sellPrice = price(proposed.place, solution, intent.sellToken);
    const buyPrice = price(proposed.place, solution, listed(intent.buyToken, this.terms.nativeToken));
    return checkFill(proposed, sellPrice, buyPrice, this.terms);
  }

  private pack(tokens: [Hex, bigint][], trades: Trade[], baskets: BasketFill[], calls: Call[]): Uint8Array {
    try {
      return pack({ tokens, trades, baskets, calls }, this.terms);
    } catch (e) {
      if (e instanceof RangeError) {
        throw new Rejected("unsupported", "a number is negative or too large");
      }
      throw e;
    }
  }
}

function price(place: string, solution: Solution, token: Hex): bigint {
  const found = solution.prices.get(token);
  if (found === undefined) {
    throw new Rejected("missingPrice", `${place}: no clearing price for ${token}`);
  }
  return within(place, found);
}

function within(place: string, found: bigint): bigint {
  if (found >> 128n !== 0n) {
    throw new Rejected("invalidPrice", `${place}: a clearing price is 2^128 or more`);
  }
  return found;
}

/** The settlement's tokens, ascending, with their prices. */
function priced(solution: Solution, tokens: Set<Hex>): [Hex, bigint][] {
  if (tokens.size > MAX_TOKENS) {
    throw new Rejected("tooLarge", `${tokens.size} tokens are more than ${MAX_TOKENS}`);
  }
  const prices = [...tokens]
    .sort()
    .map((token): [Hex, bigint] => [token, within("prices", solution.prices.get(token) ?? UNTRADED_PRICE)]);
  for (const [token, value] of prices) {
    if (token === ZERO_ADDRESS) {
      throw new Rejected("invalidPrice", "prices: TokensNotAscending");
    }
    if (value === 0n) {
      throw new Rejected("invalidPrice", "prices: ZeroPrice");
    }
  }
  return prices;
}
