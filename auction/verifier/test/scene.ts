/** A small world for tests: WETH, a dollar of 6 decimals, one pair at 2,000, Alice who sells 1 WETH. */
import { type Hex, keccak, utf8, ZERO_WORD } from "../src/bytes.js";
import { Domain } from "../src/eip712.js";
import type { Intent, IntentLine } from "../src/lines/intent.js";
import { uid } from "../src/lines/intent.js";
import type { ConstantProduct, Pool } from "../src/lines/pool.js";
import type { Solution } from "../src/lines/solution.js";
import { Assembler } from "../src/settle/assemble.js";
import type { Terms } from "../src/settle/fill.js";

export const address = (name: string): Hex => keccak(utf8(name)).slice(0, 42);
export const WETH: Hex = "0x" + "0a".repeat(20);
export const USD: Hex = "0x" + "0b".repeat(20);
export const ETHER = 10n ** 18n;
export const DOLLAR = 10n ** 6n;
export const SOLVER = address("solver");
export const TERMS: Terms = {
  settlement: address("settlement"),
  hub: address("hub"),
  auctioneer: address("auctioneer"),
  nativeToken: WETH,
  timestamp: 1_800_000_000n,
};
export const DOMAIN = new Domain(31_337n, TERMS.settlement);

export const ALICE: Intent = {
  owner: address("alice"),
  receiver: address("alice"),
  sellToken: WETH,
  buyToken: USD,
  sellAmount: ETHER,
  buyAmount: 1_900n * DOLLAR,
  side: "sell",
  partiallyFillable: false,
  validFrom: 0n,
  validTo: TERMS.timestamp + 600n,
  nonce: 7n,
  appData: ZERO_WORD,
};

export function line(intent: Intent, filledBefore = 0n): IntentLine {
  return {
    type: "intent",
    hash: DOMAIN.intentHash(intent),
    signed: { intent, permit2: false, signature: "0x" + "11".repeat(64), tokenPermit: undefined, hooks: "0x" },
    filledBefore,
    receipt: undefined,
  };
}

export function pair(id: string, weth: bigint, usd: bigint, name = id): ConstantProduct {
  return {
    kind: "constantProduct",
    id,
    address: address(name),
    json: "{}",
    tokens: [WETH, USD],
    token0: WETH,
    token1: USD,
    reserve0: weth,
    reserve1: usd,
    fee: 30n,
  };
}

export function solution(changes: Partial<Solution> = {}, intent: Intent = ALICE): Solution {
  return {
    id: 1n,
    json: "{}",
    prices: new Map([
      [WETH, 1_950n * DOLLAR],
      [USD, ETHER],
    ]),
    fulfillments: [{ order: uid(DOMAIN.intentHash(intent), intent), executedAmount: ETHER, fee: 0n }],
    jit: [],
    baskets: [],
    interactions: [
      {
        kind: "liquidity",
        id: "1",
        inputToken: WETH,
        outputToken: USD,
        inputAmount: ETHER,
        outputAmount: 1_950n * DOLLAR,
      },
    ],
    certificate: undefined,
    ...changes,
  };
}

export function assembler(intents: readonly Intent[] = [ALICE], terms: Terms = TERMS): Assembler {
  const pools: Pool[] = [pair("1", 1_000n * ETHER, 2_000_000n * DOLLAR)];
  return new Assembler(terms, DOMAIN, intents.map((intent) => line(intent)), [], pools);
}
