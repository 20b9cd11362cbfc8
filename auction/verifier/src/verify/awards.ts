/** Follows simulations, awards and outcomes to the end: docs/transcript.md section 5. */
import type { Hex } from "../bytes.js";
import { type AwardLine, name, type Outcome, type Simulation } from "../lines/outcome.js";
import { recover } from "../signature.js";
import type { Entrant } from "./bids.js";
import type { Cursor } from "./cursor.js";
import { type Evidence, showBlock } from "./evidence.js";
import type { Inputs } from "./inputs.js";
import { checkLanded, checkReverted, type Settled } from "./settlement.js";
import { Disagreement, require, type Unchecked } from "./steps.js";

export class Awards {
  awards = 0;
  simulationFailures = 0;
  transaction: Hex | undefined;
  private current: Settled | undefined;
  /** No award can execute after this block. */
  private lastBlock = 0n;

  constructor(
    private readonly inputs: Inputs,
    private readonly chain: Evidence,
    private readonly unchecked: Unchecked,
  ) {}

  /** Reads up to the outcome that ends the auction. `ranked` are the bids, best first. */
  async check(cursor: Cursor, ranked: readonly Entrant[]): Promise<void> {
    const left = [...ranked];
    let open = true;
    while (open) {
      const simulation = await cursor.nextIf("simulation");
      if (simulation !== undefined) {
        const entrant = await this.checkSimulation(simulation, left.shift());
        if (simulation.failure !== undefined) {
          this.simulationFailures++;
          continue;
        }
        this.checkAward(await cursor.next("award"), simulation, entrant, cursor.hashBefore);
      }
      open = await this.checkOutcome(await cursor.next("outcome"));
    }
  }

  private async checkSimulation(simulation: Simulation, next: Entrant | undefined): Promise<Entrant> {
    if (next === undefined) {
      throw new Disagreement("simulation", "no bid is left", name(simulation.solution));
    }
    require("simulation", name(next), name(simulation.solution));
    const { block } = simulation;
    const known = await this.chain.block(block.number);
    this.unchecked.compare("block", known && showBlock(known), showBlock(block));
    if (block.number <= this.lastBlock) {
      throw new Disagreement("simulation", `a block after the last award's, ${this.lastBlock}`, block.number);
    }
    return next;
  }

  private checkAward(line: AwardLine, simulation: Simulation, entrant: Entrant, hashBefore: Hex): void {
    const { award } = line;
    const { header, domain } = this.inputs;
    require("award", name(simulation.solution), name(line.solution));
    require("award", header.batch, award.auctionId);
    require("award", header.root, award.batchRoot);
    require("award", entrant.account, award.solver);
    require("award", entrant.solutionHash, award.solutionHash);
    if (award.lastBlock <= simulation.block.number) {
      throw new Disagreement("award", `a last block after ${simulation.block.number}`, award.lastBlock);
    }
    require("transcriptHash", hashBefore, award.transcriptHash);
    require("awardSignature", header.auctioneer, recover(domain.awardHash(award), line.signature));
    this.current = { line, assembled: entrant.assembled };
    this.lastBlock = award.lastBlock;
    this.awards++;
  }

  /** Whether the auction goes on. */
  private async checkOutcome(outcome: Outcome): Promise<boolean> {
    const { header } = this.inputs;
    if (outcome.place !== undefined) {
      throw new Disagreement("format", "no place", outcome.place);
    }
    if (outcome.result === "unsettled") {
      const found = await this.chain.settlementOf(header.batch, header.block.number);
      this.unchecked.compare("outcome", found, "none");
      return false;
    }
    const { current } = this;
    if (current === undefined) {
      throw new Disagreement("outcome", "an award before", "none");
    }
    switch (outcome.result) {
      case "landed":
        await checkLanded(outcome, current, header, header.batch, this.chain, this.unchecked);
        this.transaction = outcome.transaction;
        return false;
      case "reverted":
        await checkReverted(outcome.transaction, current, header, this.chain, this.unchecked);
        return true;
      case "missed":
        return true;
    }
  }
}
