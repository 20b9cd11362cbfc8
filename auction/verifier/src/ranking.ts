/** Who wins: docs/protocol.md section 5. */
import { bytes, type Hex, keccak } from "./bytes.js";
import { byCodeUnits } from "./json.js";
import type { Rational } from "./rational.js";

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

/** Bids that may be awarded, best first. */
export function rank<B extends Bid>(bids: readonly B[], seed: Hex): B[] {
  const lot = (value: Hex): Hex => keccak(bytes(seed), bytes(value));
  return bids
    .filter((bid) => bid.score.isPositive())
    .map((bid) => ({ bid, solution: lot(bid.solutionHash), account: lot(bid.account) }))
    .sort(
      (one, other) =>
        other.bid.score.compare(one.bid.score) ||
        byCodeUnits(one.solution, other.solution) ||
        byCodeUnits(one.account, other.account) ||
        byCodeUnits(one.bid.solver, other.bid.solver) ||
        (one.bid.id < other.bid.id ? -1 : 1),
    )
    .map(({ bid }) => bid);
}
