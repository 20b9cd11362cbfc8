package io.fairlead.solver.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.certificate.CertificateVerdict;
import io.fairlead.auction.certificate.CertificateVerifier;
import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.batch.bound.ScoreDual;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionCheck;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.strategy.Answers;
import io.fairlead.solver.strategy.Strategies;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Batches against a linear program, against trying everything, and against hostile inputs. */
class BatchEngineTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  @Test
  void aRingOfThreeWholeOrdersIsSettledToTheWeiWithoutAnyPool() {
    List<Order> ring = new ArrayList<>();
    BigInteger[] amounts = {
      new BigInteger("1234567890123456789"),
      new BigInteger("777777777777777777"),
      new BigInteger("3141592653589793238")
    };
    for (int i = 0; i < 3; i++) {
      BigInteger wanted = amounts[(i + 1) % 3];
      ring.add(
          RandomAuction.order(
              i,
              token(i),
              token((i + 1) % 3),
              amounts[i],
              wanted.subtract(wanted.divide(BigInteger.valueOf(50))),
              Side.SELL,
              false));
    }
    Map<Integer, Double> worth = Map.of(0, 1.0, 1, 1.6, 2, 0.4);
    Draft draft = engine(request(ring, List.of(), worth)).solve().orElseThrow();
    assertThat(draft.trades()).isEqualTo(3);
    assertThat(draft.solution().interactions()).isEmpty();
    for (int i = 0; i < 3; i++) {
      BigInteger value = Objects.requireNonNull(draft.solution().prices().get(token(i)));
      BigInteger next = Objects.requireNonNull(draft.solution().prices().get(token((i + 1) % 3)));
      // What each gives is worth exactly what it gets: nothing was rounded.
      assertThat(value.multiply(amounts[i])).isEqualTo(next.multiply(amounts[(i + 1) % 3]));
    }
  }

  @Test
  void ordersAloneAgainstALinearProgram() {
    double[] gaps = new double[20];
    RandomAuction.forAll(
        20,
        seed -> {
          SolveRequest request = orders(seed, 4, 40, true, false);
          ScoreDual.Prices dual = dual(request);
          double referee = linear(request);
          double score =
              engine(request).solve().map(one -> one.score().floor().doubleValue()).orElse(0.0);
          assertThat(dual.bound()).isGreaterThanOrEqualTo(referee * (1 - 1e-9));
          assertThat(dual.bound()).isLessThanOrEqualTo(referee * (1 + 1e-4));
          assertThat(score).isLessThanOrEqualTo(referee * (1 + 1e-9)).isPositive();
          gaps[(int) (seed - 1) % gaps.length] = 1 - score / referee;
        });
    // The program knows no common prices; what they cost is mostly a few per cent.
    if (Long.getLong("fairlead.seed") == null) {
      java.util.Arrays.sort(gaps);
      assertThat(gaps[10]).isLessThan(0.1);
    }
  }

  @Test
  void wholeOrdersAgainstEverySubset() {
    int[] better = {0};
    RandomAuction.forAll(
        10,
        seed -> {
          SolveRequest request = orders(seed, 3, 7, false, true);
          double found =
              engine(request).solve().map(one -> one.score().floor().doubleValue()).orElse(0.0);
          List<Integer> whole = new ArrayList<>();
          for (int i = 0; i < request.orders().size(); i++) {
            if (!request.orders().get(i).intent().partiallyFillable()) {
              whole.add(i);
            }
          }
          double best = 0;
          for (int set = 0; set < 1 << whole.size(); set++) {
            List<Order> kept = new ArrayList<>();
            for (int i = 0; i < request.orders().size(); i++) {
              int place = whole.indexOf(i);
              if (place < 0 || (set >> place & 1) == 1) {
                kept.add(request.orders().get(i));
              }
            }
            best = Math.max(best, everythingFilled(with(request, kept)));
          }
          assertThat(found).isGreaterThanOrEqualTo(best * 0.98);
          better[0] += best > 0 ? 1 : 0;
        });
    assertThat(better[0]).isPositive();
  }

  @Test
  void moreOrdersAndMorePoolsNeverLowerTheBound() {
    RandomAuction.forAll(
        15,
        seed -> {
          SolveRequest request = RandomAuction.sized(seed, 4, 5, 12);
          double all = dual(request).bound();
          List<Order> fewer = request.orders().subList(0, 11);
          double lessOrders = dual(with(request, fewer)).bound();
          SolveRequest lessPools =
              new SolveRequest(
                  request.id(),
                  request.tokens(),
                  request.orders(),
                  request.liquidity().subList(0, 4),
                  request.effectiveGasPrice(),
                  request.deadline());
          assertThat(all).isGreaterThanOrEqualTo(lessOrders * (1 - 1e-5));
          assertThat(all).isGreaterThanOrEqualTo(dual(lessPools).bound() * (1 - 1e-5));
        });
  }

  @Test
  void everyCertificateIsTrue() {
    int[] certified = {0};
    RandomAuction.forAll(
        8,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 4, 5, 6);
          CertificateVerifier verifier = new CertificateVerifier(Instance.of(request));
          Map<Object, Order> orders =
              request.orders().stream().collect(Collectors.toMap(Order::uid, Function.identity()));
          CertificateVerifier.Answer answer = verifier.answer();
          for (Solution solution :
              Strategies.named("batch").orElseThrow().solve(request, Budget.UNLIMITED)) {
            assertThat(
                    answer.verify(
                        Objects.requireNonNull(solution.certificate()),
                        SolutionScore.of(solution, orders, reference(request))))
                .isInstanceOf(CertificateVerdict.Valid.class);
            certified[0]++;
          }
        });
    assertThat(certified[0]).isPositive();
  }

  @Test
  void answersAreThereBeforeTheSearchEndsAndGetBetter() {
    SolveRequest request = orders(3, 5, 60, true, false);
    List<Draft> found = new ArrayList<>();
    Draft last =
        new BatchEngine(request.orders(), book(request), gas(request), Budget.UNLIMITED, found::add)
            .solve()
            .orElseThrow();
    assertThat(found).isNotEmpty().endsWith(last);
    for (int i = 1; i < found.size(); i++) {
      assertThat(found.get(i).score()).isGreaterThan(found.get(i - 1).score());
    }
    Answers answers = Answers.to(request);
    int[] looks = {0};
    // Spent as soon as there is an answer: that one is what comes back.
    List<Solution> early =
        Strategies.named("batch")
            .orElseThrow()
            .solve(request, () -> looks[0]++ > 100_000 || !answers.best().isEmpty(), answers);
    assertThat(early).isNotEmpty();
    assertThat(early.getFirst().trades()).isEqualTo(answers.best().getFirst().trades());
    assertThat(SolutionCheck.problem(request.orders(), book(request), early.getFirst())).isEmpty();
  }

  @Test
  void poolsAndOrdersThatMakeNoSenseHarmNobody() {
    SolveRequest good = orders(5, 3, 20, true, false);
    double alone = engine(good).solve().orElseThrow().score().floor().doubleValue();
    List<Order> orders = new ArrayList<>(good.orders());
    BigInteger most = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    orders.add(RandomAuction.order(901, token(0), token(1), most, BigInteger.ONE, Side.SELL, true));
    orders.add(RandomAuction.order(902, token(0), token(1), BigInteger.ONE, most, Side.BUY, true));
    orders.add(RandomAuction.order(903, token(2), token(1), most, most, Side.BUY, false));
    orders.add(
        RandomAuction.order(
            904, token(1), token(2), BigInteger.ONE, BigInteger.ZERO, Side.SELL, true));
    List<Liquidity> pools =
        List.of(
            pool(0, BigInteger.ZERO, BigInteger.ZERO),
            pool(1, BigInteger.ONE, most),
            pool(2, most, BigInteger.ONE));
    SolveRequest poisoned =
        new SolveRequest("1", good.tokens(), orders, pools, BigInteger.ZERO, Instant.MAX);
    Draft draft = engine(poisoned).solve().orElseThrow();
    assertThat(SolutionCheck.problem(orders, book(poisoned), draft.solution())).isEmpty();
    assertThat(draft.score().floor().doubleValue()).isGreaterThan(0.2 * alone);
  }

  /** The score if all whole orders of a request are filled, zero if they cannot be. */
  private static double everythingFilled(SolveRequest request) {
    Optional<Draft> draft = engine(request).solve();
    if (draft.isEmpty()) {
      return 0;
    }
    TreeSet<Object> filled = new TreeSet<>();
    draft.get().solution().trades().forEach(trade -> filled.add(trade.order()));
    return request.orders().stream()
            .filter(order -> !order.intent().partiallyFillable())
            .allMatch(order -> filled.contains(order.uid()))
        ? draft.get().score().floor().doubleValue()
        : 0;
  }

  /** The most that can be scored if limits are kept and nothing is short, at no common prices. */
  private static double linear(SolveRequest request) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    SortedMap<Address, Expression> balances = new TreeMap<>();
    request
        .tokens()
        .keySet()
        .forEach(token -> {
          Variable left = model.newVariable("left" + token).lower(0).weight(1);
          balances.put(token, model.newExpression("balance" + token).level(0).set(left, -1));
        });
    // Every token in native tokens at its reference price; what is left over is surplus.
    for (Order order : request.orders()) {
      double price = price(request, order.intent().sellToken());
      double other = price(request, order.intent().buyToken());
      double most = order.intent().sellAmount().doubleValue() * price;
      double asked = order.intent().buyAmount().doubleValue() * other / most;
      Variable part = model.newVariable("order" + order.uid()).lower(0).upper(most);
      Objects.requireNonNull(balances.get(order.intent().sellToken())).set(part, 1);
      Objects.requireNonNull(balances.get(order.intent().buyToken())).set(part, -asked);
    }
    Optimisation.Result result = model.maximise();
    assertThat(result.getState().isOptimal()).isTrue();
    return result.getValue() * 1e18;
  }

  /** Native tokens per wei. */
  private static double price(SolveRequest request, Address token) {
    return Objects.requireNonNull(reference(request).get(token)).doubleValue() / 1e36;
  }

  /** Random orders, sell orders only, some of them whole on demand. */
  private static SolveRequest orders(
      long seed, int tokens, int count, boolean partial, boolean mixed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Integer, Double> worth = new TreeMap<>();
    for (int token = 0; token < tokens; token++) {
      worth.put(token, Math.exp(random.nextDouble(-2, 2)));
    }
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int sell = random.nextInt(tokens);
      int buy = (sell + 1 + random.nextInt(tokens - 1)) % tokens;
      double value = random.nextDouble(0.5, 2);
      double asked = 1 + random.nextDouble(-0.1, 0.05);
      orders.add(
          RandomAuction.order(
              i,
              token(sell),
              token(buy),
              wei(value / Objects.requireNonNull(worth.get(sell))),
              wei(value * asked / Objects.requireNonNull(worth.get(buy))),
              Side.SELL,
              partial || (mixed && i % 2 == 0)));
    }
    return request(orders, List.of(), worth);
  }

  private static SolveRequest request(
      List<Order> orders, List<Liquidity> pools, Map<Integer, Double> worth) {
    SortedMap<Address, TokenInfo> tokens = new TreeMap<>();
    worth.forEach((token, value) ->
        tokens.put(token(token), new TokenInfo(18, "T", wei(value), BigInteger.ZERO, true)));
    return new SolveRequest("1", tokens, orders, pools, BigInteger.ZERO, Instant.MAX);
  }

  private static SolveRequest with(SolveRequest request, List<Order> orders) {
    return new SolveRequest(
        request.id(),
        request.tokens(),
        orders,
        request.liquidity(),
        request.effectiveGasPrice(),
        request.deadline());
  }

  private static Liquidity pool(int n, BigInteger one, BigInteger other) {
    return new Liquidity.ConstantProduct(
        Integer.toString(n),
        RandomAuction.address(5_000 + n),
        90_000,
        RandomAuction.address(4_999),
        token(0),
        token(1),
        one,
        other,
        30);
  }

  private static Address token(int n) {
    return RandomAuction.address(n + 1);
  }

  private static BigInteger wei(double amount) {
    return new BigDecimal(amount).multiply(new BigDecimal(UNIT)).toBigInteger();
  }

  private static SortedMap<Address, BigInteger> reference(SolveRequest request) {
    return Instance.of(request).referencePrices();
  }

  private static PoolBook book(SolveRequest request) {
    return PoolBook.of(
        request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
  }

  private static GasTerms gas(SolveRequest request) {
    return new GasTerms(request.effectiveGasPrice(), reference(request), null);
  }

  private static BatchEngine engine(SolveRequest request) {
    return new BatchEngine(
        request.orders(), book(request), gas(request), Budget.UNLIMITED, better -> {});
  }

  private static ScoreDual.Prices dual(SolveRequest request) {
    return new ScoreDual(request.orders(), book(request).pools(), reference(request))
        .solve(1e-7, 300);
  }
}
