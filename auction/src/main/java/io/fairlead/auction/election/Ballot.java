package io.fairlead.auction.election;

import io.fairlead.auction.transcript.TranscriptLine.Election;
import io.fairlead.auction.transcript.TranscriptLine.Reference;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.transcript.TranscriptLine.Winner;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.auction.winner.CombinatorialSelection;
import io.fairlead.auction.winner.Contender;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.auction.winner.Standings;
import io.fairlead.auction.winner.Taken;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One auction's elections: the first among all valid solutions, and one more whenever a winner
 * turns out not to execute or does not land, among those that are left. What has settled stays, and
 * takes its pairs, its intents and its place from the others. Auctioneer and verifier hold the same
 * elections. For one thread.
 */
public final class Ballot {
  private final AwardRules rules;
  private final Bytes32 seed;
  private final Map<String, Candidacy> candidacies = new TreeMap<>();
  private final SortedMap<String, String> limited = new TreeMap<>();
  private final Set<String> out = new HashSet<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Taken taken;
  private int settled;

  /**
   * @param seed decides ties; nobody can steer it
   * @param standings before the batch
   * @param candidacies all valid solutions, in any order
   */
  public Ballot(
      AwardRules rules, Bytes32 seed, Standings standings, Collection<Candidacy> candidacies) {
    this.rules = rules;
    this.seed = seed;
    for (Candidacy candidacy : candidacies) {
      this.candidacies.put(candidacy.contender().key(), candidacy);
      if (standings.of(candidacy.account()) < rules.standing().minimum()) {
        limited.put(candidacy.ref().solver(), candidacy.account().toString());
      }
    }
    this.taken = new Taken(limited);
  }

  /** A winner failed its simulation: it is out. */
  public void failsToExecute(SolutionRef solution) {
    out.add(Candidacy.key(solution));
    failures.merge(solution.solver(), 1, Integer::sum);
  }

  /** An award did not land: its solution is out. */
  public void failsToSettle(SolutionRef solution) {
    out.add(Candidacy.key(solution));
  }

  /** An award has settled: its solution stays a winner, and nothing else can have what it took. */
  public void settles(SolutionRef solution) {
    out.add(Candidacy.key(solution));
    taken.add(Objects.requireNonNull(candidacies.get(Candidacy.key(solution))).contender());
    settled++;
  }

  /** The election among what is left, for the places that are. */
  public Election elect() {
    List<Contender> left = new ArrayList<>();
    int places = rules.selection().maxWinners() - settled;
    for (Candidacy candidacy : candidacies.values()) {
      if (places > 0 && standsFor(candidacy)) {
        left.add(candidacy.contender());
      }
    }
    SelectionRule rule = new SelectionRule(Math.max(1, places), rules.selection().maxSteps());
    return line(new CombinatorialSelection(rule).select(left, seed, limited));
  }

  private boolean standsFor(Candidacy candidacy) {
    return !out.contains(candidacy.contender().key())
        && failures.getOrDefault(candidacy.ref().solver(), 0) < rules.maxFailedSimulations()
        && taken.leaves(candidacy.contender());
  }

  private Election line(Selection selection) {
    SortedMap<String, Reference> references = new TreeMap<>();
    selection
        .references()
        .forEach((solver, total) ->
            references.put(
                solver,
                new Reference(
                    total,
                    Accounts.reward(
                        rules.rewards(),
                        selection.total().achieved(),
                        total.achieved(),
                        BigInteger.ZERO))));
    return new Election(
        seed,
        selection.fair().stream().map(this::ref).toList(),
        selection.winners().stream().map(one -> new Winner(ref(one), one.score())).toList(),
        selection.total(),
        references);
  }

  private SolutionRef ref(Contender contender) {
    return Objects.requireNonNull(candidacies.get(contender.key())).ref();
  }
}
