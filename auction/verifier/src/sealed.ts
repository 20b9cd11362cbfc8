/** Commitments of solvers, and what opens them: docs/protocol.md section 5, docs/transcript.md section 4. */
import { bytes, type Hex, keccak, unsigned, utf8, ZERO_WORD } from "./bytes.js";
import type { Opening } from "./lines/bid.js";
import type { Committed } from "./lines/commitments.js";
import type { Header } from "./lines/header.js";
import type { Rational } from "./rational.js";
import { Rejected } from "./settle/rejected.js";

const AUCTION = keccak(utf8("fairlead.auction.v1"));
const SCORED = keccak(utf8("fairlead.commitment.scored.v1"));
const UNSCORED = keccak(utf8("fairlead.commitment.unscored.v1"));

/** What commitments are bound to. */
export function auctionHash(header: Header): Hex {
  return keccak(
    bytes(AUCTION),
    unsigned(header.chainId, 32),
    unsigned(BigInt(header.settlement), 32),
    unsigned(header.batch, 32),
    bytes(header.root),
    bytes(header.block.hash),
    bytes(header.config),
  );
}

/** What one solver committed to in one auction. */
export class SealedBids {
  private readonly made: ReadonlySet<Hex>;

  /** `auction` is its hash. */
  constructor(
    private readonly auction: Hex,
    readonly committed: Committed,
  ) {
    this.made = new Set(committed.commitments);
  }

  /** What opens to this, whether it was made or not. */
  commitment({ solution, seal }: Opening): Hex {
    const { score } = seal;
    return keccak(
      bytes(score === undefined ? UNSCORED : SCORED),
      bytes(this.auction),
      unsigned(BigInt(this.committed.account), 32),
      bytes(keccak(utf8(solution.json))),
      score === undefined ? bytes(ZERO_WORD) : unsigned(score, 32),
      bytes(seal.salt),
    );
  }

  /** Commitments that none of these opens, in their order. */
  unopened(openings: readonly Opening[]): Hex[] {
    const open = new Set(openings.map((opening) => this.commitment(opening)));
    return this.committed.commitments.filter((commitment) => !open.has(commitment));
  }

  isCommitted(opening: Opening): boolean {
    return this.made.has(this.commitment(opening));
  }

  /** Throws unless the solver had committed to this solution with this score and salt. */
  checkCommitted(opening: Opening): void {
    if (!this.isCommitted(opening)) {
      const hash = keccak(utf8(opening.solution.json));
      throw new Rejected(
        "notCommitted",
        `no commitment of the solver opens to ${hash} with this score and salt`,
      );
    }
  }

  /** Throws unless the score is the one the solver itself committed to. */
  checkScore(opening: Opening, score: Rational): void {
    const claimed = opening.seal.score;
    const whole = score.floor();
    if (this.committed.by === "solver" && claimed !== whole) {
      const said = claimed === undefined ? "none" : `${claimed} wei`;
      throw new Rejected("wrongScore", `score: ${said} was committed to, it is ${whole} wei`);
    }
  }
}
