package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LargestFitTest {
  @Test
  void findsTheLimitFromEveryGuess() {
    for (int limit = 10; limit <= 40; limit++) {
      for (int guess = 1; guess <= 50; guess++) {
        int largest = limit;
        assertThat(LargestFit.find(10, 40, guess, n -> n <= largest)).isEqualTo(limit);
      }
    }
  }

  @Test
  void neverAsksOutsideTheRange() {
    LargestFit.find(
        10,
        40,
        1_000_000,
        n -> {
          assertThat(n).isBetween(10, 40);
          return true;
        });
  }

  @Test
  void aGoodGuessNeedsFewQuestions() {
    AtomicInteger asked = new AtomicInteger();
    int found =
        LargestFit.find(
            100,
            1_000,
            640,
            n -> {
              asked.incrementAndGet();
              return n <= 642;
            });
    assertThat(found).isEqualTo(642);
    assertThat(asked.get()).isLessThanOrEqualTo(5);
  }
}
