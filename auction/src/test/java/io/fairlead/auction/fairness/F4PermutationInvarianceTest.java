package io.fairlead.auction.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.sequencer.batch.BatchEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * F4: the order in which intents, solvers and solutions come changes nothing. Jitter, duplicates
 * and a real sequencer: devnet's PermutationTest.
 */
class F4PermutationInvarianceTest {
  @Test
  void orderChangesNoByteOfTheTranscript() {
    RandomAuctions.forAll(
        150,
        random -> {
          Market market = Market.random(random);
          Market.Outcome expected = market.run();
          Map<String, List<Market.Offer>> shuffled = new LinkedHashMap<>();
          for (String solver : random.shuffled(new ArrayList<>(market.offers().keySet()))) {
            shuffled.put(
                solver, random.shuffled(Objects.requireNonNull(market.offers().get(solver))));
          }
          // Receipts number intents in the order of arrival, which stays: it is their content.
          List<BatchEntry> entries = random.shuffled(market.entries());
          assertThat(market.run(entries, shuffled)).isEqualTo(expected);
        });
  }
}
