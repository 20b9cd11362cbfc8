package io.fairlead.contracts.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import org.junit.jupiter.api.Test;

class IntentUidTest {
  @Test
  void isHashOwnerAndTime() {
    Bytes32 hash = Bytes32.parse("0x" + "11".repeat(32));
    Address owner = Address.parse("0x" + "22".repeat(20));
    IntentUid uid = new IntentUid(hash, owner, 0xfffffffeL);
    assertThat(uid).hasToString("0x" + "11".repeat(32) + "22".repeat(20) + "fffffffe");
    assertThat(IntentUid.parse(uid.toString())).isEqualTo(uid);
  }

  @Test
  void parsingReturnsWhatWasPrinted() {
    RandomValues.forAll(
        1_000,
        random -> {
          Intent intent = random.intent();
          IntentUid uid = IntentUid.of(random.bytes32(), intent);
          assertThat(uid.validTo()).isEqualTo(intent.validTo());
          assertThat(IntentUid.parse(uid.toString())).isEqualTo(uid);
          IntentUid other = IntentUid.of(random.bytes32(), intent);
          assertThat(Integer.signum(uid.compareTo(other)))
              .isEqualTo(Integer.signum(uid.toString().compareTo(other.toString())));
        });
  }

  @Test
  void otherTextIsNoUid() {
    for (String text :
        new String[] {"", "0x", "0x" + "1".repeat(111), "0x" + "1".repeat(113), "1".repeat(114)}) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> IntentUid.parse(text));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IntentUid(Bytes32.ZERO, Address.ZERO, 1L << 32));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IntentUid(Bytes32.ZERO, Address.ZERO, -1));
  }
}
