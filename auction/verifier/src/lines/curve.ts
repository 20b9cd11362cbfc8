/** Plain pools of Curve's: docs/transcript.md section 3. */
import type { Hex } from "../bytes.js";
import type { View } from "../view.js";
import { type Common, common, fits, members, readReserve, type StableReserve } from "./liquidity.js";

/** Its coins stand in the contract's order; nothing here depends on it but the pool's JSON. */
export interface CurveStable extends Common {
  readonly kind: "curveStable";
  /** `A * n^(n-1)` in thousandths, as a `stable` pool's: exact, as the line has hundredths at most. */
  readonly amplification: bigint;
  readonly reserves: readonly StableReserve[];
}

const MAX_COINS = 8;
const FEE_DIGITS = 10;
const AMPLIFICATION_BITS = 64;

export function readCurve(view: View): CurveStable {
  const pool = members(view, "fee", "adminFee", "amplificationParameter", "amplificationPrecision", "tokens");
  pool.at("fee").fractionBelowOne(FEE_DIGITS);
  if (pool.at("adminFee").fraction(FEE_DIGITS) > 10n ** BigInt(FEE_DIGITS)) {
    pool.at("adminFee").fail("must be at most 1");
  }
  const hundredths = pool.at("amplificationPrecision").oneOf("1", "100") === "100";
  // The limit is on the contract's own whole number, the precision included.
  const own = fits(pool.at("amplificationParameter"), hundredths ? 2 : 0, AMPLIFICATION_BITS);
  const reserves = pool.at("tokens").list(MAX_COINS, readCoin);
  const tokens = reserves.map(({ token }) => token);
  if (tokens.length < 2 || new Set(tokens).size < tokens.length) {
    pool.at("tokens").fail("must hold at least two tokens, each once");
  }
  return {
    ...common(view, pool, tokens),
    kind: "curveStable",
    amplification: own * (hundredths ? 10n : 1_000n),
    reserves,
  };
}

function readCoin(view: View): StableReserve & { readonly token: Hex } {
  const coin = view.members("token", "balance", "scalingFactor");
  return { token: coin.at("token").address(), ...readReserve(coin) };
}
