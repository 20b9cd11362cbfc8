package io.fairlead.contracts.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.contracts.RandomValues;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class NonceTest {
  @Test
  void splitsAndJoins() {
    RandomValues.forAll(
        1_000,
        random -> {
          Nonce nonce = new Nonce(random.uint(256));
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
    BigInteger tooLargeWord = BigInteger.ONE.shiftLeft(248);
    BigInteger negative = BigInteger.valueOf(-1);
    assertThatIllegalArgumentException().isThrownBy(() -> new Nonce(tooLarge));
    assertThatIllegalArgumentException().isThrownBy(() -> new Nonce(negative));
    assertThatIllegalArgumentException().isThrownBy(() -> Nonce.of(tooLargeWord, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Nonce.of(negative, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Nonce.of(BigInteger.ZERO, 256));
    assertThatIllegalArgumentException().isThrownBy(() -> Nonce.of(BigInteger.ZERO, -1));
  }
}
