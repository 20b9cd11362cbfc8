/** The intent line: docs/transcript.md section 2. */
import { bytes, type Hex, keccak, toBigInt } from "../bytes.js";
import { isCompactable } from "../signature.js";
import { type Members, View } from "../view.js";

export type Side = "sell" | "buy";

export interface Intent {
  readonly owner: Hex;
  readonly receiver: Hex;
  readonly sellToken: Hex;
  readonly buyToken: Hex;
  readonly sellAmount: bigint;
  readonly buyAmount: bigint;
  readonly side: Side;
  readonly partiallyFillable: boolean;
  readonly validFrom: bigint;
  readonly validTo: bigint;
  readonly nonce: bigint;
  readonly appData: Hex;
}

export interface TokenPermit {
  readonly value: bigint;
  readonly deadline: bigint;
  readonly signature: Hex;
}

/** An intent with everything its owner gave. */
export interface SignedIntent {
  readonly intent: Intent;
  readonly permit2: boolean;
  readonly signature: Hex;
  readonly tokenPermit: TokenPermit | undefined;
  /** Packed; `0x` if there are none. */
  readonly hooks: Hex;
}

export interface Receipt {
  readonly leaf: Hex;
  readonly seq: bigint;
  readonly firstBatch: bigint;
  readonly lastBatch: bigint;
  readonly previousReceiptHash: Hex;
  readonly hash: Hex;
  readonly signature: Hex;
}

export interface IntentLine {
  readonly type: "intent";
  readonly hash: Hex;
  readonly signed: SignedIntent;
  readonly filledBefore: bigint;
  readonly receipt: Receipt | undefined;
}

/** Stands for the chain's own coin as buy token. */
export const NATIVE: Hex = "0x" + "ee".repeat(20);

export const MAX_SIGNATURE = 8_192;
const MAX_HOOKS = 1 << 16;
const MAX_HOOK_CALLS = 16;
const MAX_HOOK_GAS = 1_000_000n;
const HOOK_HEAD = 28;
const HOOK_TAG = "0x686f6f6b";

export function readIntentLine(view: View): IntentLine {
  const line = view.members(
    "type",
    "hash",
    "intent",
    "signature",
    "filledBefore",
    "funding?",
    "tokenPermit?",
    "hooks?",
    "receipt?",
  );
  return {
    type: "intent",
    hash: line.at("hash").word(),
    signed: readSigned(view, line),
    filledBefore: line.at("filledBefore").uint(128),
    receipt: line.maybe("receipt", readReceipt),
  };
}

function readSigned(view: View, line: Members): SignedIntent {
  const permit2 = line.maybe("funding", (funding) => funding.oneOf("permit2")) !== undefined;
  const tokenPermit = line.maybe("tokenPermit", readTokenPermit);
  if (permit2 && tokenPermit !== undefined) {
    view.fail("a token's permit is for the hub, not for Permit2");
  }
  const intent = readIntent(line.at("intent"));
  return {
    intent,
    permit2,
    signature: line.at("signature").hex(MAX_SIGNATURE),
    tokenPermit,
    hooks: line.maybe("hooks", (hooks) => readHooks(hooks, intent.appData)) ?? "0x",
  };
}

function readIntent(view: View): Intent {
  const terms = view.members(
    "owner",
    "receiver",
    "sellToken",
    "buyToken",
    "sellAmount",
    "buyAmount",
    "side",
    "partiallyFillable",
    "validFrom",
    "validTo",
    "nonce",
    "appData",
  );
  return {
    owner: terms.at("owner").address(),
    receiver: terms.at("receiver").address(),
    sellToken: terms.at("sellToken").address(),
    buyToken: terms.at("buyToken").address(),
    sellAmount: terms.at("sellAmount").uint(128),
    buyAmount: terms.at("buyAmount").uint(128),
    side: terms.at("side").oneOf("sell", "buy"),
    partiallyFillable: terms.at("partiallyFillable").flag(),
    validFrom: terms.at("validFrom").time(),
    validTo: terms.at("validTo").time(),
    nonce: terms.at("nonce").uint(256),
    appData: terms.at("appData").word(),
  };
}

function readTokenPermit(view: View): TokenPermit {
  const permit = view.members("value", "deadline", "signature");
  const signature = permit.at("signature").exactly(65);
  return {
    value: permit.at("value").uint(256),
    deadline: permit.at("deadline").uint(256),
    signature: isCompactable(signature) ? signature : view.fail("a signature without a 64-byte form"),
  };
}

/** The packed hooks, which have to be well formed and what `appData` commits to. */
function readHooks(view: View, appData: Hex): Hex {
  const packed = view.hex(MAX_HOOKS);
  const raw = bytes(packed);
  let at = 0;
  let calls = 0;
  while (at < raw.length) {
    const phase = raw[at] ?? 2;
    const gas = toBigInt(raw.slice(at + 21, at + 25));
    const length = Number(toBigInt(raw.slice(at + 25, at + 28)));
    if (at + HOOK_HEAD > raw.length || at + HOOK_HEAD + length > raw.length) {
      view.fail("hooks are cut short");
    }
    if (phase > 1 || gas > MAX_HOOK_GAS) {
      view.fail("a hook with another phase, or with too much gas");
    }
    at += HOOK_HEAD + length;
    calls++;
  }
  if (calls === 0 || calls > MAX_HOOK_CALLS) {
    view.fail(`must be 1 to ${MAX_HOOK_CALLS} hooks`);
  }
  const commitment = HOOK_TAG + keccak(raw).slice(HOOK_TAG.length);
  return commitment === appData ? packed : view.fail("appData does not commit to these hooks");
}

/** Whether an `appData` says that there are hooks. */
export function claimsHooks(appData: Hex): boolean {
  return appData.startsWith(HOOK_TAG);
}

export function readReceipt(view: View): Receipt {
  const receipt = view.members(
    "leaf",
    "seq",
    "firstBatch",
    "lastBatch",
    "previousReceiptHash",
    "hash",
    "signature",
  );
  return {
    leaf: receipt.at("leaf").word(),
    seq: receipt.at("seq").number(),
    firstBatch: receipt.at("firstBatch").number(),
    lastBatch: receipt.at("lastBatch").number(),
    previousReceiptHash: receipt.at("previousReceiptHash").word(),
    hash: receipt.at("hash").word(),
    signature: receipt.at("signature").exactly(65),
  };
}

/** How solvers name an order: intent hash, owner, end of the window. */
export function uid(intentHash: Hex, terms: { readonly owner: Hex; readonly validTo: bigint }): Hex {
  return intentHash + terms.owner.slice(2) + terms.validTo.toString(16).padStart(8, "0");
}

/** The native token for native ETH, else the token itself. */
export function listed(buyToken: Hex, nativeToken: Hex): Hex {
  return buyToken === NATIVE ? nativeToken : buyToken;
}

