package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.plan.Itinerary.Amount;
import io.fairlead.solver.plan.Itinerary.Stop;
import io.fairlead.solver.pool.ConstantProductPool;
import io.fairlead.solver.pool.LimitOrder;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Itineraries, and what comes of carrying them out. */
class RehearsalTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final Address IN = RandomAuction.address(1);
  private static final Address MIDDLE = RandomAuction.address(2);
  private static final Address OUT = RandomAuction.address(3);
  private static final Address ASIDE = RandomAuction.address(4);

  private final PoolBook book =
      PoolBook.of(
          List.of(
              pair("a", 11, IN, MIDDLE),
              pair("b", 12, MIDDLE, OUT),
              pair("c", 13, IN, OUT),
              pair("d", 14, MIDDLE, ASIDE),
              pair("e", 15, MIDDLE, ASIDE)));
  private final PoolNetwork pools = new PoolNetwork(book);
  private final int in = pools.indexOf(IN);
  private final int middle = pools.indexOf(MIDDLE);
  private final int out = pools.indexOf(OUT);
  private final int aside = pools.indexOf(ASIDE);

  @Test
  void aTokenIsPassedOnInSharesOfWhatIsLeftAndTheLastTakesAll() {
    List<Arc> arcs =
        List.of(arc("c", in, out, 1), arc("a", in, middle, 3), arc("b", middle, out, 3));
    assertThat(Itinerary.of(arcs, tour(arcs)).stops())
        .containsExactly(
            new Stop(arcs.get(0), new Amount.Share(0.25), Itinerary.FAIR),
            new Stop(arcs.get(1), new Amount.Share(1), Itinerary.FAIR),
            new Stop(arcs.get(2), new Amount.Share(1), Itinerary.FAIR));
  }

  @Test
  void aCycleIsWalkedBeforeItsTokenIsPassedOnAndOftenWhereLittleIsHeld() {
    double value = UNIT.doubleValue();
    List<Arc> arcs = List.of(arc("a", in, middle, value), arc("b", middle, out, value));
    Arc there = new Arc(edge("d"), middle, aside, 3.5 * value, 0.01);
    Arc back = new Arc(edge("e"), aside, middle, 3.5 * value, 0.01);
    ArcGraph.Cycle cycle = new ArcGraph.Cycle(List.of(back, there), 3.5 * value);
    assertThat(cycle.gain()).isCloseTo(0.07 * value, withinPercentage(1e-9));
    List<Stop> stops = Itinerary.of(arcs, tour(arcs).around(List.of(cycle))).stops();
    assertThat(stops).hasSize(10);
    assertThat(stops.getFirst().arc()).isEqualTo(arcs.getFirst());
    double walked = 0;
    double held = value;
    for (int round = 0; round < 4; round++) {
      Stop first = stops.get(1 + 2 * round);
      // As much as there is, with what the rounds before have gained, and of the cycle what is
      // left.
      double walk = Math.min(held, 3.5 * value - walked);
      assertThat(first).isEqualTo(new Stop(there, new Amount.Value(walk), Itinerary.FAIR));
      double part = walk / (3.5 * value);
      held += 0.07 * value * part * (2 - 2 * walked / (3.5 * value) - part);
      walked += walk;
      assertThat(stops.get(2 + 2 * round))
          .isEqualTo(new Stop(back, new Amount.Obtained(1 + 2 * round), Itinerary.FAIR));
    }
    assertThat(walked).isCloseTo(3.5 * value, withinPercentage(1e-9));
    assertThat(stops.getLast().arc()).isEqualTo(arcs.getLast());
  }

  @Test
  void whatGainsNothingIsNoDetour() {
    List<Arc> arcs = List.of(arc("c", in, out, 1e18));
    Arc there = new Arc(edge("d"), middle, aside, 1e18, 1e-9);
    Arc back = new Arc(edge("e"), aside, middle, 1e18, 0);
    Tour tour = tour(arcs).around(List.of(new ArcGraph.Cycle(List.of(there, back), 1e18)));
    assertThat(tour.isStraight()).isTrue();
    assertThat(Itinerary.of(arcs, tour).stops()).hasSize(1);
  }

  @Test
  void aRehearsalGivesWhatThePoolsGive() {
    List<Arc> arcs = List.of(arc("a", in, middle, 1), arc("b", middle, out, 1));
    Rehearsed rehearsed = rehearse(pools, book, arcs);
    assertThat(rehearsed).isInstanceOf(Rehearsed.Works.class);
    Draft draft = ((Rehearsed.Works) rehearsed).draft();
    // By the pair's own formula, twice.
    assertThat(draft.amountOut()).isEqualTo(through(through(UNIT)));
    assertThat(draft.left()).isEmpty();
    assertThat(draft.gas()).isEqualTo(120_000);
  }

  @Test
  void aTokenThatStaysIsNamedAndAPlanThatGivesNothingIsNone() {
    Pool small =
        new LimitOrder(
            "l",
            RandomAuction.address(20),
            OUT,
            MIDDLE,
            UNIT,
            UNIT,
            BigInteger.ZERO,
            UNIT.shiftRight(1),
            60_000);
    PoolBook other = PoolBook.of(List.of(pair("a", 11, IN, MIDDLE), small));
    PoolNetwork network = new PoolNetwork(other);
    int first = network.indexOf(IN);
    int second = network.indexOf(MIDDLE);
    int last = network.indexOf(OUT);
    Arc way = new Arc(0, first, second, 1, 0);
    assertThat(rehearse(network, other, List.of(way, new Arc(1, second, last, 1, 0))))
        .isInstanceOfSatisfying(
            Rehearsed.LeavesTooMuch.class,
            stuck -> assertThat(stuck.tokens()).containsExactly(second));
    assertThat(rehearse(network, other, List.of(way))).isEqualTo(new Rehearsed.Nothing());
  }

  /** At the dual's prices a unit is worth a unit: the deepest pool gives half of that. */
  @Test
  void aSwapThatGivesFarLessThanTheDualSaysIsLeftOutAndHomeIsAnotherWay() {
    Pool dear =
        new ConstantProductPool(
            "y",
            RandomAuction.address(22),
            IN,
            OUT,
            UNIT.multiply(BigInteger.valueOf(20_000)),
            UNIT.multiply(BigInteger.valueOf(10_000)),
            30,
            60_000);
    PoolBook other = PoolBook.of(List.of(dear, pair("c", 13, IN, OUT)));
    PoolNetwork network = new PoolNetwork(other);
    int first = network.indexOf(IN);
    int second = network.indexOf(OUT);
    Arc lost = new Arc(1, first, second, 1, 0);
    assertThat(network.pool(1).id()).isEqualTo("y");
    assertThat(new Homeward(network, second, new double[2]).edge(first)).isEqualTo(1);
    assertThat(rehearse(network, other, List.of(lost)))
        .isInstanceOfSatisfying(
            Rehearsed.Works.class,
            works -> {
              assertThat(works.draft().legs()).extracting(Leg::poolId).containsExactly("c");
              assertThat(works.draft().amountOut()).isEqualTo(through(UNIT));
            });
  }

  private static Rehearsed rehearse(PoolNetwork pools, PoolBook book, List<Arc> arcs) {
    double[] logPrices = new double[pools.network().tokens()];
    int target = pools.indexOf(OUT);
    Holdings holdings = new Holdings(logPrices.length, arcs, pools.indexOf(IN), 1);
    Tour tour =
        new Tour(
            pools,
            pools.bridges().at(logPrices),
            holdings,
            target,
            0,
            new boolean[logPrices.length]);
    Homeward home = new Homeward(pools, target, logPrices);
    return new Rehearsal(pools, pools.indexOf(IN), target, book, home, 0)
        .of(Itinerary.of(arcs, tour), logPrices, UNIT);
  }

  private Tour tour(List<Arc> arcs) {
    double[] logPrices = new double[pools.network().tokens()];
    boolean[] closed = new boolean[logPrices.length];
    Holdings holdings = new Holdings(logPrices.length, arcs, in, 1e18);
    return new Tour(pools, pools.bridges().at(logPrices), holdings, out, 0, closed);
  }

  private Arc arc(String pool, int from, int to, double value) {
    return new Arc(edge(pool), from, to, value, 0);
  }

  private int edge(String pool) {
    int edge = 0;
    while (!pools.pool(edge).id().equals(pool)) {
      edge++;
    }
    return edge;
  }

  private static BigInteger through(BigInteger amount) {
    BigInteger reserve = UNIT.multiply(BigInteger.valueOf(1_000));
    BigInteger taxed = amount.multiply(BigInteger.valueOf(9_970));
    return taxed.multiply(reserve).divide(reserve.multiply(BigInteger.valueOf(10_000)).add(taxed));
  }

  private static Pool pair(String id, int address, Address one, Address other) {
    BigInteger reserve = UNIT.multiply(BigInteger.valueOf(1_000));
    return new ConstantProductPool(
        id, RandomAuction.address(address), one, other, reserve, reserve, 30, 60_000);
  }
}
