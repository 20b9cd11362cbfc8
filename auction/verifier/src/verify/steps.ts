/** What can disagree: docs/transcript.md section 6. */
export const STEPS = [
  "format",
  "header",
  "config",
  "block",
  "auctioneer",
  "intent",
  "intentSignature",
  "receipt",
  "filledBefore",
  "root",
  "receipts",
  "pool",
  "prices",
  "standing",
  "commitments",
  "bid",
  "unopened",
  "verdict",
  "certificate",
  "solutionHash",
  "score",
  "election",
  "reference",
  "reward",
  "simulation",
  "award",
  "transcriptHash",
  "awardSignature",
  "outcome",
  "callData",
  "events",
  "fills",
] as const;

export type Step = (typeof STEPS)[number];

const MAX_SHOWN = 1_000;

/** Leaves a verification at the first thing that does not agree. */
export class Disagreement extends Error {
  readonly expected: string;
  readonly found: string;

  constructor(
    readonly step: Step,
    expected: unknown,
    found: unknown,
  ) {
    super(step);
    this.expected = shown(expected);
    this.found = shown(found);
  }
}

/** Throws unless both are the same text, number or truth value. */
export function require<T extends string | bigint | boolean | undefined>(step: Step, expected: T, found: T): void {
  if (expected !== found) {
    throw new Disagreement(step, expected, found);
  }
}

function shown(value: unknown): string {
  const text = value === undefined ? "none" : String(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

/** How often each step could not be taken. */
export class Unchecked {
  private readonly counts = new Map<Step, number>();

  add(step: Step): void {
    this.counts.set(step, (this.counts.get(step) ?? 0) + 1);
  }

  of(step: Step): number {
    return this.counts.get(step) ?? 0;
  }

  /** Compares with what somebody else knows, if they do. */
  compare<T extends string | bigint | boolean>(step: Step, known: T | undefined, found: T): void {
    if (known === undefined) {
      this.add(step);
    } else {
      require(step, known, found);
    }
  }
}
