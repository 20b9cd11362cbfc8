/** Follows rounds of elections, simulations, awards and outcomes to the result: docs/transcript.md section 5. */
import type { Hex } from "../bytes.js";
import { type Election, PLACES, type Result, type Rules } from "../lines/election.js";
import { type AwardLine, name, type Outcome, type Simulation } from "../lines/outcome.js";
import { recover } from "../signature.js";
import { Ballot } from "../winners/ballot.js";
import { seedOf } from "../winners/bid.js";
import { type Contender, contender } from "../winners/contender.js";
import { reward, type Standings, standingsAfter } from "../winners/rules.js";
import type { Entrant } from "./bids.js";
import type { Cursor } from "./cursor.js";
import { checkElection } from "./elections.js";
import { type Evidence, showBlock } from "./evidence.js";
import type { Inputs } from "./inputs.js";
import { checkLanded, checkReverted } from "./settlement.js";
import { gasLimit, type Limits } from "./limits.js";
import { Disagreement, require, type Unchecked } from "./steps.js";

const NOBODY_WINS = "no solution can be awarded";
const OUTBID = "no settlement that won fills it";
const NOT_LANDED = "its settlement did not land";

interface Open {
  readonly line: AwardLine;
  readonly winner: Contender;
  readonly place: number;
  /** Of its simulation. */
  readonly gasUsed: bigint;
}

export class Rounds {
  awards = 0;
  simulationFailures = 0;
  readonly transactions = new Map<number, Hex>();
  private readonly seed: Hex;
  private readonly ballot: Ballot;
  private readonly settled = new Set<string>();
  private standings: Standings;
  private firstAwarded: Election | undefined;
  private open: Open[] = [];
  private cut = false;
  private ending = NOBODY_WINS;
  /** No award can execute after this block. */
  private lastBlock = 0n;

  constructor(
    private readonly inputs: Inputs,
    private readonly rules: Rules,
    private readonly limits: Limits,
    private readonly entrants: ReadonlyMap<string, Entrant>,
    private readonly chain: Evidence,
    private readonly unchecked: Unchecked,
  ) {
    const { header, prices } = inputs;
    this.seed = seedOf(header.root, header.block.hash);
    this.standings = rules.standings;
    const contenders = [...entrants.values()].map((entrant) =>
      contender(entrant, entrant.assembled, prices, header.nativeToken),
    );
    this.ballot = new Ballot(rules, this.seed, contenders);
  }

  /** Reads up to the result. */
  async check(cursor: Cursor): Promise<void> {
    let open = true;
    for (let round = 0n; open && round <= this.rules.maxFallbacks; round++) {
      open = await this.round(cursor);
    }
    await this.isCut(cursor);
    const result = await cursor.next("result");
    if (!this.cut) {
      require("outcome", this.ending, result.reason);
    }
    this.checkResult(result);
    await this.checkSettlements();
  }

  /** Whether another round follows, as far as the rules allow one. */
  private async round(cursor: Cursor): Promise<boolean> {
    const executing = new Map<string, Simulation>();
    const elected = await this.elect(cursor, executing);
    if (elected === undefined || elected.winners.length === 0) {
      return false;
    }
    let complete = await this.award(cursor, elected, executing);
    let missing = false;
    for (const award of this.open.splice(0).sort((one, other) => one.place - other.place)) {
      complete = !(await this.isCut(cursor)) && complete;
      const outcome = await cursor.next("outcome");
      require("outcome", `place ${award.place}`, `place ${outcome.place}`);
      await this.checkOutcome(outcome, award);
      missing ||= outcome.result !== "landed";
    }
    this.ending = missing ? NOT_LANDED : OUTBID;
    return complete && missing;
  }

  /** The election whose winners all execute; undefined if it was cut off. */
  private async elect(
    cursor: Cursor,
    executing: Map<string, Simulation>,
  ): Promise<{ line: Election; winners: readonly Contender[] } | undefined> {
    let block: string | undefined;
    /** Of each winner that executes, after which others. */
    const executed = new Map<string, string>();
    for (;;) {
      if (await this.isCut(cursor)) {
        return undefined;
      }
      const line = await cursor.next("election");
      const winners = checkElection(line, this.seed, this.ballot, this.rules, this.unchecked);
      let allExecute = true;
      const before: string[] = [];
      for (const winner of winners) {
        const after = JSON.stringify(before);
        if (executed.get(winner.key) === after) {
          before.push(winner.key);
          continue;
        }
        if (await this.isCut(cursor)) {
          return undefined;
        }
        const simulation = await cursor.next("simulation");
        await this.checkSimulation(simulation, winner, block);
        block = showBlock(simulation.block);
        if (simulation.failure === undefined) {
          this.checkGas(simulation);
          executing.set(winner.key, simulation);
          executed.set(winner.key, after);
          before.push(winner.key);
        } else {
          this.ballot.failsToExecute(winner);
          this.simulationFailures++;
          allExecute = false;
        }
      }
      if (allExecute) {
        return { line, winners };
      }
    }
  }

  private async checkSimulation(
    simulation: Simulation,
    winner: Contender,
    sameRound: string | undefined,
  ): Promise<void> {
    require("simulation", winner.key, name(simulation.solution));
    if (sameRound !== undefined) {
      require("simulation", sameRound, showBlock(simulation.block));
    }
    const { block } = simulation;
    const known = await this.chain.block(block.number);
    this.unchecked.compare("block", known && showBlock(known), showBlock(block));
    if (block.number <= this.lastBlock) {
      throw new Disagreement("simulation", `a block after the last award's, ${this.lastBlock}`, block.number);
    }
  }

  private checkGas({ gasUsed }: Simulation): void {
    if (gasUsed > this.limits.maxGas) {
      throw new Disagreement("simulation", `at most ${this.limits.maxGas} gas`, gasUsed);
    }
  }

  /** Whether all winners were awarded: each the first place that is free, best first. */
  private async award(
    cursor: Cursor,
    elected: { readonly line: Election; readonly winners: readonly Contender[] },
    executing: ReadonlyMap<string, Simulation>,
  ): Promise<boolean> {
    let place = 0;
    for (const winner of elected.winners) {
      if (await this.isCut(cursor)) {
        return false;
      }
      while (this.transactions.has(place)) {
        place++;
      }
      const line = await cursor.next("award");
      const simulated = executing.get(winner.key);
      if (simulated === undefined) {
        throw new Error(`a winner that was not simulated: ${winner.key}`);
      }
      this.checkAward(line, winner, place, simulated.block.number, cursor.hashBefore);
      this.lastBlock = line.award.lastBlock;
      this.firstAwarded ??= elected.line;
      this.open.push({ line, winner, place, gasUsed: simulated.gasUsed });
      this.awards++;
      place++;
    }
    return !(await this.isCut(cursor));
  }

  private checkAward(line: AwardLine, winner: Contender, place: number, head: bigint, hashBefore: Hex): void {
    const { award } = line;
    const { header, domain } = this.inputs;
    require("award", winner.key, name(line.solution));
    require("award", header.batch * BigInt(PLACES) + BigInt(place), award.auctionId);
    require("award", header.root, award.batchRoot);
    require("award", winner.bid.account, award.solver);
    require("award", winner.bid.solutionHash, award.solutionHash);
    require("award", head + this.limits.blocksPerAward, award.lastBlock);
    require("transcriptHash", hashBefore, award.transcriptHash);
    require("awardSignature", header.auctioneer, recover(domain.awardHash(award), line.signature));
  }

  private async checkOutcome(outcome: Outcome, { line, winner, place, gasUsed }: Open): Promise<void> {
    const { header } = this.inputs;
    const entrant = this.entrants.get(winner.key);
    if (entrant === undefined) {
      throw new Error(`a winner that is no entrant: ${winner.key}`);
    }
    const award = { line, assembled: entrant.assembled };
    if (outcome.result === "landed") {
      await checkLanded(outcome, award, header, header.batch, this.chain, this.unchecked);
      this.transactions.set(place, outcome.transaction);
      this.settled.add(winner.key);
      this.ballot.settles(winner);
    } else {
      if (outcome.result === "reverted") {
        const limit = gasLimit(this.limits, gasUsed, entrant.assembled);
        await checkReverted(outcome.transaction, award, limit, header, this.chain, this.unchecked);
      }
      this.ballot.failsToSettle(winner);
    }
    const landed = outcome.result === "landed";
    this.standings = standingsAfter(this.standings, this.rules.standingWindow, winner.bid.account, landed);
  }

  private checkResult(result: Result): void {
    const rewards = new Map<string, bigint>();
    const election = this.firstAwarded;
    for (const [solver, reference] of election?.references ?? []) {
      const missed = (election?.winners ?? [])
        .filter((winner) => winner.solver === solver && !this.settled.has(name(winner)))
        .reduce((sum, { score }) => sum + score, 0n);
      rewards.set(solver, reward(this.rules.rewards, election?.total.score ?? 0n, reference.score, missed));
    }
    require("reward", show(rewards), show(result.rewards));
    require("standing", show(this.standings), result.standings && show(result.standings));
  }

  /** Exactly what the lines say has landed. */
  private async checkSettlements(): Promise<void> {
    const { header } = this.inputs;
    // What a batch without an award has on the chain can be anywhere.
    const to = this.awards === 0 ? undefined : this.lastBlock;
    for (let place = 0; place < PLACES; place++) {
      const id = header.batch * BigInt(PLACES) + BigInt(place);
      const found = await this.chain.settlementOf(id, header.block.number, to);
      this.unchecked.compare("outcome", found, this.transactions.get(place) ?? "none");
    }
  }

  private async isCut(cursor: Cursor): Promise<boolean> {
    if ((await cursor.nextIf("cut")) !== undefined) {
      this.cut = true;
    }
    return this.cut;
  }
}

/** In one order, whatever order they are in. */
export function show(values: ReadonlyMap<string, bigint>): string {
  return [...values.keys()]
    .sort()
    .map((key) => `${key}: ${values.get(key)}`)
    .join(", ");
}
