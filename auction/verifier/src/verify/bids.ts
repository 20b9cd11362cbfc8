/** Judges every answer again: docs/transcript.md section 4. */
import { Certificates } from "../certificate/check.js";
import { byCodeUnits } from "../json.js";
import type { BidLine, Judged, Opening, Seal } from "../lines/bid.js";
import { name } from "../lines/outcome.js";
import type { Solution } from "../lines/solution.js";
import type { Rational } from "../rational.js";
import { scoreOf } from "../score.js";
import { auctionHash, SealedBids } from "../sealed.js";
import type { Assembled } from "../settle/assemble.js";
import { Rejected } from "../settle/rejected.js";
import type { Bid } from "../winners/bid.js";
import { checkCommitments } from "./commitments.js";
import type { Cursor } from "./cursor.js";
import type { Inputs } from "./inputs.js";
import { Disagreement, require, type Unchecked } from "./steps.js";

/** A valid solution, and what it settles. */
export interface Entrant extends Bid {
  readonly assembled: Assembled;
}

type Judgement =
  | {
      readonly verdict: "valid";
      readonly solution: Solution;
      readonly seal: Seal;
      readonly assembled: Assembled;
      readonly score: Rational;
      /** Whether its certificate, if it has one, was recomputed. */
      readonly certain: boolean;
    }
  | Exclude<Judged, { readonly verdict: "valid" }>;

/** From which bound on its certificate could be refused by a search that finds a worse one. */
type WithSearch = Judgement & { readonly refusableFrom?: bigint | undefined };

const WRONG_BOUND = /^certificate\.bound: the prices prove (0|[1-9][0-9]{0,199}) \(wrongBound\)$/;

const MAX_DETAIL = 500;

export class Bids {
  readonly entrants = new Map<string, Entrant>();
  solvers = 0;
  solutions = 0;
  unreadable = 0;

  constructor(
    private readonly inputs: Inputs,
    private readonly unchecked: Unchecked,
  ) {}

  /** Reads the commitments and the bids. */
  async check(cursor: Cursor): Promise<void> {
    const auction = auctionHash(this.inputs.header);
    const sealed = checkCommitments(auction, await cursor.next("commitments"));
    for (let bid = await cursor.nextIf("bid"); bid !== undefined; bid = await cursor.nextIf("bid")) {
      const bids = sealed[this.solvers];
      if (bids === undefined) {
        throw new Disagreement("bid", "no more solvers", bid.solver);
      }
      this.add(bid, bids);
    }
    require("bid", BigInt(sealed.length), BigInt(this.solvers));
  }

  private add(bid: BidLine, sealed: SealedBids): void {
    require("bid", sealed.committed.solver, bid.solver);
    require("bid", sealed.committed.account, bid.account);
    this.solvers++;
    if (bid.answer !== "solutions" && bid.solutions.length > 0) {
      throw new Disagreement("bid", "no solutions", `${bid.solutions.length} solutions`);
    }
    const openings = bid.solutions.filter((judged) => judged.verdict !== "unreadable");
    const unopened = bid.unopened.join(", ");
    require("unopened", sealed.unopened(openings).join(", "), unopened);
    if (sealed.committed.by === "port") {
      // What a port commits to it holds in its hands.
      require("unopened", "", unopened);
    }
    this.judge(bid, openings, sealed).forEach((own, i) => {
      const found = bid.solutions[i];
      if (found === undefined) {
        throw new Disagreement("verdict", own.verdict, undefined);
      }
      this.compare(bid, own, found);
    });
  }

  /** What the line should say, in its order. */
  private judge(bid: BidLine, openings: readonly Opening[], sealed: SealedBids): WithSearch[] {
    const unreadable = bid.solutions.filter((judged) => judged.verdict === "unreadable");
    this.solutions += openings.length;
    this.unreadable += unreadable.length;
    const sorted = [...openings].sort(
      (one, other) =>
        compareIds(one.solution.id, other.solution.id) ||
        byCodeUnits(one.solution.json, other.solution.json) ||
        byCodeUnits(one.seal.json, other.seal.json),
    );
    const certificates = new Certificates(this.inputs.instance);
    const ids = new Set<bigint>();
    const judgements = sorted.map((opening) => this.judgeOne(opening, sealed, ids, certificates));
    return [...judgements, ...unreadable].sort(
      (one, other) => compareIds(idOf(one), idOf(other)) || byCodeUnits(place(one), place(other)),
    );
  }

  private judgeOne(
    opening: Opening,
    sealed: SealedBids,
    ids: Set<bigint>,
    certificates: Certificates,
  ): WithSearch {
    const { solution, seal } = opening;
    let refusableFrom: bigint | undefined;
    try {
      sealed.checkCommitted(opening);
      if (ids.has(solution.id)) {
        throw new Rejected("duplicateId", "id: another solution has it already");
      }
      ids.add(solution.id);
      const assembled = this.inputs.assembler.assemble(solution, sealed.committed.account);
      const score = scoreOf(assembled, this.inputs.prices);
      sealed.checkScore(opening, score);
      const finding =
        solution.certificate === undefined ? "true" : certificates.check(solution.certificate, score);
      refusableFrom = solution.certificate && certificates.refusableFrom(solution.certificate);
      if (typeof finding === "object") {
        throw new Rejected("wrongCertificate", finding.detail);
      }
      return { verdict: "valid", solution, seal, assembled, score, certain: finding === "true", refusableFrom };
    } catch (e) {
      if (e instanceof Rejected) {
        const detail = e.detail.slice(0, MAX_DETAIL);
        return { verdict: "rejected", solution, seal, reason: e.reason, detail, refusableFrom };
      }
      throw e;
    }
  }

  private compare(bid: BidLine, own: WithSearch, found: Judged): void {
    if (own.verdict === "unreadable" || found.verdict === "unreadable") {
      require("verdict", show(own), show(found));
      return;
    }
    require("verdict", own.solution.json, found.solution.json);
    require("verdict", own.seal.json, found.seal.json);
    if (isRefusedByAnotherSearch(own, found)) {
      this.unchecked.add("certificate");
    } else if (own.verdict === "valid") {
      this.compareValid(bid, own, found);
    } else if (found.verdict === "valid" && own.reason === "wrongCertificate") {
      throw new Disagreement("certificate", own.detail, "valid");
    } else {
      require("verdict", show(own), show(found));
    }
  }

  private compareValid(
    bid: BidLine,
    own: Extract<Judgement, { verdict: "valid" }>,
    found: Exclude<Judged, { verdict: "unreadable" }>,
  ): void {
    if (!own.certain) {
      this.unchecked.add("certificate");
      if (found.verdict === "rejected" && found.reason === "wrongCertificate") {
        return;
      }
    }
    if (found.verdict !== "valid") {
      throw new Disagreement("verdict", "valid", show(found));
    }
    require("solutionHash", own.assembled.solutionHash, found.solutionHash);
    require("score", own.score.toString(), found.score.toString());
    const entrant = {
      solver: bid.solver,
      account: bid.account,
      id: own.solution.id,
      solutionHash: own.assembled.solutionHash,
      score: own.score,
      assembled: own.assembled,
    };
    this.entrants.set(name(entrant), entrant);
  }
}

function isRefusedByAnotherSearch(own: WithSearch, found: Judged): boolean {
  const bound = found.verdict === "rejected" && found.reason === "wrongCertificate" && WRONG_BOUND.exec(found.detail);
  return bound && own.refusableFrom !== undefined ? BigInt(bound[1] ?? "") >= own.refusableFrom : false;
}

function idOf(judged: Judgement): bigint {
  return judged.verdict === "unreadable" ? judged.id : judged.solution.id;
}

/** Readable ones keep their order and come first. */
function place(judged: Judgement): string {
  return judged.verdict === "unreadable" ? `1${judged.detail}` : "0";
}

function show(judged: Judgement | Judged): string {
  switch (judged.verdict) {
    case "valid":
      return "valid";
    case "rejected":
      return `rejected, ${judged.reason}: ${judged.detail}`;
    case "unreadable":
      return `unreadable, ${judged.id}: ${judged.detail}`;
  }
}

function compareIds(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
