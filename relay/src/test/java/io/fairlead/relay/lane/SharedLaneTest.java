package io.fairlead.relay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.relay.testing.Owners;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLaneTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void noNonceIsGivenTwiceWhateverTheClockSaysAtARestart() {
    Set<Nonce> given = new HashSet<>();
    for (long millis : new long[] {1_000_000, 1_000_000, 10, 2_000_000}) {
      SeriesStart starts = new SeriesStart(folder.resolve("shared-lane"));
      SharedLane lane = new SharedLane(Owners.TERMS.auctioneer(), () -> starts.next(millis));
      for (int i = 0; i < 600; i++) {
        Nonce nonce = lane.reserve(Owners.ALICE.address(), 0).nonce();
        assertThat(nonce.isSharedOf(Owners.TERMS.auctioneer())).isTrue();
        assertThat(given.add(nonce)).isTrue();
      }
    }
    assertThat(given.stream().map(Nonce::word).distinct()).hasSize(4 * 3);
  }

  @Test
  void aReservationIsOfOneOwnerAndEnds() {
    SharedLane lane = new SharedLane(Owners.TERMS.auctioneer(), () -> 1);
    SharedLane.Reservation reserved = lane.reserve(Owners.ALICE.address(), 100);
    assertThat(reserved.expiresAt()).isEqualTo(100 + SharedLane.SECONDS);
    Nonce nonce = reserved.nonce();
    assertThat(lane.isReserved(nonce, Owners.ALICE.address(), reserved.expiresAt())).isTrue();
    assertThat(lane.isReserved(nonce, Owners.ALICE.address(), reserved.expiresAt() + 1)).isFalse();
    assertThat(lane.isReserved(nonce, Owners.BOB.address(), 100)).isFalse();
  }
}
