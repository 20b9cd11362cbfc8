package io.fairlead.solver.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionCheck;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.pool.BookLevel;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.strategy.Strategies;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Makers' limit orders and book levels in the common clearing. */
class MakersTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  /**
   * One owner sells A for B, another C for A: together they lack B and have C. A maker gives B for
   * C up to a point, a pool the rest. Pair by pair there are only thin pools of A to trade with.
   */
  @Test
  void aRingThroughAMakersOrderAndAPoolClearsWhatPairsCannot() {
    for (Side side : Side.values()) {
      for (boolean partial : new boolean[] {true, false}) {
        List<Order> orders =
            List.of(
                order(0, 0, 1, 10, 0.97, side, partial), order(1, 2, 0, 10, 0.97, side, partial));
        List<Liquidity> liquidity =
            List.of(
                maker(1, 1, 2, 6, 0.999, 0),
                pool(2, 1, 2, 2_000),
                pool(3, 0, 1, 30),
                pool(4, 0, 2, 30));
        SolveRequest request = request(orders, liquidity, 3);
        Draft draft = engine(request).solve().orElseThrow();
        assertThat(problem(request, draft.solution())).isEmpty();
        assertThat(draft.trades()).isEqualTo(2);
        assertThat(used(draft.solution())).contains("1", "2");
        assertThat(value(draft)).isGreaterThan(1.05 * pairwise(request));
        // All of the maker's order, for it is cheaper than the pool.
        assertThat(given(draft.solution(), "1"))
            .isEqualTo(Pools.of(liquidity.getFirst()).map(MakersTest::most).orElseThrow());
      }
    }
  }

  /** The maker's rate is the clearing price, and what is given beyond roundings is the owner's. */
  @Test
  void aMakersOrderThatIsUsedInPartSaysThePrice() {
    for (Side side : Side.values()) {
      SolveRequest request =
          request(
              List.of(order(0, 0, 1, 10, 0.95, side, true)),
              List.of(maker(1, 1, 0, 100, 0.99, 0.001)),
              2);
      Draft draft = engine(request).solve().orElseThrow();
      assertThat(problem(request, draft.solution())).isEmpty();
      double sell = price(draft.solution(), 0);
      double buy = price(draft.solution(), 1);
      // 0.99 for each, of which a thousandth more has to be given as fee.
      assertThat(sell / buy).isCloseTo(0.99 / 1.001, org.assertj.core.data.Offset.offset(2e-5));
      double rate = 0.99 / 1.001;
      double gained = side == Side.SELL ? 10 * rate - 9.5 : (10 - 9.5 / rate) * 0.95;
      assertThat(value(draft) / 1e18).isBetween(gained * (1 - 1e-3), gained);
    }
  }

  @Test
  void makersAndOrdersAloneAgainstALinearProgram() {
    double[] gaps = new double[20];
    RandomAuction.forAll(
        20,
        seed -> {
          SolveRequest request = random(seed, 4, 24, true, false);
          double referee = linear(request);
          Draft draft = engine(request).solve().orElseThrow();
          assertThat(problem(request, draft.solution())).isEmpty();
          assertThat(value(draft)).isLessThanOrEqualTo(referee * (1 + 1e-9));
          double without =
              engine(withoutMakers(request)).solve().map(MakersTest::value).orElse(0.0);
          assertThat(value(draft)).isGreaterThanOrEqualTo(without);
          gaps[(int) (seed - 1) % gaps.length] = 1 - value(draft) / referee;
        });
    if (Long.getLong("fairlead.seed") == null) {
      Arrays.sort(gaps);
      assertThat(gaps[10]).isLessThan(0.01);
    }
  }

  /** Whole orders, purchases, pools, fees of makers: it executes, and pairs are seldom better. */
  @Test
  void togetherIsSeldomWorseThanPairByPair() {
    int[] better = new int[2];
    double[] sum = new double[2];
    RandomAuction.forAll(
        20,
        seed -> {
          SolveRequest request = random(seed, 5, 14, false, true);
          Optional<Draft> draft = engine(request).solve();
          draft.ifPresent(one -> assertThat(problem(request, one.solution())).isEmpty());
          double together = draft.map(MakersTest::value).orElse(0.0);
          double pairs = pairwise(request);
          better[0] += together > pairs ? 1 : 0;
          better[1] += together < pairs ? 1 : 0;
          sum[0] += together;
          sum[1] += pairs;
        });
    if (Long.getLong("fairlead.seed") == null) {
      assertThat(better[0]).isGreaterThan(2 * better[1]);
      assertThat(sum[0]).isGreaterThan(sum[1]);
    }
  }

  @Test
  void theOrderOfTheRequestDoesNotMatter() {
    RandomAuction.forAll(
        6,
        seed -> {
          SolveRequest request = random(seed, 4, 12, false, true);
          List<Order> orders = new ArrayList<>(request.orders());
          List<Liquidity> liquidity = new ArrayList<>(request.liquidity());
          Collections.shuffle(orders, new Random(seed));
          Collections.shuffle(liquidity, new Random(~seed));
          SolveRequest shuffled =
              new SolveRequest(
                  request.id(),
                  request.tokens(),
                  orders,
                  liquidity,
                  request.effectiveGasPrice(),
                  request.deadline());
          assertThat(engine(shuffled).solve().map(Draft::solution))
              .isEqualTo(engine(request).solve().map(Draft::solution));
        });
  }

  /** An exchange's level trades whole lots; what is beside them comes from a pool. */
  @Test
  void aBookLevelTradesWholeLots() {
    BigInteger lot = UNIT.divide(BigInteger.valueOf(7));
    BookLevel level =
        new BookLevel(
            "9",
            RandomAuction.address(900),
            token(0),
            token(1),
            lot,
            lot,
            BigInteger.valueOf(1_000),
            100,
            90_000);
    SolveRequest request =
        request(
            List.of(order(0, 0, 1, 10, 0.95, Side.SELL, true)), List.of(pool(2, 0, 1, 5_000)), 2);
    List<Pool> pools = new ArrayList<>(book(request).pools());
    pools.add(level);
    PoolBook book = PoolBook.of(pools);
    Draft draft =
        new BatchEngine(request.orders(), book, gas(request), Budget.UNLIMITED, better -> {})
            .solve()
            .orElseThrow();
    assertThat(SolutionCheck.problem(request.orders(), book, draft.solution())).isEmpty();
    assertThat(used(draft.solution())).contains("9");
    assertThat(given(draft.solution(), "9").mod(lot)).isZero();
    assertThat(value(draft)).isGreaterThan(1.02 * value(engine(request).solve().orElseThrow()));
  }

  private static double value(Draft draft) {
    return draft.score().floor().doubleValue();
  }

  private static double pairwise(SolveRequest request) {
    return Strategies.named("optimal").orElseThrow().solve(request, Budget.UNLIMITED).stream()
        .mapToDouble(one -> SolutionScore.in(request).apply(one).floor().doubleValue())
        .max()
        .orElse(0);
  }

  private static Set<String> used(Solution solution) {
    return solution.interactions().stream()
        .map(one -> ((LiquiditySwap) one).id())
        .collect(Collectors.toSet());
  }

  private static BigInteger given(Solution solution, String id) {
    return solution.interactions().stream()
        .map(one -> (LiquiditySwap) one)
        .filter(one -> one.id().equals(id))
        .map(LiquiditySwap::inputAmount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger most(Pool pool) {
    return ((io.fairlead.solver.pool.LimitOrder) pool).mostIn();
  }

  private static double price(Solution solution, int token) {
    return Objects.requireNonNull(solution.prices().get(token(token))).doubleValue();
  }

  /** The most that can be scored if limits are kept and nothing is short, at no common prices. */
  private static double linear(SolveRequest request) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    SortedMap<Address, Expression> balances = new TreeMap<>();
    for (Address token : request.tokens().keySet()) {
      Variable left = model.newVariable("left" + token).lower(0).weight(1);
      balances.put(token, model.newExpression("balance" + token).level(0).set(left, -1));
    }
    for (Order order : request.orders()) {
      double most = order.intent().sellAmount().doubleValue() / 1e18;
      double asked =
          order.intent().buyAmount().doubleValue() / order.intent().sellAmount().doubleValue();
      Variable part = model.newVariable("order" + order.uid()).lower(0).upper(most);
      balance(balances, order.intent().sellToken()).set(part, 1);
      balance(balances, order.intent().buyToken()).set(part, -asked);
    }
    for (Liquidity one : request.liquidity()) {
      Liquidity.LimitOrder maker = (Liquidity.LimitOrder) one;
      double most = maker.takerAmount().add(maker.takerTokenFeeAmount()).doubleValue();
      Variable in = model.newVariable("maker" + maker.id()).lower(0).upper(most / 1e18);
      balance(balances, maker.takerToken()).set(in, -1);
      balance(balances, maker.makerToken()).set(in, maker.makerAmount().doubleValue() / most);
    }
    Optimisation.Result result = model.maximise();
    assertThat(result.getState().isOptimal()).isTrue();
    return result.getValue() * 1e18;
  }

  private static Expression balance(SortedMap<Address, Expression> balances, Address token) {
    return Objects.requireNonNull(balances.get(token));
  }

  /** Orders around prices of one, makers a little away from them, and pools if wanted. */
  private static SolveRequest withoutMakers(SolveRequest request) {
    return new SolveRequest(
        request.id(),
        request.tokens(),
        request.orders(),
        List.of(),
        request.effectiveGasPrice(),
        request.deadline());
  }

  private static SolveRequest random(
      long seed, int tokens, int count, boolean partial, boolean pools) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Order> orders = new ArrayList<>();
    List<Liquidity> liquidity = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int sell = random.nextInt(tokens);
      int buy = (sell + 1 + random.nextInt(tokens - 1)) % tokens;
      orders.add(
          order(
              i,
              sell,
              buy,
              random.nextDouble(0.5, 5),
              1 + random.nextDouble(-0.05, 0.01),
              partial || random.nextBoolean() ? Side.SELL : Side.BUY,
              partial || random.nextBoolean()));
    }
    for (int i = 0; i < 4 * tokens; i++) {
      int give = random.nextInt(tokens);
      int take = (give + 1 + random.nextInt(tokens - 1)) % tokens;
      double rate = 1 - random.nextDouble(0, 0.01);
      liquidity.add(maker(i, give, take, random.nextDouble(0.5, 5), rate, pools ? 0.0005 : 0));
    }
    for (int token = 1; pools && token < tokens; token++) {
      liquidity.add(pool(100 + token, 0, token, 200));
    }
    return request(orders, liquidity, tokens);
  }

  private static Order order(
      int n, int sell, int buy, double amount, double asked, Side side, boolean partial) {
    return RandomAuction.order(
        n, token(sell), token(buy), wei(amount), wei(amount * asked), side, partial);
  }

  private static Liquidity maker(
      int n, int give, int take, double amount, double rate, double fee) {
    return new Liquidity.LimitOrder(
        Integer.toString(n),
        RandomAuction.address(4_000),
        90_000,
        Bytes32.ZERO,
        token(give),
        token(take),
        wei(amount),
        wei(amount / rate),
        wei(amount / rate * fee));
  }

  private static Liquidity pool(int n, int one, int other, double depth) {
    return new Liquidity.ConstantProduct(
        Integer.toString(n),
        RandomAuction.address(5_000 + n),
        90_000,
        RandomAuction.address(4_999),
        token(one),
        token(other),
        wei(depth),
        wei(depth),
        30);
  }

  private static SolveRequest request(List<Order> orders, List<Liquidity> pools, int count) {
    SortedMap<Address, TokenInfo> tokens = new TreeMap<>();
    for (int token = 0; token < count; token++) {
      tokens.put(token(token), new TokenInfo(18, "T", UNIT, BigInteger.ZERO, true));
    }
    return new SolveRequest("1", tokens, orders, pools, BigInteger.ZERO, Instant.MAX);
  }

  private static Address token(int n) {
    return RandomAuction.address(n + 1);
  }

  private static BigInteger wei(double amount) {
    return new BigDecimal(amount).multiply(new BigDecimal(UNIT)).toBigInteger();
  }

  private static Optional<String> problem(SolveRequest request, Solution solution) {
    return SolutionCheck.problem(request.orders(), book(request), solution);
  }

  private static PoolBook book(SolveRequest request) {
    return PoolBook.of(
        request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
  }

  private static GasTerms gas(SolveRequest request) {
    return new GasTerms(request.effectiveGasPrice(), Instance.of(request).referencePrices(), null);
  }

  private static BatchEngine engine(SolveRequest request) {
    return new BatchEngine(
        request.orders(), book(request), gas(request), Budget.UNLIMITED, better -> {});
  }
}
