package io.fairlead.solver.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Token A has 18 decimals and is worth one native token, B has 6 and 2,500 of it are. */
class MatchingTest {
  private static final Address A = RandomAuction.address(1);
  private static final Address B = RandomAuction.address(2);
  private static final Liquidity POOL =
      new Liquidity.ConstantProduct(
          "7",
          RandomAuction.address(70),
          90_000,
          RandomAuction.address(90),
          A,
          B,
          a("1000"),
          b("2500000"),
          30);

  private final Strategy matching = new Matching();
  private final Strategy bestPath = new BestPath();

  @Test
  void twoSellOrdersThatFitNeedNoSwap() {
    Order one = RandomAuction.order(1, A, B, a("1"), b("2400"), Side.SELL, false);
    Order two = RandomAuction.order(2, B, A, b("2495"), a("0.9"), Side.SELL, false);
    Solution solution = best(matching, 0, one, two);
    assertThat(solution.interactions()).isEmpty();
    assertThat(solution.trades()).hasSize(2);
    // Each gets all the other gives.
    assertThat(price(solution, A).multiply(a("1")))
        .isEqualTo(price(solution, B).multiply(b("2495")));
  }

  @Test
  void anyPriceWouldDoSoItIsTheReferencePrice() {
    Order one = RandomAuction.order(1, A, B, a("1"), b("2400"), Side.SELL, false);
    Order two = RandomAuction.order(2, B, A, b("2600"), a("1"), Side.BUY, false);
    Solution solution = best(matching, 0, one, two);
    assertThat(solution.interactions()).isEmpty();
    assertThat(price(solution, A).multiply(a("1")))
        .isEqualTo(price(solution, B).multiply(b("2500")));
  }

  @Test
  void theReferencePriceGivesWayToALimit() {
    Order one = RandomAuction.order(1, A, B, a("1"), b("2550"), Side.SELL, false);
    Order two = RandomAuction.order(2, B, A, b("2600"), a("1"), Side.BUY, false);
    // With the pool the second order would do better alone.
    SolveRequest request = request(0, List.of(), one, two);
    Solution solution = matching.solve(request, Budget.UNLIMITED).getFirst();
    assertThat(solution.interactions()).isEmpty();
    assertThat(price(solution, A).multiply(a("1")))
        .isEqualTo(price(solution, B).multiply(b("2550")));
  }

  @Test
  void onlyTheRemainderGoesToThePool() {
    Order one = RandomAuction.order(1, A, B, a("3"), b("7000"), Side.SELL, false);
    Order two = RandomAuction.order(2, B, A, b("2600"), a("1"), Side.BUY, false);
    Solution solution = best(matching, 0, one, two);
    assertThat(solution.trades()).hasSize(2);
    assertThat(solution.interactions())
        .singleElement()
        .isInstanceOfSatisfying(
            LiquiditySwap.class,
            swap -> {
              assertThat(swap.inputToken()).isEqualTo(A);
              // One of the three goes to the other order; at most a wei of slack per order is left.
              assertThat(a("2").subtract(swap.inputAmount())).isBetween(ZERO, BigInteger.TWO);
            });
  }

  @Test
  void bestPathTakesOneDirectionOnly() {
    Order one = RandomAuction.order(1, A, B, a("3"), b("7000"), Side.SELL, false);
    Order two = RandomAuction.order(2, B, A, b("2600"), a("1"), Side.BUY, false);
    Solution solution = best(bestPath, 0, one, two);
    assertThat(solution.trades()).singleElement().matches(t -> t.order().equals(one.uid()));
  }

  @Test
  void anOrderThatMayBeFilledInPartIsFilledAsFarAsItsLimitGoes() {
    // At 400 of 1,000 the pool's average price is far below 2,300.
    Order big = RandomAuction.order(1, A, B, a("400"), b("920000"), Side.SELL, true);
    Solution solution = best(bestPath, 0, big);
    BigInteger sold = solution.trades().getFirst().executedAmount();
    assertThat(sold).isBetween(a("10"), a("90"));
    Order whole = RandomAuction.order(1, A, B, a("400"), b("920000"), Side.SELL, false);
    assertThat(bestPath.solve(request(0, whole), Budget.UNLIMITED)).isEmpty();
  }

  @Test
  void anOrderThatCannotPayItsGasIsLeftAlone() {
    Order small = RandomAuction.order(1, A, B, a("0.0001"), b("0.1"), Side.SELL, false);
    assertThat(bestPath.solve(request(0, small), Budget.UNLIMITED)).hasSize(1);
    assertThat(bestPath.solve(request(10_000_000_000L, small), Budget.UNLIMITED)).isEmpty();
  }

  @Test
  void theFeeIsTheGasAtReferencePricesRoundedUp() {
    Order order = RandomAuction.order(1, B, A, b("2500"), a("0.9"), Side.SELL, false);
    Solution solution = best(bestPath, 1_000_000_000L, order);
    // (75,000 + 45,000 + 90,000) gas at 1 gwei = 0.00021 of the native token = 0.525 of B.
    assertThat(solution.trades().getFirst().fee()).isEqualTo(b("0.525"));
    assertThat(solution.gas()).isEqualTo(210_000);
  }

  @Test
  void aSpentBudgetStillEnds() {
    Order order = RandomAuction.order(1, B, A, b("2500"), a("0.9"), Side.SELL, false);
    assertThat(matching.solve(request(0, order), () -> true)).isEmpty();
  }

  private static final BigInteger ZERO = BigInteger.ZERO;

  private static Solution best(Strategy strategy, long gasPrice, Order... orders) {
    List<Solution> solutions = strategy.solve(request(gasPrice, orders), Budget.UNLIMITED);
    assertThat(solutions).isNotEmpty();
    return solutions.getFirst();
  }

  private static SolveRequest request(long gasPrice, Order... orders) {
    return request(gasPrice, List.of(POOL), orders);
  }

  private static SolveRequest request(long gasPrice, List<Liquidity> pools, Order... orders) {
    TreeMap<Address, TokenInfo> tokens = new TreeMap<>();
    BigInteger unit = BigInteger.TEN.pow(18);
    tokens.put(A, new TokenInfo(18, "A", unit, ZERO, true));
    tokens.put(
        B,
        new TokenInfo(
            6,
            "B",
            unit.multiply(BigInteger.TEN.pow(12)).divide(BigInteger.valueOf(2_500)),
            ZERO,
            true));
    return new SolveRequest(
        "1", tokens, List.of(orders), pools, BigInteger.valueOf(gasPrice), Instant.MAX);
  }

  private static BigInteger price(Solution solution, Address token) {
    return Objects.requireNonNull(solution.prices().get(token));
  }

  private static BigInteger a(String whole) {
    return new BigDecimal(whole).scaleByPowerOfTen(18).toBigIntegerExact();
  }

  private static BigInteger b(String whole) {
    return new BigDecimal(whole).scaleByPowerOfTen(6).toBigIntegerExact();
  }
}
