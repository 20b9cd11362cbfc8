package io.fairlead.auction.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.transcript.JudgedSolution;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * F6: other names and keys of owners and solvers change nothing but the names. That the operator's
 * own solver is bound by the same cut-off: SealedAuctionTest.
 */
class F6IdentityBlindnessTest {
  @Test
  void relabellingOwnersAndSolversOnlyRelabelsTheResult() {
    List<Integer> decided = new ArrayList<>();
    RandomAuctions.forAll(
        200,
        random -> {
          Market market = Market.random(random);
          Market.Outcome outcome = market.run();
          if (tied(outcome)) {
            // Ties fall by the seed, which the owners' keys are part of.
            return;
          }
          List<String> owners =
              market.owners().stream().map(owner -> "other " + random.below(999) + owner).toList();
          List<String> names =
              random.shuffled(
                  market.offers().keySet().stream().map(solver -> "the " + solver).toList());
          SortedMap<String, List<Market.Offer>> offers = new TreeMap<>();
          String winner = "";
          int next = 0;
          for (String solver : market.offers().keySet()) {
            String name = names.get(next++);
            offers.put(name, market.offers().get(solver));
            winner = solver.equals(outcome.winner()) ? name : winner;
          }
          Market relabelled = new Market(owners, market.limits(), offers);
          Market.Outcome again = relabelled.run();
          assertThat(again.winner()).isEqualTo(winner);
          assertThat(fills(relabelled, again)).isEqualTo(fills(market, outcome));
          decided.add(outcome.fills().size());
        });
    if (Long.getLong("fairlead.seed") == null) {
      assertThat(decided).hasSizeGreaterThan(100);
    }
  }

  private static boolean tied(Market.Outcome outcome) {
    List<JudgedSolution.Valid> valid = Market.valid(outcome);
    return valid.stream().map(JudgedSolution.Valid::score).distinct().count() < valid.size();
  }

  private static List<String> fills(Market market, Market.Outcome outcome) {
    return market.byOwner(outcome).entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().fill())
        .toList();
  }
}
