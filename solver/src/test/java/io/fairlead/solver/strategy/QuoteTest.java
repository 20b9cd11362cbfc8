package io.fairlead.solver.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a single order is promised where pools disagree about prices. */
class QuoteTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final Address A = RandomAuction.address(1);
  private static final Address B = RandomAuction.address(2);
  private static final Address C = RandomAuction.address(3);

  @ParameterizedTest
  @ValueSource(strings = {"optimal", "batch"})
  void aQuoteDoesNotPromiseTheGainOfEveningOutPools(String name) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    double quoted = paid(strategy.solve(request(null), Budget.UNLIMITED).getFirst());
    // C costs 1 B, and B costs 1 A: with two fees of 0.3 % and a little slippage.
    assertThat(quoted).isBetween(1_000.0, 1_010.0);
    assertThat(hops(strategy.solve(request(null), Budget.UNLIMITED).getFirst())).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"optimal", "batch"})
  void anAuctionDoesGiveItToTheOwners(String name) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    assertThat(paid(strategy.solve(request("1"), Budget.UNLIMITED).getFirst()))
        .isLessThan(0.9 * 1_000);
  }

  private static int hops(Solution solution) {
    return (int) solution.interactions().stream().filter(LiquiditySwap.class::isInstance).count();
  }

  /** Units of A that 1,000 units of C cost. */
  private static double paid(Solution solution) {
    BigInteger bought = Objects.requireNonNull(solution.prices().get(C));
    BigInteger sold = Objects.requireNonNull(solution.prices().get(A));
    return new BigDecimal(bought)
        .divide(new BigDecimal(sold), MathContext.DECIMAL64)
        .multiply(BigDecimal.valueOf(1_000))
        .doubleValue();
  }

  /** A purchase at any price; two deep pools of A and D disagree by a tenth about D. */
  private static SolveRequest request(@Nullable String id) {
    SortedMap<Address, TokenInfo> tokens = new TreeMap<>();
    for (Address token : List.of(A, B, C, RandomAuction.address(4))) {
      tokens.put(token, new TokenInfo(18, "T", UNIT, BigInteger.ZERO, true));
    }
    List<Liquidity> pools =
        List.of(
            pool(0, A, B, 2_000_000, 2_000_000),
            pool(1, B, C, 2_000_000, 2_000_000),
            pool(2, A, RandomAuction.address(4), 2_000_000, 2_000_000),
            pool(3, A, RandomAuction.address(4), 2_000_000, 2_200_000));
    BigInteger wanted = UNIT.multiply(BigInteger.valueOf(1_000));
    Order order = RandomAuction.order(1, A, C, Intent.MAX_AMOUNT, wanted, Side.BUY, false);
    return new SolveRequest(id, tokens, List.of(order), pools, BigInteger.ZERO, Instant.MAX);
  }

  private static Liquidity pool(int n, Address one, Address other, long first, long second) {
    return new Liquidity.ConstantProduct(
        Integer.toString(n),
        RandomAuction.address(1_000 + n),
        90_000,
        RandomAuction.address(900),
        one,
        other,
        UNIT.multiply(BigInteger.valueOf(first)),
        UNIT.multiply(BigInteger.valueOf(second)),
        30);
  }
}
