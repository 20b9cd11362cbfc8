/** Checks the list of commitments for itself; what opens them is judged with the bids. */
import type { Hex } from "../bytes.js";
import { byCodeUnits } from "../json.js";
import type { CommitmentsLine } from "../lines/commitments.js";
import { SealedBids } from "../sealed.js";
import { Disagreement, require } from "./steps.js";

/** By solver, ascending. `auction` is its hash. */
export function checkCommitments(auction: Hex, line: CommitmentsLine): SealedBids[] {
  let last: string | undefined;
  return line.solvers.map((committed) => {
    const { solver, by, commitments } = committed;
    if (last !== undefined && byCodeUnits(last, solver) >= 0) {
      throw new Disagreement("commitments", `a name after ${last}`, solver);
    }
    last = solver;
    require("commitments", [...commitments].sort().join(", "), commitments.join(", "));
    if (new Set(commitments).size < commitments.length || (by === "none" && commitments.length > 0)) {
      throw new Disagreement("commitments", "commitments that could be made", `${solver}, ${commitments.join(", ")}`);
    }
    return new SealedBids(auction, committed);
  });
}
