package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class LaneRulesTest {
  private static final Address AUCTIONEER = Address.parse("0x" + "aa".repeat(20));
  private static final BigInteger OWN = BigInteger.valueOf(77);
  private static final BigInteger SHARED = Nonce.shared(5, AUCTIONEER, 9).value();

  @Test
  void theOwnerLaneTakesEverything() {
    assertThat(allow(OWN, Funding.ALLOWANCE, true, 4_000_000_000L)).isTrue();
    assertThat(allow(OWN, Funding.ALLOWANCE, false, 4_000_000_000L)).isTrue();
  }

  @Test
  void theSharedLaneTakesWholeIntentsOfItsAuctioneerShortlyBeforeTheirEnd() {
    assertThat(allow(SHARED, Funding.ALLOWANCE, false, 1_800)).isTrue();
    assertThat(allow(SHARED, Funding.ALLOWANCE, false, 1_801)).isFalse();
    assertThat(allow(SHARED, Funding.ALLOWANCE, true, 1_800)).isFalse();
    BigInteger others = Nonce.shared(5, Address.ZERO, 9).value();
    assertThat(allow(others, Funding.ALLOWANCE, false, 1_800)).isFalse();
    assertThat(allow(SHARED.setBit(240), Funding.ALLOWANCE, false, 1_800)).isFalse();
  }

  @Test
  void permit2HasItsOwnNonces() {
    assertThat(allow(SHARED, Funding.PERMIT2, false, 4_000_000_000L)).isTrue();
    assertThat(allow(OWN, Funding.PERMIT2, true, 100)).isFalse();
  }

  @Test
  void slicesFitTheirWordAndInterval() {
    assertThat(LaneRules.allow(twap(OWN, 10, 100, 100))).isTrue();
    assertThat(LaneRules.allow(twap(OWN, 10, 100, 101))).isFalse();
    assertThat(LaneRules.allow(twap(OWN, 10, 100, 0))).isFalse();
    assertThat(LaneRules.allow(twap(BigInteger.valueOf(256), 256, 100, 50))).isTrue();
    assertThat(LaneRules.allow(twap(BigInteger.valueOf(257), 256, 100, 50))).isFalse();
    assertThat(LaneRules.allow(twap(SHARED, 1, 100, 50))).isFalse();
  }

  @Test
  void aPartIsAnIntentInItsOwnSlice() {
    TwapIntent twap = twap(OWN, 3, 100, 60);
    Intent part = twap.part(2);
    assertThat(part.validFrom()).isEqualTo(1_200);
    assertThat(part.validTo()).isEqualTo(1_259);
    assertThat(part.nonce()).isEqualTo(BigInteger.valueOf(79));
    assertThat(part.side()).isEqualTo(Side.SELL);
    assertThat(part.partiallyFillable()).isFalse();
    TwapIntent late = twap(OWN, 256, Intent.MAX_TIME, Intent.MAX_TIME);
    assertThat(late.opens(255)).isEqualTo(1_000 + 255 * Intent.MAX_TIME);
    assertThat(late.part(255).validTo()).isEqualTo(Intent.MAX_TIME);
  }

  private static boolean allow(BigInteger nonce, Funding funding, boolean partially, long left) {
    Intent intent =
        new Intent(
            Address.ZERO,
            Address.ZERO,
            Address.ZERO,
            AUCTIONEER,
            BigInteger.ONE,
            BigInteger.ONE,
            Side.SELL,
            partially,
            0,
            100 + left,
            nonce,
            Bytes32.ZERO);
    return LaneRules.allow(intent, funding, AUCTIONEER, 100);
  }

  private static TwapIntent twap(BigInteger nonce, int parts, long interval, long span) {
    return new TwapIntent(
        Address.ZERO,
        Address.ZERO,
        Address.ZERO,
        AUCTIONEER,
        BigInteger.ONE,
        BigInteger.ONE,
        1_000,
        interval,
        span,
        parts,
        nonce,
        Bytes32.ZERO);
  }
}
