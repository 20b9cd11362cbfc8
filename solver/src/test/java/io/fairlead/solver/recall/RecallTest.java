package io.fairlead.solver.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionCheck;
import io.fairlead.solver.clearing.SolutionScore;
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
    Draft first = Recall.first(Memory.of(request, before), request, Budget.UNLIMITED).orElseThrow();
    assertThat(problem(request, first)).isEmpty();
    assertThat(first.score()).isEqualByComparingTo(score(request, before));
  }

  @Test
  void withoutSomeOrdersMostOfTheRestStays() {
    RandomAuction.forAll(
        8,
        seed -> {
          SolveRequest request = book(seed, 120, 6);
          Solution before = best(request);
          SolveRequest now = without(request, seed, 0.05);
          Draft first =
              Recall.first(Memory.of(request, before), now, Budget.UNLIMITED).orElseThrow();
          assertThat(problem(now, first)).isEmpty();
          assertThat(first.score()).isEqualByComparingTo(score(now, first.solution()));
          assertThat(first.trades()).isGreaterThan(before.trades().size() / 3);
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
            Optional<Draft> first = Recall.first(memory, now, Budget.UNLIMITED);
            first.ifPresent(draft -> assertThat(problem(now, draft)).isEmpty());
            found[0] += first.isPresent() ? 1 : 0;
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
    Recall.first(memory, now, Budget.UNLIMITED)
        .ifPresent(draft -> assertThat(problem(now, draft)).isEmpty());
    assertThat(Recall.first(memory, with(request, List.of(), List.of()), Budget.UNLIMITED))
        .isEmpty();
    assertThat(Recall.first(memory, request, () -> true)).isEmpty();
    assertThat(Recall.first(Memory.NONE, request, Budget.UNLIMITED)).isEmpty();
  }

  @Test
  void ofALargeAuctionABoundedPartIsKept() {
    SolveRequest request = book(5, 2_500, 20);
    Memory memory = Memory.of(request, best(request));
    assertThat(memory.fills()).hasSizeLessThanOrEqualTo(600);
    assertThat(memory.cycles()).hasSizeLessThanOrEqualTo(1_200);
    Draft first = Recall.first(memory, request, Budget.UNLIMITED).orElseThrow();
    assertThat(problem(request, first)).isEmpty();
    assertThat(first.trades()).isGreaterThan(300);
  }

  private static Solution best(SolveRequest request) {
    return new Batch().solve(request, Budget.UNLIMITED).getFirst();
  }

  private static Optional<String> problem(SolveRequest request, Draft draft) {
    PoolBook book =
        PoolBook.of(request.liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
    return SolutionCheck.problem(request.orders(), book, draft.solution());
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
