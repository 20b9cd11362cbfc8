package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SettlementCodecTest {
  @Test
  void decodingReturnsWhatWasEncoded() {
    RandomValues.forAll(
        2_000,
        random -> {
          Award award = random.award();
          Signature signature = random.signature();
          Settlement settlement = random.settlement();
          Bytes call = SettlementCodec.encodeCall(award, signature, settlement);
          assertThat(SettlementCodec.decodeCall(call))
              .isEqualTo(new SettlementCodec.Call(award, signature, settlement));
        });
  }

  /**
   * Whatever happens to call data, it is refused with an IllegalArgumentException or it is the one
   * encoding of what it decodes to.
   */
  @Test
  void mutatedCallsAreRefusedOrCanonical() {
    int[] accepted = new int[1];
    Assertions.assertTimeout(
        Duration.ofSeconds(60),
        () ->
            RandomValues.forAll(
                10_000,
                random -> {
                  byte[] call = mutate(random, call(random).bytes());
                  try {
                    SettlementCodec.Call decoded = SettlementCodec.decodeCall(Bytes.of(call));
                    assertThat(
                            SettlementCodec.encodeCall(
                                decoded.award(), decoded.awardSignature(), decoded.settlement()))
                        .isEqualTo(Bytes.of(call));
                    accepted[0]++;
                  } catch (IllegalArgumentException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                  }
                }));
    // A mutated hash or signature is another call, so that both outcomes are tested.
    assertThat(accepted[0]).isBetween(1_000, 9_000);
  }

  /** The last array claims as many elements as there are words behind it, and they are all zero. */
  @Test
  void aLongClaimIsRefusedAtOnce() {
    RandomValues random = new RandomValues(1);
    Settlement empty = new Settlement(List.of(), List.of(), List.of(), List.of());
    byte[] call = SettlementCodec.encodeCall(random.award(), random.signature(), empty).bytes();
    int words = 1 << 18;
    byte[] claim = Arrays.copyOf(call, call.length + 32 * words);
    ByteBuffer.wrap(claim).putInt(call.length - Integer.BYTES, words);
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> SettlementCodec.decodeCall(Bytes.of(claim))));
  }

  private static byte[] mutate(RandomValues random, byte[] call) {
    for (int i = random.below(3); i >= 0; i--) {
      int words = (call.length - 4) / 32;
      int at = 4 + 32 * random.below(words);
      int from = 4 + 32 * random.below(words);
      switch (random.below(7)) {
        case 0 -> call[random.below(call.length)] ^= (byte) (1 << random.below(8));
        case 1 -> System.arraycopy(random.array(32), 0, call, at, 32);
        case 2 -> System.arraycopy(call, from, call, at, 32);
        case 3 -> call = Arrays.copyOf(call, Math.max(4 + 32, random.below(call.length)));
        case 4 -> call = Arrays.copyOf(call, call.length + random.below(65));
        case 5 -> Arrays.fill(call, at, at + 32, (byte) (random.bool() ? 0xff : 0));
        default -> {
          // A plausible offset or length.
          Arrays.fill(call, at, at + 32, (byte) 0);
          call[at + 31] = (byte) (32 * random.below(8));
          call[at + 30] = (byte) random.below(8);
        }
      }
    }
    return call;
  }

  @Test
  void solutionHashCommitsToEverythingButTheAward() {
    RandomValues.forAll(
        200,
        random -> {
          Settlement settlement = random.settlement();
          Bytes call = SettlementCodec.encodeCall(random.award(), random.signature(), settlement);
          // abi.encode(tokens, prices, trades, interactions) is the call's last part with its own
          // offsets: the head has 7 words more in a call, and the award's signature 4 in the tail.
          byte[] tail = Arrays.copyOfRange(call.bytes(), 4 + 32 * (6 + 5 + 4), call.size());
          byte[] head = new AbiWriter().uint(0).uint(0).uint(0).uint(0).toBytes().bytes();
          byte[] inCall = call.bytes();
          for (int i = 0; i < 4; i++) {
            int at = 4 + 32 * (7 + i);
            BigInteger offset =
                new BigInteger(1, inCall, at, 32).subtract(BigInteger.valueOf(32 * (6 + 5)));
            byte[] word = new AbiWriter().uint(offset, 256).toBytes().bytes();
            System.arraycopy(word, 0, head, 32 * i, 32);
          }
          assertThat(SettlementCodec.solutionHash(settlement)).isEqualTo(Keccak.hash(head, tail));
        });
  }

  @Test
  void tokensOfTradesMustBeListed() {
    RandomValues random = new RandomValues(1);
    Trade trade =
        new Trade(
            new SignedIntent(random.intent(), random.signature()), BigInteger.ONE, BigInteger.ZERO);
    Settlement settlement = new Settlement(List.of(), List.of(), List.of(trade), List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettlementCodec.solutionHash(settlement))
        .withMessageContaining("not listed");
  }

  @Test
  void tokensMustAscend() {
    RandomValues random = new RandomValues(1);
    Address token = random.address();
    Settlement twice =
        new Settlement(
            List.of(token, token), List.of(BigInteger.ONE, BigInteger.ONE), List.of(), List.of());
    Bytes call = SettlementCodec.encodeCall(random.award(), random.signature(), twice);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettlementCodec.decodeCall(call))
        .withMessageContaining("ascending");
  }

  private static Bytes call(RandomValues random) {
    return SettlementCodec.encodeCall(random.award(), random.signature(), random.settlement());
  }
}
