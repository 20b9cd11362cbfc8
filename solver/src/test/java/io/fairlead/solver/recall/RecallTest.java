package io.fairlead.solver.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.engine.reading.OrderIndex;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionCheck;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.clearing.Worth;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.strategy.Batch;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** First answers from memory, against the auction as it is now. */
class RecallTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  @Test
  void ordersThatAreStillThereAreFilledAsBefore() {
    SolveRequest request = book(7, 120, 6);
    Solution before = best(request);
    Solution first = last(Memory.of(request, before), request);
    assertThat(problem(request, first)).isEmpty();
    assertThat(score(request, first)).isEqualByComparingTo(score(request, before));
  }

  @Test
  void withoutSomeOrdersMostOfTheRestStays() {
    RandomAuction.forAll(
        8,
        seed -> {
          SolveRequest request = book(seed, 120, 6);
          Solution before = best(request);
          SolveRequest now = without(request, seed, 0.05);
          Solution first = last(Memory.of(request, before), now);
          assertThat(problem(now, first)).isEmpty();
          assertThat(first.trades().size()).isGreaterThan(before.trades().size() / 3);
        });
  }

  /** Pools, fees, whole orders, purchases, other decimals: whatever comes of it executes. */
  @Test
  void whatComesOfItExecutesOnTheNewAuction() {
    int[] found = {0};
    RandomAuction.forAll(
        30,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 5, 6, 14);
          List<Solution> before = new Batch().solve(request, Budget.UNLIMITED);
          if (!before.isEmpty()) {
            Memory memory = Memory.of(request, before.getFirst());
            SolveRequest now = moved(without(request, seed, 0.2), seed);
            List<Solution> all = all(memory, now, Budget.UNLIMITED);
            all.forEach(one -> assertThat(problem(now, one)).isEmpty());
            found[0] += all.isEmpty() ? 0 : 1;
          }
        });
    assertThat(found[0]).isGreaterThan(10);
  }

  /** The same uids with other tokens, sides and amounts are no longer what is remembered. */
  @Test
  void nothingIsBelievedOfOrdersThatHaveChanged() {
    SolveRequest request = book(3, 60, 4);
    Memory memory = Memory.of(request, best(request));
    List<Order> changed = new ArrayList<>();
    SolveRequest other = book(4, 60, 4);
    for (int i = 0; i < request.orders().size(); i++) {
      Order one = other.orders().get(i);
      changed.add(
          new Order(
              request.orders().get(i).uid(), one.intent(), one.sellAmount(), one.buyAmount()));
    }
    SolveRequest now = with(request, changed, request.liquidity());
    all(memory, now, Budget.UNLIMITED).forEach(one -> assertThat(problem(now, one)).isEmpty());
    assertThat(all(memory, with(request, List.of(), List.of()), Budget.UNLIMITED)).isEmpty();
    assertThat(all(memory, request, () -> true)).isEmpty();
    assertThat(all(Memory.NONE, request, Budget.UNLIMITED)).isEmpty();
  }

  /** The first is small whatever the auction's size, each takes in more, the last nearly all. */
  @Test
  void answersBeginSmallAndGrow() {
    SolveRequest request = book(5, 1_200, 12);
    Solution before = best(request);
    SolveRequest now = without(request, 5, 0.01);
    List<Solution> all = all(Memory.of(request, before), now, Budget.UNLIMITED);
    assertThat(all).hasSizeGreaterThan(2);
    all.forEach(one -> assertThat(problem(now, one)).isEmpty());
    assertThat(all.getFirst().trades()).hasSizeBetween(60, 128);
    assertThat(share(now, all.getFirst(), request, before)).isGreaterThan(0.1);
    assertThat(share(now, all.getLast(), request, before)).isGreaterThan(0.6);
    for (int i = 1; i < all.size(); i++) {
      assertThat(score(now, all.get(i))).isGreaterThan(score(now, all.get(i - 1)));
    }
    // Whatever comes next, each answer stands as it is: one look at the budget fewer, one less.
    int[] looks = {0};
    assertThat(all(Memory.of(request, before), now, () -> looks[0]++ > 1))
        .isEqualTo(all.subList(0, 1));
  }

  /** Best with pools: something without them is there at once, and most with them soon after. */
  @Test
  void poolsDoNotKeepTheFirstAnswerWaiting() {
    SolveRequest request = withPools(book(6, 150, 5), 5);
    Solution before = best(request);
    assertThat(before.interactions()).isNotEmpty();
    SolveRequest now = moved(without(request, 6, 0.02), 6);
    List<Solution> all = all(Memory.of(request, before), now, Budget.UNLIMITED);
    all.forEach(one -> assertThat(problem(now, one)).isEmpty());
    assertThat(all.getFirst().interactions()).isEmpty();
    assertThat(
            all.stream().mapToDouble(one -> share(now, one, request, before)).max().orElseThrow())
        .isGreaterThan(0.6);
  }

  /** Two orders of one uid that differ: neither counts, as in the search. */
  @Test
  void contradictoryOrdersAreNotRepeated() {
    SolveRequest request = book(9, 40, 4);
    Memory memory = Memory.of(request, best(request));
    List<Order> twice = new ArrayList<>(request.orders());
    for (Order order : request.orders()) {
      twice.add(
          new Order(
              order.uid(),
              order.intent(),
              order.sellAmount().divide(BigInteger.TWO),
              order.buyAmount().divide(BigInteger.TWO)));
    }
    List<Solution> found = new ArrayList<>();
    repeat(memory, with(request, twice, List.of()), Budget.UNLIMITED, found);
    assertThat(found).isEmpty();
  }

  @Test
  void memoryIsBounded() {
    SolveRequest request = book(5, 2_500, 20);
    Memory memory = Memory.of(request, best(request));
    assertThat(memory.filled()).hasSizeLessThanOrEqualTo(400);
    assertThat(memory.circulation().fills()).hasSizeLessThanOrEqualTo(4_096);
  }

  private static List<Solution> all(Memory memory, SolveRequest request, Budget budget) {
    List<Solution> found = new ArrayList<>();
    if (!repeat(memory, request, budget, found)) {
      Recall.clear(memory, request, !found.isEmpty(), budget, draft -> found.add(draft.solution()));
    }
    return found;
  }

  /** What each is said to be worth is what it scores. */
  private static boolean repeat(
      Memory memory, SolveRequest request, Budget budget, List<Solution> found) {
    return Recall.repeat(
        memory,
        GasTerms.of(request),
        OrderIndex.of(request.orders()),
        Optional::of,
        budget,
        (solution, worth) -> {
          Rational score = score(request, solution);
          assertThat(worth.exact()).isEqualByComparingTo(score);
          assertThat(worth).isEqualByComparingTo(Worth.of(score));
          found.add(solution);
        });
  }

  private static Solution last(Memory memory, SolveRequest request) {
    return all(memory, request, Budget.UNLIMITED).getLast();
  }

  /** An answer's score over that of the search before it. */
  private static double share(SolveRequest now, Solution one, SolveRequest then, Solution before) {
    return score(now, one).floor().doubleValue() / score(then, before).floor().doubleValue();
  }

  /** With a product pool between the first token and each other. */
  private static SolveRequest withPools(SolveRequest request, int tokens) {
    List<Liquidity> pools = new ArrayList<>();
    for (int token = 2; token <= tokens; token++) {
      pools.add(
          new Liquidity.ConstantProduct(
              Integer.toString(token),
              RandomAuction.address(100 + token),
              90_000,
              RandomAuction.address(99),
              RandomAuction.address(1),
              RandomAuction.address(token),
              BigInteger.ONE.shiftLeft(66),
              BigInteger.ONE.shiftLeft(66),
              30));
    }
    return with(request, request.orders(), pools);
  }

  private static Solution best(SolveRequest request) {
    return new Batch().solve(request, Budget.UNLIMITED).getFirst();
  }

  private static Optional<String> problem(SolveRequest request, Solution one) {
    PoolBook book =
        PoolBook.of(request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
    return SolutionCheck.problem(request.orders(), book, one);
  }

  private static Rational score(SolveRequest request, Solution one) {
    Map<?, Order> orders =
        request.orders().stream().collect(Collectors.toMap(Order::uid, Function.identity()));
    return SolutionScore.of(one, orders, GasTerms.of(request).referencePrices());
  }

  private static SolveRequest without(SolveRequest request, long seed, double share) {
    SplittableRandom random = new SplittableRandom(seed);
    return with(
        request,
        request.orders().stream().filter(order -> random.nextDouble() >= share).toList(),
        request.liquidity());
  }

  /** With product pools that somebody has traded with. */
  private static SolveRequest moved(SolveRequest request, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    List<Liquidity> pools = new ArrayList<>();
    for (Liquidity one : request.liquidity()) {
      pools.add(
          one instanceof Liquidity.ConstantProduct pair
              ? new Liquidity.ConstantProduct(
                  pair.id(),
                  pair.address(),
                  pair.gasEstimate(),
                  pair.router(),
                  pair.token0(),
                  pair.token1(),
                  pair.reserve0()
                      .multiply(BigInteger.valueOf(random.nextLong(990, 1_010)))
                      .divide(BigInteger.valueOf(1_000)),
                  pair.reserve1(),
                  pair.feeBps())
              : one);
    }
    return with(request, request.orders(), pools);
  }

  private static SolveRequest with(
      SolveRequest request, List<Order> orders, List<Liquidity> pools) {
    return new SolveRequest(
        request.id(),
        request.tokens(),
        orders,
        pools,
        request.effectiveGasPrice(),
        request.deadline());
  }

  /** Orders around common prices that may be filled in parts, without pools. */
  private static SolveRequest book(long seed, int orders, int tokens) {
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<Address, TokenInfo> infos = new TreeMap<>();
    for (int i = 1; i <= tokens; i++) {
      infos.put(RandomAuction.address(i), new TokenInfo(18, "T", UNIT, BigInteger.ZERO, true));
    }
    List<Order> all = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      int sell = random.nextInt(tokens);
      int buy = (sell + 1 + random.nextInt(tokens - 1)) % tokens;
      BigInteger amount = BigInteger.valueOf(random.nextLong(1L << 50, 1L << 60));
      BigInteger asked =
          amount
              .multiply(BigInteger.valueOf(random.nextLong(930, 1_030)))
              .divide(BigInteger.valueOf(1_000));
      all.add(
          RandomAuction.order(
              i,
              RandomAuction.address(sell + 1),
              RandomAuction.address(buy + 1),
              amount,
              asked,
              random.nextBoolean() ? Side.SELL : Side.BUY,
              true));
    }
    all.sort(Comparator.comparing(Order::uid));
    return new SolveRequest("1", infos, all, List.of(), BigInteger.ZERO, Instant.MAX);
  }
}
