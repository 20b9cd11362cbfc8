package io.fairlead.auction.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.winner.BestSingle;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * F7: a tie falls by the batch's seed, evenly, and nobody has a better chance by name or number.
 */
class F7TieBreakTest {
  private static final int BATCHES = 10_000;
  private static final int TIED = 5;
  private static final long GENERATOR_SEED = 20_261_128;

  /** Chi-square with 4 degrees of freedom exceeds this once in a thousand times. */
  private static final double CRITICAL = 18.47;

  @Test
  void differentSolutionsTiedOverTenThousandBatches() {
    assertEven(i -> bid(i, Scene.word("solution " + i)));
  }

  @Test
  void theSameSolutionOfSeveralSolvers() {
    assertEven(i -> bid(i, Scene.word("one solution")));
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    RandomAuctions random = new RandomAuctions(GENERATOR_SEED);
    Bytes32 seed = BestSingle.seed(random.bytes32(), random.bytes32());
    List<Bid> bids = new ArrayList<>();
    for (int i = 0; i < TIED; i++) {
      bids.add(bid(i, Scene.word("solution " + i)));
    }
    List<Bid> order = new BestSingle().rank(bids, seed);
    for (int i = 0; i < 20; i++) {
      assertThat(new BestSingle().rank(random.shuffled(bids), seed)).isEqualTo(order);
    }
  }

  private static void assertEven(Function<Integer, Bid> bids) {
    RandomAuctions random = new RandomAuctions(GENERATOR_SEED);
    List<Bid> tied = new ArrayList<>();
    for (int i = 0; i < TIED; i++) {
      tied.add(bids.apply(i));
    }
    int[] wins = new int[TIED];
    for (int batch = 0; batch < BATCHES; batch++) {
      Bytes32 seed = BestSingle.seed(random.bytes32(), random.bytes32());
      wins[tied.indexOf(new BestSingle().rank(tied, seed).getFirst())]++;
    }
    double expected = (double) BATCHES / TIED;
    double chiSquare = 0;
    for (int count : wins) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare)
        .as("generator seed %s, wins %s", GENERATOR_SEED, List.of(wins[0], wins[1], wins[2]))
        .isLessThan(CRITICAL);
  }

  private static Bid bid(int number, Bytes32 solutionHash) {
    return new Bid(
        "solver " + number, Scene.address("solver " + number), number, solutionHash, Rational.ONE);
  }
}
