package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signature;
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
}
