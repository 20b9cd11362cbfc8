package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AuctionIdTest {
  @Test
  void numbersAreThoseOfTheProtocolAndNeverMeet() {
    assertThat(new AuctionId(5, 0).number()).isEqualTo(40);
    assertThat(AuctionId.of(47)).isEqualTo(new AuctionId(5, 7));
    for (long number = AuctionId.PLACES; number < 1_000; number++) {
      assertThat(AuctionId.of(number).number()).isEqualTo(number);
    }
    long newest = (1L << 48) - 1;
    assertThat(AuctionId.of(newest).number()).isEqualTo(newest);
  }

  @Test
  void thereIsNothingElse() {
    for (long number : new long[] {-1, 0, 7, 1L << 48}) {
      assertThatThrownBy(() -> AuctionId.of(number))
          .as("%d", number)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new AuctionId(1, 8)).hasMessageContaining("place 8");
    assertThatThrownBy(() -> new AuctionId(1, -1)).hasMessageContaining("place -1");
  }

  /** The contract remembers which of the 49 newest auctions were executed. */
  @Test
  void aBatchsPlacesAreAllRememberedWhileItSettles() {
    assertThat(AuctionId.PLACES).isLessThan(49);
  }
}
