/** A valid solution as it stands for election: docs/protocol.md section 5. */
import { bytes, type Hex, keccak } from "../bytes.js";
import type { Rational } from "../rational.js";

export interface Bid {
  readonly solver: string;
  readonly account: Hex;
  readonly id: bigint;
  readonly solutionHash: Hex;
  readonly score: Rational;
}

/** Decides ties; fixed before solvers are asked. */
export function seedOf(batchRoot: Hex, blockHash: Hex): Hex {
  return keccak(bytes(batchRoot), bytes(blockHash));
}
