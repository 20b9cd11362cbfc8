package io.fairlead.auction.winner;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BestSingleTest {
  private final BestSingle rule = new BestSingle();

  @Test
  void theOrderOfBidsDoesNotMatter() {
    RandomAuctions.forAll(
        300,
        random -> {
          List<Bid> bids = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            bids.add(
                bid(
                    "s" + random.below(3),
                    i,
                    Scene.word("solution " + random.below(3)),
                    random.below(3)));
          }
          Bytes32 seed = random.bytes32();
          List<Bid> ranked = rule.rank(bids, seed);
          assertThat(rule.rank(random.shuffled(bids), seed)).isEqualTo(ranked);
          assertThat(ranked)
              .hasSize((int) bids.stream().filter(b -> b.score().signum() > 0).count());
          for (int i = 1; i < ranked.size(); i++) {
            assertThat(ranked.get(i - 1).score().compareTo(ranked.get(i).score())).isNotNegative();
          }
        });
  }

  @Test
  void nothingIsAwardedForNothing() {
    assertThat(
            rule.rank(
                List.of(bid("a", 1, Bytes32.ZERO, 0), bid("b", 1, Bytes32.ZERO, -1)), Bytes32.ZERO))
        .isEmpty();
  }

  @Test
  void theSeedDecidesTiesEvenly() {
    List<Bid> tied =
        List.of(
            bid("a", 1, Scene.word("one"), 5),
            bid("b", 1, Scene.word("two"), 5),
            bid("c", 1, Scene.word("two"), 5));
    int[] wins = new int[3];
    for (int i = 0; i < 3_000; i++) {
      Bid winner =
          rule.rank(tied, BestSingle.seed(Scene.word("root " + i), Bytes32.ZERO)).getFirst();
      wins[tied.indexOf(winner)]++;
    }
    // Two different solutions: one half each; the same solution twice: halves again.
    assertThat(wins[0]).isBetween(1_380, 1_620);
    assertThat(wins[1]).isBetween(640, 860);
    assertThat(wins[2]).isBetween(640, 860);
  }

  @Test
  void rootAndBlockBothMakeTheSeed() {
    Set<Bytes32> seeds = new HashSet<>();
    seeds.add(BestSingle.seed(Scene.word("a"), Scene.word("b")));
    seeds.add(BestSingle.seed(Scene.word("b"), Scene.word("a")));
    seeds.add(BestSingle.seed(Scene.word("a"), Scene.word("a")));
    assertThat(seeds).hasSize(3);
  }

  private static Bid bid(String solver, long id, Bytes32 hash, long score) {
    return new Bid(solver, Scene.address(solver), id, hash, Rational.of(BigInteger.valueOf(score)));
  }
}
