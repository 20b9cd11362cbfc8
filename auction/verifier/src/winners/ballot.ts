/** The elections of one auction: among all valid solutions, and again whenever a winner fails. */
import type { Hex } from "../bytes.js";
import type { Rules } from "../lines/election.js";
import type { Contender } from "./contender.js";
import { standingOf } from "./rules.js";
import { select, type Selection, Taken } from "./select.js";

export class Ballot {
  private readonly limited = new Map<string, string>();
  private readonly out = new Set<string>();
  private readonly failures = new Map<string, bigint>();
  private readonly taken: Taken;
  private settled = 0;

  constructor(
    private readonly rules: Rules,
    private readonly seed: Hex,
    private readonly contenders: readonly Contender[],
  ) {
    for (const { bid } of contenders) {
      if (standingOf(rules.standings, bid.account) < rules.minimumStanding) {
        this.limited.set(bid.solver, bid.account);
      }
    }
    this.taken = new Taken(this.limited);
  }

  /** How many may win. */
  get places(): number {
    return Number(this.rules.maxWinners) - this.settled;
  }

  elect(): Selection {
    const left = this.places > 0 ? this.contenders.filter((one) => this.standsFor(one)) : [];
    return select(left, this.seed, Math.max(1, this.places), this.limited);
  }

  /** Whether these may win together, whatever others would score. */
  compatible(winners: readonly Contender[]): boolean {
    const taken = new Taken(this.limited);
    return (
      winners.length <= Math.max(1, this.places) &&
      winners.every((winner) => {
        const fits = taken.leaves(winner);
        taken.add(winner);
        return fits;
      })
    );
  }

  failsToExecute(winner: Contender): void {
    this.out.add(winner.key);
    this.failures.set(winner.bid.solver, (this.failures.get(winner.bid.solver) ?? 0n) + 1n);
  }

  failsToSettle(winner: Contender): void {
    this.out.add(winner.key);
  }

  /** It stays a winner, and nothing else can have what it took. */
  settles(winner: Contender): void {
    this.out.add(winner.key);
    this.taken.add(winner);
    this.settled++;
  }

  private standsFor(one: Contender): boolean {
    return (
      !this.out.has(one.key) &&
      (this.failures.get(one.bid.solver) ?? 0n) < this.rules.maxFailedSimulations &&
      this.taken.leaves(one)
    );
  }
}
