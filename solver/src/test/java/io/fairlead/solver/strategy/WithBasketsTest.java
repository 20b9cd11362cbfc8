package io.fairlead.solver.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.certificate.CertificateVerdict;
import io.fairlead.auction.certificate.CertificateVerifier;
import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.BasketTerms;
import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.clearing.SwapRun;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Baskets on random auctions, in the contract's own arithmetic. */
class WithBasketsTest {
  private static final Signature UNSIGNED = Signature.ofCompact(new byte[Signature.COMPACT_SIZE]);
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private final Strategy strategy = Strategies.named("bestpath").orElseThrow();
  private int mixed;
  private int alone;
  private int parts;
  private int paid;
  private int certified;

  @Test
  void everySolutionPaysItsLegsAndKeepsLimits() {
    RandomAuction.forAll(
        40,
        seed -> {
          SolveRequest request = withBaskets(RandomAuction.sized(seed, 4, 8, 3), seed, 95);
          List<Solution> found = strategy.solve(request, Budget.UNLIMITED);
          found.forEach(solution -> check(request, solution));
          assertThat(found).extracting(Solution::id).doesNotHaveDuplicates();
          assertThat(strategy.solve(request.with(request.orders().reversed()), Budget.UNLIMITED))
              .isEqualTo(found);
        });
    assertThat(mixed).isGreaterThan(20);
    assertThat(parts).isGreaterThan(2);
    assertThat(paid).as("owners that pay a net amount").isGreaterThan(5);
  }

  @Test
  void certificatesStayTrue() {
    Strategy optimal = Strategies.named("optimal").orElseThrow();
    RandomAuction.forAll(
        4,
        seed -> {
          SolveRequest request = withBaskets(RandomAuction.sized(seed, 3, 4, 2), seed, 95);
          optimal.solve(request, Budget.UNLIMITED).forEach(solution -> check(request, solution));
        });
    assertThat(certified).isPositive();
    assertThat(mixed).isPositive();
  }

  @Test
  void auctionsOfBasketsAloneAreAnsweredToo() {
    RandomAuction.forAll(
        30,
        seed -> {
          SolveRequest request =
              withBaskets(RandomAuction.sized(seed, 3, 6, 1), seed, 95).with(List.of());
          strategy.solve(request, Budget.UNLIMITED).forEach(solution -> check(request, solution));
        });
    assertThat(alone).isGreaterThan(10);
  }

  @Test
  void whatPoolsDoNotGiveIsNotFilled() {
    RandomAuction.forAll(
        20,
        seed -> {
          SolveRequest request = withBaskets(RandomAuction.sized(seed, 4, 8, 3), seed, 130);
          SolveRequest without =
              new SolveRequest(
                  request.id(),
                  request.tokens(),
                  request.orders(),
                  request.liquidity(),
                  request.effectiveGasPrice(),
                  request.deadline());
          assertThat(strategy.solve(request, Budget.UNLIMITED).stream().map(this::plain).toList())
              .isEqualTo(
                  strategy.solve(without, Budget.UNLIMITED).stream().map(this::plain).toList());
        });
  }

  @Test
  void aSpentBudgetStillAnswersBaskets() {
    SolveRequest request = withBaskets(RandomAuction.sized(1, 4, 8, 3), 1, 95);
    Answers answers = Answers.to(request);
    List<Solution> found = strategy.solve(request, () -> true, answers);
    assertThat(found).anyMatch(solution -> !solution.baskets().isEmpty());
    assertThat(answers.best()).anyMatch(solution -> !solution.baskets().isEmpty());
  }

  private Solution plain(Solution solution) {
    return solution.certified(null);
  }

  /** Baskets whose limit is {@code percent} of what their legs are worth, in the owner's favour. */
  private static SolveRequest withBaskets(SolveRequest request, long seed, int percent) {
    SplittableRandom random = new SplittableRandom(seed * 31);
    List<BasketOrder> baskets = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      baskets.add(basket(request, random, percent, i));
    }
    baskets.sort(Comparator.comparing(BasketOrder::uid));
    return new SolveRequest(
        request.id(),
        request.tokens(),
        request.orders(),
        baskets,
        request.liquidity(),
        request.effectiveGasPrice(),
        request.deadline());
  }

  private static BasketOrder basket(
      SolveRequest request, SplittableRandom random, int percent, int number) {
    List<Address> tokens = new ArrayList<>(request.tokens().keySet());
    Address quoteToken = tokens.remove(random.nextInt(tokens.size()));
    List<Leg> legs = new ArrayList<>();
    BigInteger given = BigInteger.ZERO;
    BigInteger got = BigInteger.ZERO;
    // Some are more than the pools have at the limit.
    BigInteger size = BigInteger.valueOf(number == 1 && random.nextBoolean() ? 25 : 1);
    for (Address token : tokens) {
      BigInteger worth =
          UNIT.multiply(BigInteger.valueOf(random.nextInt(1, 40))).divide(HUNDRED).multiply(size);
      BigInteger amount = worth.multiply(UNIT).divide(price(request, token)).max(BigInteger.ONE);
      boolean gives = random.nextBoolean();
      legs.add(new Leg(token, BigInteger.ZERO, gives ? amount.negate() : amount));
      given = gives ? given.add(worth) : given;
      got = gives ? got : got.add(worth);
    }
    // What is given counts for less than it is worth, what is got for more.
    BigInteger net =
        given
            .multiply(BigInteger.valueOf(percent))
            .divide(HUNDRED)
            .subtract(got.multiply(HUNDRED).divide(BigInteger.valueOf(percent)));
    long units = random.nextInt(1, 12);
    BasketIntent basket =
        new BasketIntent(
            RandomAuction.address(900 + number),
            RandomAuction.address(900 + number),
            legs,
            quoteToken,
            net.multiply(UNIT).divide(price(request, quoteToken)),
            BigInteger.valueOf(units),
            0,
            10_000,
            BigInteger.valueOf(number),
            Bytes32.ZERO);
    byte[] hash = new byte[Bytes32.SIZE];
    hash[0] = (byte) (200 + number);
    IntentUid uid = new IntentUid(Bytes32.of(hash), basket.owner(), basket.validTo());
    return new BasketOrder(uid, basket, basket.units(), null);
  }

  private static BigInteger price(SolveRequest request, Address token) {
    return Objects.requireNonNull(
        Objects.requireNonNull(request.tokens().get(token)).referencePrice());
  }

  private void check(SolveRequest request, Solution solution) {
    Map<Address, BigInteger> held = new TreeMap<>();
    Map<Address, BigInteger> due = new TreeMap<>();
    Map<IntentUid, Order> orders =
        request.orders().stream().collect(Collectors.toMap(Order::uid, Function.identity()));
    for (EngineTrade trade : solution.trades()) {
      Order order = Objects.requireNonNull(orders.get(trade.order()));
      Fill fill =
          ClearingMath.fill(
              Trade.of(
                  SignedIntent.ecdsa(order.intent(), UNSIGNED),
                  trade.executedAmount(),
                  trade.fee()),
              Objects.requireNonNull(solution.prices().get(order.intent().sellToken())),
              Objects.requireNonNull(solution.prices().get(order.intent().buyToken())));
      held.merge(order.intent().sellToken(), fill.sold(), BigInteger::add);
      due.merge(order.intent().sellToken(), fill.fee(), BigInteger::add);
      due.merge(order.intent().buyToken(), fill.bought(), BigInteger::add);
    }
    Rational score = SolutionScore.of(solution, orders, prices(request));
    for (EngineBasketTrade trade : solution.baskets()) {
      score = score.plus(move(request, trade, held, due));
    }
    for (EngineInteraction step : solution.interactions()) {
      LiquiditySwap swap = (LiquiditySwap) step;
      BigInteger left =
          held.getOrDefault(swap.inputToken(), BigInteger.ZERO).subtract(swap.inputAmount());
      assertThat(left).as("a swap is given what there is").isNotNegative();
      held.put(swap.inputToken(), left);
      held.merge(swap.outputToken(), swap.outputAmount(), BigInteger::add);
    }
    due.forEach((token, amount) ->
        assertThat(held.getOrDefault(token, BigInteger.ZERO)).isGreaterThanOrEqualTo(amount));
    assertThat(SwapRun.of(request, solution)).isInstanceOf(SwapRun.Executes.class);
    if (solution.certificate() != null) {
      assertThat(
              new CertificateVerifier(Instance.of(request))
                  .answer()
                  .verify(solution.certificate(), score))
          .isInstanceOf(CertificateVerdict.Valid.class);
      certified += solution.baskets().isEmpty() ? 0 : 1;
    }
    mixed += solution.baskets().isEmpty() || solution.trades().isEmpty() ? 0 : 1;
    alone += solution.trades().isEmpty() ? 1 : 0;
  }

  /** Its score. */
  private Rational move(
      SolveRequest request,
      EngineBasketTrade trade,
      Map<Address, BigInteger> held,
      Map<Address, BigInteger> due) {
    BasketOrder order =
        request.baskets().stream()
            .filter(one -> one.uid().equals(trade.order()))
            .findFirst()
            .orElseThrow();
    assertThat(trade.units()).isPositive().isLessThanOrEqualTo(order.units());
    for (Leg leg : order.basket().legs()) {
      BigInteger amount = leg.amount().abs().multiply(trade.units());
      (leg.amount().signum() < 0 ? held : due).merge(leg.token(), amount, BigInteger::add);
    }
    BigInteger quote = trade.quote();
    (quote.signum() < 0 ? held : due)
        .merge(order.basket().quoteToken(), quote.abs(), BigInteger::add);
    BasketTerms terms = BasketTerms.of(order.basket());
    assertThat(terms.surplus(trade.units(), quote)).as("limit").isNotNegative();
    parts += trade.units().compareTo(order.units()) < 0 ? 1 : 0;
    paid += quote.signum() < 0 ? 1 : 0;
    return terms.score(
        trade.units(), quote, Optional.of(price(request, order.basket().quoteToken())));
  }

  private static SortedMap<Address, BigInteger> prices(SolveRequest request) {
    TreeMap<Address, BigInteger> prices = new TreeMap<>();
    request.tokens().keySet().forEach(token -> prices.put(token, price(request, token)));
    return prices;
  }
}
