/** What a config's values allow every award: docs/transcript.md section 5. */
import { bytes, size, toBigInt } from "../bytes.js";
import type { ConfigLine } from "../lines/config.js";
import { ceilDivide } from "../rational.js";
import type { Assembled } from "../settle/assemble.js";
import { Disagreement } from "./steps.js";

export interface Limits {
  /** In how many blocks after the one it was simulated on an award can execute. */
  readonly blocksPerAward: bigint;
  /** Gas units of the largest settlement that may be awarded. */
  readonly maxGas: bigint;
  /** What a transaction is given above what its simulation used, in basis points of that. */
  readonly gasMarginBps: bigint;
}

const BPS = 10_000n;
const COMPACT = 64;
/** Given to an owner's code for its signature, whatever it uses: docs/protocol.md section 1.5. */
const SIGNATURE_GAS = 300_000n;
/** Of the calls around what has a limit of its own. */
const CALLS_GAS = 10_000n;
const HOOK_HEAD = 28;

export function limitsOf(config: ConfigLine): Limits {
  return {
    blocksPerAward: limit(config, "blocksPerAward", 1n, 31n),
    maxGas: limit(config, "maxGas", 1n, 63n),
    gasMarginBps: limit(config, "gasMarginBps", 0n, 31n),
  };
}

/** Gas units that the transaction of a settlement is given that used so many when it was simulated. */
export function gasLimit(limits: Limits, used: bigint, settlement: Assembled): bigint {
  const wanted = used + ceilDivide(used * limits.gasMarginBps, BPS) + reserved(settlement);
  return wanted < limits.maxGas ? wanted : limits.maxGas;
}

/** The largest limit that the contract gives away at once, and what is kept back on the way. */
function reserved({ executed, baskets }: Assembled): bigint {
  const signatures = [
    ...executed.map(({ proposed }) => proposed.signed.signature),
    ...baskets.map(({ line }) => line.signed.signature),
  ];
  const hooks = executed.flatMap(({ proposed }) => hookGas(bytes(proposed.signed.hooks)));
  const limits = [...hooks, ...signatures.map((one) => (size(one) === COMPACT ? 0n : SIGNATURE_GAS))];
  const most = limits.reduce((found, one) => (one > found ? one : found), 0n);
  return most === 0n ? 0n : most + most / 16n + CALLS_GAS;
}

/** The limit of each hook; that they are well formed was looked at when they were read. */
function hookGas(packed: Uint8Array): bigint[] {
  const found: bigint[] = [];
  for (let at = 0; at < packed.length; ) {
    found.push(toBigInt(packed.slice(at + 21, at + 25)));
    at += HOOK_HEAD + Number(toBigInt(packed.slice(at + 25, at + HOOK_HEAD)));
  }
  return found;
}

function limit(config: ConfigLine, name: string, min: bigint, bits: bigint): bigint {
  const max = (1n << bits) - 1n;
  const text = config.values.get(name);
  if (text !== undefined && /^(?:0|[1-9][0-9]{0,18})$/.test(text) && BigInt(text) >= min && BigInt(text) <= max) {
    return BigInt(text);
  }
  throw new Disagreement("config", `${name} from ${min} to ${max}`, text);
}
