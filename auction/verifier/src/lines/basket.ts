/** The basket line: docs/transcript.md section 2. */
import type { Hex } from "../bytes.js";
import type { View } from "../view.js";
import { MAX_SIGNATURE, readReceipt, type Receipt } from "./intent.js";

/** What one unit moves: above zero to the receiver, below zero from the owner. */
export interface Leg {
  readonly token: Hex;
  /** 0 for an ERC-20. */
  readonly id: bigint;
  readonly amount: bigint;
}

export interface Basket {
  readonly owner: Hex;
  readonly receiver: Hex;
  readonly legs: readonly Leg[];
  readonly quoteToken: Hex;
  readonly quotePerUnit: bigint;
  readonly units: bigint;
  readonly validFrom: bigint;
  readonly validTo: bigint;
  readonly nonce: bigint;
  readonly appData: Hex;
}

export interface SignedBasket {
  readonly basket: Basket;
  readonly signature: Hex;
}

export interface BasketLine {
  readonly type: "basket";
  readonly hash: Hex;
  readonly signed: SignedBasket;
  /** In units. */
  readonly filledBefore: bigint;
  readonly receipt: Receipt | undefined;
}

const MAX_LEGS = 16;
export const UNIT_BITS = 64;
/** Of an amount without its sign. */
export const AMOUNT_BITS = 127;

export function readBasketLine(view: View): BasketLine {
  const line = view.members("type", "hash", "basket", "signature", "filledBefore", "receipt?");
  return {
    type: "basket",
    hash: line.at("hash").word(),
    signed: { basket: readBasket(line.at("basket")), signature: line.at("signature").hex(MAX_SIGNATURE) },
    filledBefore: line.at("filledBefore").uint(UNIT_BITS),
    receipt: line.maybe("receipt", readReceipt),
  };
}

function readBasket(view: View): Basket {
  const terms = view.members(
    "owner",
    "receiver",
    "legs",
    "quoteToken",
    "quotePerUnit",
    "units",
    "validFrom",
    "validTo",
    "nonce",
    "appData",
  );
  const legs = terms.at("legs").list(MAX_LEGS, readLeg);
  if (legs.length === 0) {
    terms.at("legs").fail("a basket has legs");
  }
  return {
    owner: terms.at("owner").address(),
    receiver: terms.at("receiver").address(),
    legs,
    quoteToken: terms.at("quoteToken").address(),
    quotePerUnit: terms.at("quotePerUnit").signed(AMOUNT_BITS),
    units: terms.at("units").uint(UNIT_BITS),
    validFrom: terms.at("validFrom").time(),
    validTo: terms.at("validTo").time(),
    nonce: terms.at("nonce").uint(256),
    appData: terms.at("appData").word(),
  };
}

function readLeg(view: View): Leg {
  const leg = view.members("token", "id", "amount");
  return {
    token: leg.at("token").address(),
    id: leg.at("id").uint(256),
    amount: leg.at("amount").signed(AMOUNT_BITS),
  };
}

/** The ERC-20 tokens that a fill moves. */
export function tokensOf(basket: Basket): Hex[] {
  return [basket.quoteToken, ...basket.legs.filter((leg) => leg.id === 0n).map((leg) => leg.token)];
}
