/** What a solver sent: docs/transcript.md section 2. */
import type { Hex } from "../bytes.js";
import { canonical } from "../json.js";
import { byAddress, MAX_LONG, type View } from "../view.js";
import { claimsHooks, type Intent, MAX_SIGNATURE } from "./intent.js";
import { AMOUNT_BITS, UNIT_BITS } from "./basket.js";
import { MAX_ID } from "./liquidity.js";

export interface Fulfillment {
  /** 56 bytes. */
  readonly order: Hex;
  readonly executedAmount: bigint;
  readonly fee: bigint;
}

export interface JitTrade {
  readonly intent: Intent;
  readonly signature: Hex;
  readonly executedAmount: bigint;
  readonly fee: bigint;
}

/** A fill of a basket, at its own price. */
export interface BasketFulfillment {
  /** 56 bytes. */
  readonly order: Hex;
  readonly units: bigint;
  readonly quote: bigint;
}

export interface Swap {
  readonly kind: "liquidity";
  readonly id: string;
  readonly inputToken: Hex;
  readonly outputToken: Hex;
  readonly inputAmount: bigint;
  readonly outputAmount: bigint;
}

export interface Custom {
  readonly kind: "custom";
  readonly target: Hex;
  readonly callData: Hex;
  readonly allowances: readonly { readonly token: Hex; readonly spender: Hex; readonly amount: bigint }[];
  /** Tokens of inputs and outputs. */
  readonly touched: readonly Hex[];
}

export interface Certificate {
  readonly instance: Hex;
  readonly prices: ReadonlyMap<Hex, bigint>;
  readonly bound: bigint;
  readonly score: bigint;
  readonly gapBps: bigint;
}

export interface Solution {
  readonly id: bigint;
  /** Canonical JSON. */
  readonly json: string;
  readonly prices: ReadonlyMap<Hex, bigint>;
  readonly fulfillments: readonly Fulfillment[];
  readonly jit: readonly JitTrade[];
  readonly baskets: readonly BasketFulfillment[];
  readonly interactions: readonly (Swap | Custom)[];
  readonly certificate: Certificate | undefined;
}

const MAX_TRADES = 2_000;
const MAX_BASKETS = 255;
const MAX_INTERACTIONS = 2_000;
const MAX_PRICES = 4_000;
const MAX_PROOF = 20_000;
const MAX_ASSETS = 64;
const MAX_CALL = 1 << 18;
const MAX_TIME = 0xffff_ffffn;

export function readSolution(view: View): Solution {
  const solution = view.members("id", "prices", "trades", "baskets?", "interactions", "gas?", "certificate?");
  solution.maybe("gas", (gas) => gas.int(1n, MAX_LONG));
  const trades = solution.at("trades").list(MAX_TRADES, readTrade);
  const fulfillments = trades.filter((trade) => "order" in trade);
  const jit = trades.filter((trade) => "intent" in trade);
  if (trades.slice(0, fulfillments.length).some((trade) => "intent" in trade)) {
    solution.at("trades").fail("fulfillments come before just-in-time trades");
  }
  return {
    id: solution.at("id").int(0n, MAX_LONG),
    json: canonical(view.json),
    prices: byAddress(solution.at("prices"), MAX_PRICES, (price) => price.uint(256)),
    fulfillments,
    jit,
    baskets: solution.maybe("baskets", readBaskets) ?? [],
    interactions: solution.at("interactions").list(MAX_INTERACTIONS, readInteraction),
    certificate: solution.maybe("certificate", readCertificate),
  };
}

function readTrade(view: View): Fulfillment | JitTrade {
  switch (view.peek("kind").text()) {
    case "fulfillment": {
      const trade = view.members("kind", "order", "executedAmount", "fee");
      return {
        order: trade.at("order").exactly(56),
        executedAmount: trade.at("executedAmount").uint(256),
        fee: trade.at("fee").uint(256),
      };
    }
    case "jit": {
      const trade = view.members("kind", "order", "executedAmount", "fee");
      return {
        ...readJitOrder(trade.at("order")),
        executedAmount: trade.at("executedAmount").uint(256),
        fee: trade.at("fee").uint(256),
      };
    }
    default:
      return view.fail("unknown kind of trade");
  }
}

function readBaskets(view: View): BasketFulfillment[] {
  const baskets = view.list(MAX_BASKETS, (element) => {
    const trade = element.members("order", "units", "quote");
    return {
      order: trade.at("order").exactly(56),
      units: trade.at("units").uint(UNIT_BITS),
      quote: trade.at("quote").signed(AMOUNT_BITS),
    };
  });
  return baskets.length > 0 ? baskets : view.fail("is left out where there are none");
}

function readJitOrder(view: View): { intent: Intent; signature: Hex } {
  const order = view.members(
    "owner",
    "receiver",
    "sellToken",
    "buyToken",
    "sellAmount",
    "buyAmount",
    "kind",
    "partiallyFillable",
    "validFrom",
    "validTo",
    "nonce",
    "appData",
    "signature",
  );
  const appData = order.at("appData").word();
  if (claimsHooks(appData)) {
    order.at("appData").fail("hooks of just-in-time orders are not supported");
  }
  return {
    intent: {
      owner: order.at("owner").address(),
      receiver: order.at("receiver").address(),
      sellToken: order.at("sellToken").address(),
      buyToken: order.at("buyToken").address(),
      sellAmount: order.at("sellAmount").uint(128),
      buyAmount: order.at("buyAmount").uint(128),
      side: order.at("kind").oneOf("sell", "buy"),
      partiallyFillable: order.at("partiallyFillable").flag(),
      validFrom: order.at("validFrom").int(0n, MAX_TIME),
      validTo: order.at("validTo").int(0n, MAX_TIME),
      nonce: order.at("nonce").uint(256),
      appData,
    },
    signature: order.at("signature").hex(MAX_SIGNATURE),
  };
}

function readInteraction(view: View): Swap | Custom {
  switch (view.peek("kind").text()) {
    case "liquidity":
      return readSwap(view);
    case "custom":
      return readCustom(view);
    default:
      return view.fail("unknown kind of interaction");
  }
}

function notInternal(view: View): void {
  if (view.flag()) {
    view.fail("the settlement has no buffers");
  }
}

function readSwap(view: View): Swap {
  const swap = view.members(
    "kind",
    "internalize",
    "id",
    "inputToken",
    "outputToken",
    "inputAmount",
    "outputAmount",
  );
  notInternal(swap.at("internalize"));
  return {
    kind: "liquidity",
    id: swap.at("id").text(MAX_ID),
    inputToken: swap.at("inputToken").address(),
    outputToken: swap.at("outputToken").address(),
    inputAmount: swap.at("inputAmount").uint(256),
    outputAmount: swap.at("outputAmount").uint(256),
  };
}

function readCustom(view: View): Custom {
  const call = view.members(
    "kind",
    "internalize",
    "target",
    "value",
    "callData",
    "allowances",
    "inputs",
    "outputs",
  );
  notInternal(call.at("internalize"));
  if (call.at("value").uint(256) !== 0n) {
    call.at("value").fail("native value is not supported");
  }
  const asset = (view: View): Hex => {
    const amount = view.members("token", "amount");
    amount.at("amount").uint(256);
    return amount.at("token").address();
  };
  return {
    kind: "custom",
    target: call.at("target").address(),
    callData: call.at("callData").hex(MAX_CALL),
    allowances: call.at("allowances").list(MAX_ASSETS, (element) => {
      const allowance = element.members("token", "spender", "amount");
      return {
        token: allowance.at("token").address(),
        spender: allowance.at("spender").address(),
        amount: allowance.at("amount").uint(256),
      };
    }),
    touched: [...call.at("inputs").list(MAX_ASSETS, asset), ...call.at("outputs").list(MAX_ASSETS, asset)],
  };
}

function readCertificate(view: View): Certificate {
  const certificate = view.members("instance", "prices", "bound", "score", "gapBps");
  return {
    instance: certificate.at("instance").word(),
    prices: byAddress(certificate.at("prices"), MAX_PROOF, (price) => price.uint(320)),
    bound: certificate.at("bound").uint(512),
    score: certificate.at("score").uint(512),
    gapBps: certificate.at("gapBps").int(0n, 10_000n),
  };
}
