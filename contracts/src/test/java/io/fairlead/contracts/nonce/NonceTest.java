package io.fairlead.contracts.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class NonceTest {
  @Test
  void splitsAndJoins() {
    RandomValues.forAll(
        1_000,
        random -> {
          Nonce nonce = new Nonce(random.uint(255));
          assertThat(nonce.isShared()).isFalse();
          assertThat(Nonce.of(nonce.word(), nonce.bit())).isEqualTo(nonce);
          assertThat(nonce.bit()).isBetween(0, 255);
          assertThat(nonce.isSetIn(nonce.mask())).isTrue();
          assertThat(nonce.isSetIn(nonce.mask().not())).isFalse();
        });
  }

  @Test
  void theLowEightBitsAreTheBit() {
    Nonce nonce = new Nonce(BigInteger.valueOf(0x1234));
    assertThat(nonce.word()).isEqualTo(BigInteger.valueOf(0x12));
    assertThat(nonce.bit()).isEqualTo(0x34);
    assertThat(nonce.mask()).isEqualTo(BigInteger.ONE.shiftLeft(0x34));
  }

  @Test
  void mustFit() {
    BigInteger tooLarge = BigInteger.ONE.shiftLeft(256);
    BigInteger tooLargeWord = BigInteger.ONE.shiftLeft(247);
    BigInteger negative = BigInteger.valueOf(-1);
    assertThatIllegalArgumentException().isThrownBy(() -> new Nonce(tooLarge));
    assertThatIllegalArgumentException().isThrownBy(() -> new Nonce(negative));
    assertThatIllegalArgumentException().isThrownBy(() -> Nonce.of(tooLargeWord, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Nonce.of(negative, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Nonce.of(BigInteger.ZERO, 256));
    assertThatIllegalArgumentException().isThrownBy(() -> Nonce.of(BigInteger.ZERO, -1));
  }

  @Test
  void sharedLanes() {
    RandomValues.forAll(
        1_000,
        random -> {
          long series = random.uint(64).longValue();
          Address auctioneer = random.address();
          int bit = random.below(256);
          Nonce nonce = Nonce.shared(series, auctioneer, bit);
          assertThat(nonce.value().bitLength()).isEqualTo(256);
          assertThat(nonce.isShared()).isTrue();
          assertThat(nonce.series()).isEqualTo(series);
          assertThat(nonce.auctioneer()).isEqualTo(auctioneer);
          assertThat(nonce.bit()).isEqualTo(bit);
          assertThat(nonce.isSharedOf(auctioneer)).isTrue();
          assertThat(nonce.isSharedOf(random.address())).isFalse();
          Nonce malformed = new Nonce(nonce.value().setBit(232 + random.below(23)));
          assertThat(malformed.isShared()).isTrue();
          assertThat(malformed.isSharedOf(auctioneer)).isFalse();
        });
  }

  /**
   * The layout is docs/protocol.md's: 1 bit, 23 zeros, 8 bytes of series, 20 of address, 1 of bit.
   */
  @Test
  void layoutOfASharedNonce() {
    Address auctioneer = Address.parse("0x" + "ab".repeat(20));
    assertThat(Nonce.shared(-1, auctioneer, 0x7f).value().toString(16))
        .isEqualTo("80" + "0000" + "ff".repeat(8) + "ab".repeat(20) + "7f");
  }

  @Test
  void theOwnerLaneHasNoSeries() {
    Nonce nonce = new Nonce(BigInteger.ONE);
    assertThatIllegalStateException().isThrownBy(nonce::series);
    assertThatIllegalStateException().isThrownBy(nonce::auctioneer);
    assertThat(nonce.isSharedOf(Address.ZERO)).isFalse();
  }
}
