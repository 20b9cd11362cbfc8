package io.fairlead.devnet.bench.arena;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class PricesTest {
  @Test
  void ownersGetRoundedUp() {
    BigInteger sold = BigInteger.TEN.pow(21);
    BigInteger bought = Prices.bought(sold);
    assertThat(bought.multiply(Prices.BUY)).isGreaterThan(sold.multiply(Prices.SELL));
    assertThat(bought.subtract(BigInteger.ONE).multiply(Prices.BUY))
        .isLessThan(sold.multiply(Prices.SELL));
  }

  @Test
  void nothingIsRoundedWhereNothingIsLeft() {
    assertThat(Prices.bought(Prices.BUY)).isEqualTo(Prices.SELL);
  }
}
