package io.fairlead.contracts.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayEventTest {
  private static final RandomValues RANDOM = new RandomValues(7);
  private final Address relay = RANDOM.address();
  private final Address accuser = RANDOM.address();
  private final Bytes32 word = RANDOM.bytes32();

  private static Bytes32 topic(Address address) {
    return Bytes32.of(new AbiWriter().address(address).toBytes().bytes());
  }

  private static Bytes32 topic(long number) {
    return Bytes32.of(new AbiWriter().uint(number).toBytes().bytes());
  }

  @Test
  void eventsAreDecoded() {
    assertThat(
            RelayEvent.decode(
                List.of(RelayEvent.ANCHORED_TOPIC, topic(relay), topic(5)),
                new AbiWriter().word(word).uint(7).toBytes()))
        .contains(new RelayEvent.Anchored(relay, 5, word, 7));
    assertThat(
            RelayEvent.decode(
                List.of(RelayEvent.ACCUSED_TOPIC, word, topic(relay), Bytes32.ZERO),
                new AbiWriter().address(accuser).uint(99).uint(3).toBytes()))
        .contains(
            new RelayEvent.Accused(word, relay, Bytes32.ZERO, accuser, 99, BigInteger.valueOf(3)));
    assertThat(
            RelayEvent.decode(
                List.of(RelayEvent.SLASHED_TOPIC, topic(relay), topic(accuser)),
                new AbiWriter().uint(11).word(word).toBytes()))
        .contains(new RelayEvent.Slashed(relay, BigInteger.valueOf(11), accuser, word));
  }

  @Test
  void anythingElseIsNone() {
    assertThat(RelayEvent.decode(List.of(), Bytes.EMPTY)).isEmpty();
    assertThat(RelayEvent.decode(List.of(word), Bytes.EMPTY)).isEmpty();
    assertThat(
            RelayEvent.decode(
                List.of(RelayEvent.ANCHORED_TOPIC, topic(relay), topic(5)), Bytes.EMPTY))
        .isEmpty();
    assertThat(
            RelayEvent.decode(
                List.of(RelayEvent.ANCHORED_TOPIC, topic(relay)),
                new AbiWriter().word(word).uint(7).toBytes()))
        .isEmpty();
  }

  @Test
  void commitmentsHaveBounds() {
    assertThatThrownBy(() -> new BatchCommitment(0, word, 1, word))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BatchCommitment(1, word, -1, word))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BatchCommitment(1, word, 1L << 32, word))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new BatchCommitment(1, word, (1L << 32) - 1, word).count())
        .isEqualTo(4_294_967_295L);
  }
}
