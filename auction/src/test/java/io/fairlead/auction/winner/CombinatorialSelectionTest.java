package io.fairlead.auction.winner;

import static io.fairlead.auction.winner.Contenders.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.exact.ExactSum;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.winner.Selection.Total;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CombinatorialSelectionTest {
  @Test
  void agreesWithTryingEverything() {
    RandomAuctions.forAll(
        2_500,
        random -> {
          List<Contender> contenders = Contenders.random(random);
          int maxWinners = 1 + random.below(5);
          Bytes32 seed = random.bytes32();
          Selection selection = select(maxWinners, contenders, seed);
          BruteForce oracle = new BruteForce(contenders, maxWinners, seed);
          assertThat(keys(selection.fair())).containsExactlyInAnyOrderElementsOf(oracle.fair());
          assertThat(keys(selection.winners()))
              .containsExactlyInAnyOrderElementsOf(oracle.winners());
          assertThat(selection.total().achieved()).isEqualTo(oracle.total());
          assertThat(achieved(selection)).isEqualTo(oracle.references());
          assertThat(selection.exact()).isTrue();
          assertFalling(selection.fair());
          assertFalling(selection.winners());
        });
  }

  /** Choosing one by one takes the best solution, worth 300, and then nothing beside it. */
  @Test
  void twoGoodSolutionsBeatTheBestOne() {
    List<Contender> contenders =
        List.of(
            whole("wide", "a", 100, 100, 100, -1),
            whole("left", "b", 95, 95, -1, -1),
            whole("right", "c", -1, -1, 95, 95));
    Selection selection = select(20, contenders, Bytes32.ZERO);
    assertThat(keys(selection.winners())).containsExactlyInAnyOrder("left", "right");
    assertThat(selection.total().achieved()).isEqualTo(380);
    assertThat(achieved(selection))
        .isEqualTo(Map.of("b", BigInteger.valueOf(300), "c", BigInteger.valueOf(300)));
    // With one place the best one it is.
    assertThat(keys(select(1, contenders, Bytes32.ZERO).winners())).containsExactly("wide");
  }

  @Test
  void whoeverPaysForTheBatchKeepsItOut() {
    Contender batch = whole("batch", "a", 900, 4);
    Contender alone = whole("alone", "b", -1, 5);
    Selection selection = select(20, List.of(batch, alone), Bytes32.ZERO);
    assertThat(keys(selection.fair())).containsExactly("alone");
    assertThat(keys(selection.winners())).containsExactly("alone");
    // Exactly as good is good enough, and the batch that is fair wins both pairs.
    Contender better = whole("better", "a", 900, 5);
    assertThat(keys(select(20, List.of(better, alone), Bytes32.ZERO).winners()))
        .containsExactly("better");
  }

  @Test
  void thirdsOfAWeiAreUnfairThoughTheScoreIsRounded() {
    Rational third = new Rational(BigInteger.ONE, BigInteger.valueOf(3));
    Contender batch = Contenders.of("batch", "a", Rational.of(BigInteger.TEN), third);
    Contender alone =
        Contenders.of("alone", "b", Rational.of(BigInteger.valueOf(-1)), third.plus(third));
    assertThat(keys(select(20, List.of(batch, alone), Bytes32.ZERO).fair()))
        .containsExactly("alone");
  }

  @Test
  void baselinesCountEvenOfSolutionsOfTheSameSolver() {
    assertThat(
            keys(
                select(
                        20,
                        List.of(whole("batch", "a", 9, 4), whole("alone", "a", -1, 5)),
                        Bytes32.ZERO)
                    .fair()))
        .containsExactly("alone");
  }

  /** F4: nothing depends on the order of arrival. */
  @Test
  void f4PermutationInvariance() {
    RandomAuctions.forAll(
        300,
        random -> {
          List<Contender> contenders = Contenders.random(random);
          Bytes32 seed = random.bytes32();
          assertThat(select(3, random.shuffled(contenders), seed))
              .isEqualTo(select(3, contenders, seed));
        });
  }

  /** F5: among winners every direction of a pair has one solution, hence one price. */
  @Test
  void f5UniformPrice() {
    RandomAuctions.forAll(
        300,
        random -> {
          List<Contender> winners =
              select(5, Contenders.random(random), random.bytes32()).winners();
          List<TokenPair> pairs =
              winners.stream().flatMap(winner -> winner.pairScores().keySet().stream()).toList();
          assertThat(pairs).doesNotHaveDuplicates();
        });
  }

  /** F6: other names for solvers and other keys change nothing but the names. */
  @Test
  void f6IdentityBlindness() {
    RandomAuctions.forAll(
        300,
        random -> {
          List<Contender> contenders = Contenders.random(random);
          Bytes32 seed = random.bytes32();
          Selection named = select(3, contenders, seed);
          Selection renamed =
              select(
                  3, contenders.stream().map(CombinatorialSelectionTest::renamed).toList(), seed);
          assertThat(keys(renamed.winners()))
              .isEqualTo(named.winners().stream().map(one -> renamed(one).key()).toList());
          assertThat(keys(renamed.fair()))
              .isEqualTo(named.fair().stream().map(one -> renamed(one).key()).toList());
          Map<String, Total> references = new TreeMap<>();
          named.references().forEach((solver, total) -> references.put(renamed(solver), total));
          assertThat(renamed.references()).isEqualTo(references);
        });
  }

  /** F7: a tie falls by the seed, evenly, and in the same way for everybody. */
  @Test
  void f7TieBreak() {
    List<Contender> tied =
        List.of(whole("a", "x", 5), whole("b", "y", 5), whole("c", "z", 5), whole("less", "w", 4));
    Map<String, Integer> wins = new TreeMap<>();
    for (int i = 0; i < 3_000; i++) {
      List<Contender> winners = select(20, tied, Scene.word("seed " + i)).winners();
      assertThat(winners).hasSize(1);
      wins.merge(winners.getFirst().key(), 1, Integer::sum);
    }
    assertThat(wins.keySet()).containsExactly("a", "b", "c");
    assertThat(wins.values()).allSatisfy(count -> assertThat(count).isBetween(870, 1_130));
  }

  /** F8: nobody gains a place, score or reward by handing in a solution several times. */
  @Test
  void f8RepeatingASolutionChangesNoTotal() {
    RandomAuctions.forAll(
        300,
        random -> {
          List<Contender> contenders = Contenders.random(random);
          Selection once = select(3, contenders, Bytes32.ZERO);
          List<Contender> more = new ArrayList<>(contenders);
          for (Contender one : contenders) {
            more.add(
                new Contender(
                    one.key() + " again",
                    one.solver(),
                    one.hash(),
                    one.orders(),
                    one.pairScores()));
          }
          Selection twice = select(3, more, Bytes32.ZERO);
          assertThat(twice.total()).isEqualTo(once.total());
          assertThat(twice.references()).isEqualTo(once.references());
          assertThat(twice.winners().stream().map(Contender::hash).toList())
              .isEqualTo(once.winners().stream().map(Contender::hash).toList());
        });
  }

  /** F8: orders of one pair cut into pieces are worth what they were. */
  @Test
  void f8CuttingOrdersChangesNoWinner() {
    RandomAuctions.forAll(
        300,
        random -> {
          List<Contender> contenders = Contenders.random(random);
          List<Contender> cut = contenders.stream().map(CombinatorialSelectionTest::cut).toList();
          Selection whole = select(3, contenders, Bytes32.ZERO);
          Selection pieces = select(3, cut, Bytes32.ZERO);
          assertThat(keys(pieces.winners())).isEqualTo(keys(whole.winners()));
          assertThat(pieces.total()).isEqualTo(whole.total());
        });
  }

  @Test
  void solutionsWorthNothingGetOnlyPlacesThatAreLeft() {
    List<Contender> contenders =
        List.of(whole("good", "a", 1, -1), whole("zero", "b", -1, 0), whole("other", "c", 0, -1));
    assertThat(keys(select(2, contenders, Bytes32.ZERO).winners())).containsExactly("good", "zero");
    assertThat(keys(select(1, contenders, Bytes32.ZERO).winners())).containsExactly("good");
  }

  @Test
  void anOrderIsFilledOnceEvenUnderTwoPairs() {
    Contender one = whole("one", "a", 5, -1);
    Contender other = whole("other", "b", -1, 7);
    Contender same =
        new Contender(
            "same",
            "b",
            other.hash(),
            new TreeMap<>(Map.of("order 0", Contenders.pair(1))),
            other.pairScores());
    assertThat(keys(select(20, List.of(one, other), Bytes32.ZERO).winners())).hasSize(2);
    assertThat(keys(select(20, List.of(one, same), Bytes32.ZERO).winners()))
        .containsExactly("same");
  }

  @Test
  void cutShortTheTotalsAreBounded() {
    RandomAuctions.forAll(
        300,
        random -> {
          List<Contender> contenders = Contenders.random(random);
          Selection exact = select(3, contenders, Bytes32.ZERO);
          Selection cut =
              new CombinatorialSelection(new SelectionRule(3, random.below(100)))
                  .select(contenders, Bytes32.ZERO);
          BigInteger optimum = exact.total().achieved();
          assertThat(cut.total().achieved()).isLessThanOrEqualTo(optimum);
          assertThat(cut.total().bound()).isGreaterThanOrEqualTo(optimum);
          assertThat(cut.total().gap().signum()).isNotNegative();
          cut.references()
              .values()
              .forEach(reference -> assertThat(reference.gap().signum()).isNotNegative());
        });
  }

  @Test
  void refusesRulesAndContendersThatMakeNoSense() {
    assertThatThrownBy(() -> SelectionRule.of(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SelectionRule(1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> whole("nothing", "a", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Selection select(int maxWinners, List<Contender> contenders, Bytes32 seed) {
    return new CombinatorialSelection(SelectionRule.of(maxWinners)).select(contenders, seed);
  }

  private static List<String> keys(List<Contender> contenders) {
    return contenders.stream().map(Contender::key).toList();
  }

  private static Map<String, BigInteger> achieved(Selection selection) {
    Map<String, BigInteger> achieved = new TreeMap<>();
    selection.references().forEach((solver, total) -> achieved.put(solver, total.achieved()));
    return achieved;
  }

  private static void assertFalling(List<Contender> contenders) {
    for (int i = 1; i < contenders.size(); i++) {
      assertThat(contenders.get(i - 1).score()).isGreaterThanOrEqualTo(contenders.get(i).score());
    }
  }

  private static Contender renamed(Contender one) {
    return new Contender(
        "key " + (char) ('z' - one.key().charAt(9) + '0'),
        renamed(one.solver()),
        one.hash(),
        one.orders(),
        one.pairScores());
  }

  private static String renamed(String solver) {
    return "other " + ('z' - solver.charAt(7));
  }

  /** Each order in two: one gets all of its score but a seventh of a wei, if it has that much. */
  private static Contender cut(Contender one) {
    TreeMap<String, TokenPair> orders = new TreeMap<>();
    one.orders()
        .forEach((order, pair) -> {
          orders.put(order + ", first part", pair);
          orders.put(order + ", second part", pair);
        });
    Rational seventh = new Rational(BigInteger.ONE, BigInteger.valueOf(7));
    TreeMap<TokenPair, ExactSum> scores = new TreeMap<>();
    one.pairScores()
        .forEach((pair, score) -> {
          ExactSum without = ExactSum.of(List.of(Rational.ZERO.minus(seventh)));
          ExactSum first = ExactSum.total(List.of(score, without));
          scores.put(pair, ExactSum.total(List.of(first, ExactSum.of(List.of(seventh)))));
        });
    return new Contender(one.key(), one.solver(), one.hash(), orders, scores);
  }
}
