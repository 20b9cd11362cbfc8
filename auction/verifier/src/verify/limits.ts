/** What a config's values allow every award: docs/transcript.md section 5. */
import type { ConfigLine } from "../lines/config.js";
import { Disagreement } from "./steps.js";

export interface Limits {
  /** In how many blocks after the one it was simulated on an award can execute. */
  readonly blocksPerAward: bigint;
  /** Gas units of the largest settlement that may be awarded. */
  readonly maxGas: bigint;
}

export function limitsOf(config: ConfigLine): Limits {
  return {
    blocksPerAward: limit(config, "blocksPerAward", 31n),
    maxGas: limit(config, "maxGas", 63n),
  };
}

function limit(config: ConfigLine, name: string, bits: bigint): bigint {
  const max = (1n << bits) - 1n;
  const text = config.values.get(name);
  if (text !== undefined && /^[1-9][0-9]{0,18}$/.test(text) && BigInt(text) <= max) {
    return BigInt(text);
  }
  throw new Disagreement("config", `${name} from 1 to ${max}`, text);
}
