package io.fairlead.auction.winner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final StandingRule RULE = StandingRule.DEFAULT;
  private static final Address SOLVER = Scene.address("solver");

  @Test
  void followsThePublishedFormulaWithBothRoundingsForTheSolver() {
    assertThat(RULE.after(1_000_000, true)).isEqualTo(1_000_000);
    assertThat(RULE.after(1_000_000, false)).isEqualTo(937_500);
    // 937,500 / 16 = 58,593.75; 62,500 / 16 = 3,906.25.
    assertThat(RULE.after(937_500, false)).isEqualTo(937_500 - 58_593);
    assertThat(RULE.after(937_500, true)).isEqualTo(937_500 + 3_907);
    assertThat(RULE.after(0, true)).isEqualTo(62_500);
    assertThat(RULE.after(15, false)).as("nobody gets below zero").isEqualTo(15);
  }

  @Test
  void elevenFailuresInARowAreTooManyAndEverybodyCanComeBack() {
    int standing = StandingRule.FULL;
    int failures = 0;
    while (standing >= RULE.minimum()) {
      standing = RULE.after(standing, false);
      failures++;
    }
    assertThat(failures).isEqualTo(11);
    standing = 0;
    int successes = 0;
    while (standing < StandingRule.FULL) {
      int next = RULE.after(standing, true);
      assertThat(next).isGreaterThan(standing);
      standing = next;
      successes++;
    }
    assertThat(successes).isLessThan(300);
  }

  @Test
  void aFullStandingIsNotListed() {
    Standings low = Standings.FULL.after(RULE, SOLVER, false);
    assertThat(low.ppm()).containsOnly(Map.entry(SOLVER, 937_500));
    Standings again = low;
    for (int i = 0; i < 300; i++) {
      again = again.after(RULE, SOLVER, true);
    }
    assertThat(again).isEqualTo(Standings.FULL);
    assertThatThrownBy(() -> new Standings(new TreeMap<>(Map.of(SOLVER, 1_000_000))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StandingRule(0, 0)).hasMessageContaining("window");
    assertThatThrownBy(() -> new StandingRule(1, 1_000_001)).hasMessageContaining("minimum");
  }

  @Test
  void atMostOneSolutionOfAGroupWinsAsTryingEverythingSays() {
    Set<Integer> sizes = new HashSet<>();
    RandomAuctions.forAll(
        3_000,
        random -> {
          List<Contender> contenders = Contenders.random(random);
          Bytes32 seed = random.bytes32();
          Map<String, String> limited = new TreeMap<>();
          for (int solver = 0; solver < 4; solver++) {
            if (random.below(2) == 0) {
              // Some of them behind one account.
              limited.put("solver " + solver, "account " + random.below(3));
            }
          }
          int maxWinners = 1 + random.below(5);
          BruteForce oracle = new BruteForce(contenders, maxWinners, seed, limited);
          Selection found =
              new CombinatorialSelection(SelectionRule.of(maxWinners))
                  .select(random.shuffled(contenders), seed, limited);
          assertThat(found.exact()).isTrue();
          assertThat(found.winners().stream().map(Contender::key).collect(Collectors.toSet()))
              .isEqualTo(oracle.winners());
          assertThat(found.total().achieved()).isEqualTo(oracle.total());
          Map<String, Object> references = new TreeMap<>();
          found.references().forEach((name, total) -> references.put(name, total.achieved()));
          assertThat(references).isEqualTo(oracle.references());
          sizes.add(found.winners().size());
        });
    assertThat(sizes).contains(1, 2, 3);
  }
}
