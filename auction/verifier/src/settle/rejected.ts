import type { Reason } from "../lines/bid.js";

/** Ends the judgement of a solution with a code and a sentence: docs/transcript.md section 4. */
export class Rejected extends Error {
  constructor(
    readonly reason: Reason,
    readonly detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}
