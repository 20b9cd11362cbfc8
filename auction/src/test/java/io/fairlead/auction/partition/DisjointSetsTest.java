package io.fairlead.auction.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DisjointSetsTest {
  private static final int ROUNDS = 200;

  @Test
  void apartAtFirst() {
    DisjointSets sets = new DisjointSets(4);

    assertThat(IntStream.range(0, 4).map(sets::least)).containsExactly(0, 1, 2, 3);
    assertThat(sets.together(1, 1)).isTrue();
    assertThat(sets.together(1, 2)).isFalse();
  }

  @Test
  void joiningSaysWhetherTheyWereApart() {
    DisjointSets sets = new DisjointSets(5);

    assertThat(sets.join(4, 3)).isTrue();
    assertThat(sets.join(1, 3)).isTrue();
    assertThat(sets.join(4, 1)).isFalse();
    assertThat(sets.join(2, 2)).isFalse();
    assertThat(IntStream.range(0, 5).map(sets::least)).containsExactly(0, 1, 2, 1, 1);
  }

  @Test
  void numbersOutsideAreRefused() {
    DisjointSets sets = new DisjointSets(2);

    assertThatThrownBy(() -> sets.join(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> sets.least(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Against colours that are painted over, in two orders of joining. */
  @Test
  void asIfEverySetWerePaintedInOneColour() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      int count = 1 + random.nextInt(40);
      List<int[]> pairs = new ArrayList<>();
      for (int i = random.nextInt(count + 1); i > 0; i--) {
        pairs.add(new int[] {random.nextInt(count), random.nextInt(count)});
      }
      DisjointSets sets = new DisjointSets(count);
      int[] colour = IntStream.range(0, count).toArray();
      for (int[] pair : pairs) {
        boolean apart = colour[pair[0]] != colour[pair[1]];
        assertThat(sets.join(pair[0], pair[1])).as("seed %s", seed).isEqualTo(apart);
        paint(colour, colour[pair[0]], colour[pair[1]]);
      }
      Collections.shuffle(pairs, random);
      DisjointSets again = new DisjointSets(count);
      pairs.forEach(pair -> again.join(pair[1], pair[0]));
      for (int number = 0; number < count; number++) {
        assertThat(sets.least(number)).as("seed %s", seed).isEqualTo(colour[number]);
        assertThat(again.least(number)).as("seed %s", seed).isEqualTo(colour[number]);
        assertThat(sets.together(number, 0)).as("seed %s", seed).isEqualTo(colour[number] == 0);
      }
    }
  }

  private static void paint(int[] colour, int one, int other) {
    for (int i = 0; i < colour.length; i++) {
      if (colour[i] == one || colour[i] == other) {
        colour[i] = Math.min(one, other);
      }
    }
  }
}
