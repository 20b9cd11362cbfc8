/** What pools of all kinds have, and what those of several do: docs/transcript.md section 3. */
import { canonical } from "../json.js";
import type { Hex } from "../bytes.js";
import type { Members, View } from "../view.js";

export interface Common {
  readonly id: string;
  readonly address: Hex;
  /** Canonical JSON, as it stands in a certificate's instance. */
  readonly json: string;
  readonly tokens: readonly Hex[];
}

export interface StableReserve {
  readonly token: Hex;
  readonly balance: bigint;
  /** Times 10^18. */
  readonly scalingFactor: bigint;
}

export const MAX_ID = 64;

export function members(view: View, ...further: string[]): Members {
  const pool = view.members("id", "address", "gasEstimate", "kind", ...further);
  pool.at("gasEstimate").number();
  return pool;
}

/** What a reader has of every pool, once it declared the members. */
export function common(view: View, pool: Members, tokens: readonly Hex[]): Common {
  return {
    id: pool.at("id").text(MAX_ID),
    address: pool.at("address").address(),
    json: canonical(view.json),
    tokens,
  };
}

export function readReserve(reserve: Members): { readonly balance: bigint; readonly scalingFactor: bigint } {
  return { balance: reserve.at("balance").uint(256), scalingFactor: fits(reserve.at("scalingFactor"), 18, 256) };
}

/** A decimal fraction in steps of 10^-digits, fewer than 2^bits of them. */
export function fits(view: View, digits: number, bits: number): bigint {
  const value = view.fraction(digits);
  return value >> BigInt(bits) === 0n ? value : view.fail("is too large");
}
