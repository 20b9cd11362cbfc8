package io.fairlead.auction.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.packing.PackingSolver.Ties;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackingSolverTest {
  private static final long STEPS = 200_000_000;

  @Test
  void agreesWithTryingEverything() {
    RandomAuctions.forAll(
        2_500,
        random -> {
          List<PackingItem> items = smallProblem(random);
          int places = 1 + random.below(items.size());
          List<Integer> expected = tryEverything(items, places);
          Packing found = PackingSolver.solve(items, places, Ties.SETTLE, STEPS);
          assertThat(found.chosen()).isEqualTo(expected);
          assertThat(found.total()).isEqualTo(total(items, expected));
          assertThat(found.exact()).isTrue();
          assertThat(found.tiesSettled()).isTrue();
          assertThat(PackingSolver.solve(items, places, Ties.IGNORE, STEPS).total())
              .isEqualTo(found.total());
        });
  }

  @Test
  void cutShortItStillGivesAChoiceAndABoundThatHolds() {
    RandomAuctions.forAll(
        1_000,
        random -> {
          List<PackingItem> items = smallProblem(random);
          int places = 1 + random.below(items.size());
          BigInteger optimum = total(items, tryEverything(items, places));
          long steps = random.below(400);
          Packing found = PackingSolver.solve(items, places, Ties.SETTLE, steps);
          assertThat(found.chosen()).hasSizeLessThanOrEqualTo(places);
          assertThat(disjoint(items, found.chosen())).isTrue();
          assertThat(total(items, found.chosen())).isEqualTo(found.total());
          assertThat(found.total()).isLessThanOrEqualTo(optimum);
          assertThat(found.bound()).isGreaterThanOrEqualTo(optimum);
        });
  }

  @Test
  void sizesOfWholeAuctionsNeedFewNodes() {
    RandomAuctions.forAll(
        4,
        random -> {
          Packing sixty = PackingSolver.solve(problem(random, 60, 50, 6), 20, Ties.SETTLE, STEPS);
          assertThat(sixty.exact()).isTrue();
          assertThat(sixty.nodes()).isLessThan(2_000);
          assertThat(sixty.steps()).isLessThan(5_000_000);
          Packing thousand =
              PackingSolver.solve(problem(random, 1_000, 50, 6), 20, Ties.SETTLE, STEPS);
          assertThat(thousand.exact()).isTrue();
          assertThat(thousand.nodes()).isLessThan(10_000);
          assertThat(thousand.steps()).isLessThan(80_000_000);
        });
  }

  /**
   * Triples of a grid that must all be disjoint, every weight the same: no bound tells the choices
   * apart.
   */
  @Test
  void theLimitHoldsWhereNothingCanBeProved() {
    RandomAuctions.forAll(
        2,
        random -> {
          List<PackingItem> items = new ArrayList<>();
          for (int i = 0; i < 2_000; i++) {
            items.add(
                new PackingItem(
                    BigInteger.TEN.pow(18),
                    List.of(random.below(60), 60 + random.below(60), 120 + random.below(60))));
          }
          long limit = 10_000_000;
          Packing found = PackingSolver.solve(items, 2_000, Ties.SETTLE, limit);
          assertThat(disjoint(items, found.chosen())).isTrue();
          assertThat(found.total()).isLessThanOrEqualTo(found.bound());
          // What is begun is finished, which is at most one pass over everything.
          assertThat(found.steps()).isLessThan(limit + 2_000_000);
        });
  }

  @Test
  void aThousandEqualItemsAreOneTie() {
    List<PackingItem> items = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      items.add(new PackingItem(BigInteger.TEN, List.of(i % 7)));
    }
    Packing found = PackingSolver.solve(items, 1_000, Ties.SETTLE, STEPS);
    assertThat(found.chosen()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(found.nodes()).isZero();
  }

  @Test
  void nothingToChooseFrom() {
    Packing found = PackingSolver.solve(List.of(), 1, Ties.SETTLE, STEPS);
    assertThat(found.chosen()).isEmpty();
    assertThat(found.exact()).isTrue();
  }

  @Test
  void refusesWhatIsNoProblem() {
    assertThatThrownBy(() -> new PackingItem(BigInteger.ZERO, List.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PackingItem(BigInteger.ONE, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PackingItem(BigInteger.ONE, List.of(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PackingSolver.solve(List.of(), 0, Ties.SETTLE, STEPS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Small and large weights, many ties or none, and some beyond 64 bits. */
  private static List<PackingItem> smallProblem(RandomAuctions random) {
    int resources = 1 + random.below(8);
    int kind = random.below(4);
    List<PackingItem> items = new ArrayList<>();
    for (int i = 1 + random.below(10); i > 0; i--) {
      List<Integer> taken = new ArrayList<>();
      for (int j = 1 + random.below(Math.min(resources, 4)); j > 0; j--) {
        taken.add(random.below(resources));
      }
      BigInteger weight =
          switch (kind) {
            case 0 -> BigInteger.valueOf(1 + random.below(3));
            case 1 -> BigInteger.valueOf(1 + random.below(100));
            case 2 -> BigInteger.valueOf(1 + random.below(3)).shiftLeft(100);
            default -> random.positive(120);
          };
      items.add(new PackingItem(weight, taken));
    }
    return items;
  }

  private static List<PackingItem> problem(
      RandomAuctions random, int count, int resources, int widest) {
    List<PackingItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Set<Integer> taken = new HashSet<>();
      for (int j = 1 + random.below(widest); j > 0; j--) {
        taken.add(random.below(resources));
      }
      BigInteger weight = BigInteger.ZERO;
      for (int j = 0; j < taken.size(); j++) {
        weight = weight.add(BigInteger.TEN.pow(15).add(random.uint(49)));
      }
      items.add(new PackingItem(weight, List.copyOf(taken)));
    }
    return items;
  }

  private static boolean disjoint(List<PackingItem> items, List<Integer> chosen) {
    Set<Integer> taken = new HashSet<>();
    return chosen.stream()
        .flatMap(item -> items.get(item).resources().stream())
        .allMatch(taken::add);
  }

  private static BigInteger total(List<PackingItem> items, List<Integer> chosen) {
    return chosen.stream()
        .map(item -> items.get(item).weight())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<Integer> tryEverything(List<PackingItem> items, int places) {
    List<Integer> best = List.of();
    for (int mask = 1; mask < 1 << items.size(); mask++) {
      List<Integer> chosen = new ArrayList<>();
      for (int item = 0; item < items.size(); item++) {
        if ((mask >> item & 1) == 1) {
          chosen.add(item);
        }
      }
      if (chosen.size() <= places && disjoint(items, chosen)) {
        int order = total(items, chosen).compareTo(total(items, best));
        if (order > 0 || (order == 0 && winsTie(chosen, best))) {
          best = chosen;
        }
      }
    }
    return best;
  }

  /** Whether the first item that is in one of the two only is in {@code one}. */
  private static boolean winsTie(List<Integer> one, List<Integer> other) {
    Set<Integer> difference = new HashSet<>(one);
    other.forEach(item -> {
      if (!difference.remove(item)) {
        difference.add(item);
      }
    });
    return one.contains(difference.stream().min(Integer::compare).orElseThrow());
  }
}
