package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ClearingMathTest {
  private static final BigInteger ONE = BigInteger.ONE;

  @Test
  void aSellerReceivesTheLeastWholeNumberNotBelowThePrice() {
    RandomValues.forAll(
        5_000,
        random -> {
          BigInteger sellPrice = random.positive(128);
          BigInteger buyPrice = random.positive(128);
          BigInteger executed = random.uint(128);
          BigInteger fee = random.uint(128);
          Fill fill = fill(Side.SELL, executed, fee, sellPrice, buyPrice);
          assertThat(fill.sold()).isEqualTo(executed.add(fee));
          assertThat(fill.fee()).isEqualTo(fee);
          BigInteger exact = executed.multiply(sellPrice);
          assertThat(fill.bought().multiply(buyPrice)).isGreaterThanOrEqualTo(exact);
          assertThat(fill.bought().subtract(ONE).multiply(buyPrice)).isLessThan(exact);
        });
  }

  @Test
  void aBuyerPaysTheGreatestWholeNumberNotAboveThePrice() {
    RandomValues.forAll(
        5_000,
        random -> {
          BigInteger sellPrice = random.positive(128);
          BigInteger buyPrice = random.positive(128);
          BigInteger executed = random.uint(128);
          BigInteger fee = random.uint(128);
          Fill fill = fill(Side.BUY, executed, fee, sellPrice, buyPrice);
          assertThat(fill.bought()).isEqualTo(executed);
          BigInteger paid = fill.sold().subtract(fee);
          BigInteger exact = executed.multiply(buyPrice);
          assertThat(paid.multiply(sellPrice)).isLessThanOrEqualTo(exact);
          assertThat(paid.add(ONE).multiply(sellPrice)).isGreaterThan(exact);
        });
  }

  /** Rounding can never push an owner below a limit which the clearing prices meet. */
  @Test
  void pricesAtTheLimitMeetIt() {
    RandomValues.forAll(
        5_000,
        random -> {
          BigInteger sellAmount = random.positive(128);
          BigInteger buyAmount = random.positive(128);
          BigInteger executed = random.uint(128);
          Side side = random.bool() ? Side.SELL : Side.BUY;
          Intent intent = intent(side, sellAmount, buyAmount);
          // sellPrice / buyPrice = buyAmount / sellAmount is the limit exactly.
          Fill atLimit = fill(side, executed, BigInteger.ZERO, buyAmount, sellAmount);
          assertThat(ClearingMath.meetsLimit(intent, atLimit)).isTrue();
          Fill better =
              fill(side, executed, BigInteger.ZERO, buyAmount.add(random.uint(64)), sellAmount);
          assertThat(ClearingMath.meetsLimit(intent, better)).isTrue();
        });
  }

  @Test
  void oneWeiLessThanTheLimitDoesNotMeetIt() {
    RandomValues.forAll(
        2_000,
        random -> {
          BigInteger sellAmount = random.positive(128);
          BigInteger buyAmount = random.positive(128);
          Intent intent = intent(Side.SELL, sellAmount, buyAmount);
          Fill exact = new Fill(sellAmount, buyAmount, BigInteger.ZERO);
          Fill less = new Fill(sellAmount, buyAmount.subtract(ONE), BigInteger.ZERO);
          Fill dearer = new Fill(sellAmount.add(ONE), buyAmount, BigInteger.ZERO);
          assertThat(ClearingMath.meetsLimit(intent, exact)).isTrue();
          assertThat(ClearingMath.meetsLimit(intent, less)).isFalse();
          assertThat(ClearingMath.meetsLimit(intent, dearer)).isFalse();
        });
  }

  @Test
  void feeBoundIsOneTenthOfWhatIsSold() {
    RandomValues.forAll(
        1_000,
        random -> {
          BigInteger fee = random.uint(120);
          BigInteger sold = fee.multiply(BigInteger.TEN);
          assertThat(ClearingMath.feeWithinBound(new Fill(sold, ONE, fee))).isTrue();
          assertThat(ClearingMath.feeWithinBound(new Fill(sold, ONE, fee.add(ONE)))).isFalse();
        });
  }

  private static Fill fill(
      Side side, BigInteger executed, BigInteger fee, BigInteger sellPrice, BigInteger buyPrice) {
    SignedIntent signed =
        SignedIntent.ecdsa(
            intent(side, ONE, ONE), Signature.ofCompact(new byte[Signature.COMPACT_SIZE]));
    return ClearingMath.fill(Trade.of(signed, executed, fee), sellPrice, buyPrice);
  }

  private static Intent intent(Side side, BigInteger sellAmount, BigInteger buyAmount) {
    return new Intent(
        Address.ZERO,
        Address.ZERO,
        Address.ZERO,
        Address.ZERO,
        sellAmount,
        buyAmount,
        side,
        true,
        0,
        0,
        BigInteger.ZERO,
        Bytes32.ZERO);
  }
}
