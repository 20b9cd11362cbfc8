package io.fairlead.contracts.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {
  private static final String ZERO = "00".repeat(32);
  private static final String ONE = "00".repeat(31) + "01";

  /** The bounds as OpenZeppelin's ECDSA and the yellow paper write them. */
  @ParameterizedTest
  @CsvSource({
    // r, s, v, canonical
    "1, 1, 1b, true",
    "1, 1, 1c, true",
    "1, 1, 1a, false",
    "1, 1, 1d, false",
    "1, 1, 00, false",
    "0, 1, 1b, false",
    "1, 0, 1b, false",
    "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140, 1, 1b, true",
    "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141, 1, 1b, false",
    "1, 7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0, 1b, true",
    "1, 7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1, 1b, false",
    "1, ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 1b, false",
  })
  void numbersHaveBounds(String r, String s, String v, boolean canonical) {
    Signature signature = Signature.parse("0x" + word(r) + word(s) + v);
    assertThat(signature.isCanonical()).isEqualTo(canonical);
    assertThat(signature.v()).isEqualTo(Integer.parseInt(v, 16));
  }

  @Test
  void has65Bytes() {
    for (int size : new int[] {0, 64, 66}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(new byte[size]));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Signature.parse("0x" + "00".repeat(size)));
    }
  }

  private static String word(String hex) {
    return switch (hex) {
      case "0" -> ZERO;
      case "1" -> ONE;
      default -> hex;
    };
  }
}
