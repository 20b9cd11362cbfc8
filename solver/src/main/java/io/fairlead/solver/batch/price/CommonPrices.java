package io.fairlead.solver.batch.price;

import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.batch.demand.Want;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Common prices at which a batch scores more than at those given: successive linear programs
 * (Griffith and Stewart, Management Science 1961) over fills, pools' trades and small steps of the
 * log prices at once. A step must leave every order that is filled within its limit, every token
 * balanced, and no price farther than some per mille. Where it ends, several orders are exactly at
 * their limits: that is where the score is largest, for beyond them they drop out.
 *
 * <p>Pools trade as far as it serves the score, which is less far than where their average price is
 * the clearing price: what they give beyond what they take moves the prices in the owners' favour.
 * So does what makers' orders give beyond it.
 */
public final class CommonPrices {
  /**
   * How the search goes on: rough programs over long steps first, precise ones over short stretches
   * of the pools last.
   *
   * @param enough the next stage begins where the score gains less than this part of itself
   */
  private record Stage(double longestStep, double stretch, double tolerance, double enough) {}

  private static final double PRECISE = 1e-8;
  private static final double ROUGH = 1e-5;

  private static final Stage LONG = new Stage(0.05, 1, ROUGH, 1e-5);

  private static final List<Stage> ALONE = List.of(LONG, new Stage(0.01, 1, ROUGH, 1e-5));

  private static final List<Stage> ALONE_AGAIN = List.of(LONG, new Stage(0.005, 1, ROUGH, 1e-5));

  private static final List<Stage> ALONE_LAST = List.of(new Stage(0.005, 1, PRECISE, 2e-6));

  private static final List<Stage> WITH_OTHERS =
      List.of(
          new Stage(0.01, 8e-3, ROUGH, 1e-3),
          new Stage(0.005, 2e-3, ROUGH, 1e-4),
          new Stage(0.002, 5e-4, PRECISE, 1e-5));

  private static final int MAX_ROUNDS_ALONE = 8;
  private static final int MAX_ROUNDS_LAST = 3;
  private static final int MAX_ROUNDS = 16;
  private static final int MAX_ROUNDS_DECIDED = 8;
  private static final int MAX_ROUNDS_NEARLY = 3;

  /** A step so short that nothing is left of what programs do not see. */
  private static final double LAST_STEP = 1e-4;

  private static final double LAST_STRETCH = 5e-5;

  /** So close to wholly or not at all an order is filled wholly or not at all. */
  private static final double NEARLY = 1e-6;

  /** So close to its limit an order is at it. */
  private static final double AT_LIMIT = 1e-6;

  /** A step that loses so much of the score was too long, or its program not solved well. */
  private static final double LOST = 1e-4;

  /** What value that does not balance may have been counted for at most. */
  private static final double UNSURE = 0.1;

  private final List<Want> wants;
  private final int orders;
  private final BitSet whole;
  private final double[] reference;
  private final double[] logPrices;
  private final double[] parts;
  private final List<PoolLine> pools;

  /** Orders that are not to be filled. */
  private final BitSet out = new BitSet();

  /** By how much more would score if an order's limit gave way, per log price. */
  private double[] held;

  private double score;
  private int rounds;

  /**
   * A search among orders alone.
   *
   * @param start log prices relative to reference prices
   * @param parts which part of each order is filled there, about
   */
  public CommonPrices(List<Want> wants, double[] start, double[] parts) {
    this(wants, wants.size(), new BitSet(), start, parts, new double[start.length], List.of());
  }

  /**
   * A search with pools and makers' orders, which trade at their own rates.
   *
   * @param wants orders, then makers' orders, whose taken amount is fixed
   * @param orders how many of them are orders
   * @param whole orders that are to be filled wholly or not at all
   * @param start log prices relative to reference prices
   * @param parts which part of each order is filled there, about
   * @param reference native wei per wei, by token
   * @param pools those that may trade, as they do at the start
   */
  public CommonPrices(
      List<Want> wants,
      int orders,
      BitSet whole,
      double[] start,
      double[] parts,
      double[] reference,
      List<PoolAgent> pools) {
    this.wants = List.copyOf(wants);
    this.orders = orders;
    this.whole = (BitSet) whole.clone();
    this.reference = reference.clone();
    this.logPrices = start.clone();
    this.parts = parts.clone();
    this.held = new double[parts.length];
    this.pools = pools.stream().map(agent -> PoolLine.of(agent, logPrices)).toList();
  }

  /** Where {@code from} is, among orders alone. */
  private CommonPrices(CommonPrices from) {
    this(from.wants, from.logPrices, from.parts);
    out.or(from.out);
    held = from.held;
    score = from.score;
  }

  /** The prices reached, relative to reference prices. */
  public double[] logPrices() {
    return logPrices.clone();
  }

  /** Which part of each order is filled there. */
  public double[] parts() {
    return parts.clone();
  }

  /** Wei of each coin that come out of each pool (above zero) or go in. */
  public List<double[]> flows() {
    return pools.stream().map(line -> line.flow(0)).toList();
  }

  /** What the fills score, native wei. */
  public double score() {
    return score;
  }

  private boolean ordersAlone() {
    return pools.isEmpty() && orders == wants.size();
  }

  /** Programs solved. */
  public int rounds() {
    return rounds;
  }

  /**
   * Searches until there is hardly anything to gain; then decides on the whole orders and searches
   * on. Among orders alone some are tried to be left out in between, because they hold the prices.
   */
  public void search(BooleanSupplier stop) {
    if (ordersAlone()) {
      through(ALONE, MAX_ROUNDS_ALONE, false, stop);
      if (new Releases(this).search(stop)) {
        through(ALONE_AGAIN, rounds + MAX_ROUNDS_ALONE, false, stop);
      }
      through(ALONE_LAST, rounds + MAX_ROUNDS_LAST, false, stop);
      return;
    }
    through(WITH_OTHERS, MAX_ROUNDS, false, stop);
    finish(stop);
  }

  /**
   * Goes to the best prices of all that are found along lines; for few orders on few tokens.
   *
   * @param starts where that begins, before it begins elsewhere
   * @param work how much may be done, in about as many multiplications
   * @return what is left of the work
   */
  public long alongLines(List<double[]> starts, long work, BooleanSupplier stop) {
    List<PoolAgent> agents = pools.stream().map(PoolLine::agent).toList();
    PriceLines lines = new PriceLines(wants, orders, reference, agents, work, stop);
    PriceLines.Found found = lines.search(starts);
    if (found.score() > 0) {
      System.arraycopy(found.logPrices(), 0, logPrices, 0, logPrices.length);
      System.arraycopy(found.parts(), 0, parts, 0, parts.length);
      for (int pool = 0; pool < pools.size(); pool++) {
        if (pools.get(pool).agent().coins() == 2) {
          pools.get(pool).moveTo(found.positions()[pool]);
        }
      }
      score = found.score();
    }
    return lines.left();
  }

  private void finish(BooleanSupplier stop) {
    if (!whole.isEmpty()) {
      decide();
      through(WITH_OTHERS, rounds + MAX_ROUNDS_DECIDED, true, stop);
    }
  }

  private void through(List<Stage> stages, int most, boolean decided, BooleanSupplier stop) {
    int began = rounds;
    int stage = 0;
    while (rounds < most && stage < stages.size()) {
      Stage now = stages.get(stage);
      CommonPrices before = ordersAlone() ? new CommonPrices(this) : this;
      double scored = score;
      if (stop.getAsBoolean()
          || !step(steps(now), decided ? whole : new BitSet(), now.tolerance())) {
        return;
      }
      rounds++;
      boolean lost = ordersAlone() && sureScore() < before.sureScore() - LOST * scored;
      if (lost) {
        goOnFrom(before);
      }
      if (lost || (rounds > began + 1 && Math.abs(score - scored) <= now.enough() * score)) {
        stage++;
      }
    }
  }

  int tokens() {
    return logPrices.length;
  }

  List<Want> wants() {
    return wants;
  }

  /** The same prices without an order. */
  CommonPrices without(int order) {
    CommonPrices without = new CommonPrices(this);
    without.out.set(order);
    without.parts[order] = 0;
    return without;
  }

  /** Goes on from where a search without some orders ended; they may be filled again. */
  void goOnFrom(CommonPrices other) {
    System.arraycopy(other.logPrices, 0, logPrices, 0, logPrices.length);
    System.arraycopy(other.parts, 0, parts, 0, parts.length);
    held = other.held;
    score = other.score;
  }

  /** One rough step of at most so much in each log price; whether there was one. */
  boolean step(double longest) {
    return step(new PriceProgram.Steps(longest, 1, 0), new BitSet(), ROUGH);
  }

  /**
   * How much an order at its limit holds the prices back: what would be gained if it gave way, for
   * what it moves; zero where it is not filled or not at its limit.
   */
  double holdsBack(int order) {
    Want want = wants.get(order);
    double beyond = logPrices[want.give()] - logPrices[want.take()] - want.limit();
    boolean holds = parts[order] > PriceProgram.HARDLY && beyond < AT_LIMIT;
    return holds ? held[order] / Math.sqrt(parts[order] * want.size()) : 0;
  }

  /** The score less what it may owe to tokens that are not balanced. */
  double sureScore() {
    double[] excess = new double[logPrices.length];
    for (int i = 0; i < parts.length; i++) {
      Want want = wants.get(i);
      int fixed = want.fixedGive() ? want.give() : want.take();
      double value = parts[i] * want.size() * Math.exp(logPrices[fixed]);
      excess[want.give()] += value;
      excess[want.take()] -= value;
    }
    double missing = 0;
    for (double one : excess) {
      missing += Math.abs(one);
    }
    return score - UNSURE * missing;
  }

  private static PriceProgram.Steps steps(Stage stage) {
    return new PriceProgram.Steps(stage.longestStep(), stage.stretch(), 0);
  }

  /**
   * One short step to where every token's balance leaves a little over. Orders that are filled
   * nearly wholly are filled wholly: what would be left of them is not worth another settlement.
   *
   * @param kept in proportion to what moves, as exactly as programs are solved
   */
  public void balance(double kept) {
    decide();
    BitSet decided = (BitSet) whole.clone();
    PriceProgram.Steps steps = new PriceProgram.Steps(LAST_STEP, LAST_STRETCH, kept);
    boolean more = true;
    for (int round = 0; round < MAX_ROUNDS_NEARLY && more; round++) {
      near(NEARLY, decided);
      // Where too much is decided on for a program to be solved, nearly has to do.
      more = step(steps, decided, PRECISE) || step(steps, whole, PRECISE);
      more &= near(NEARLY, (BitSet) decided.clone());
    }
    near(PRECISE, decided);
  }

  /**
   * Rounds parts that are so close to wholly or not at all; whether there were others than known.
   */
  private boolean near(double by, BitSet decided) {
    int before = decided.cardinality();
    for (int i = 0; i < orders; i++) {
      if (Math.abs(parts[i] - Math.rint(parts[i])) <= by) {
        parts[i] = Math.rint(parts[i]);
        decided.set(i);
      }
    }
    return decided.cardinality() > before;
  }

  private void decide() {
    whole.stream().forEach(i -> parts[i] = Math.rint(parts[i]));
  }

  private boolean step(PriceProgram.Steps steps, BitSet decided, double tolerance) {
    BitSet fixed = (BitSet) decided.clone();
    fixed.or(out);
    Optional<PriceProgram.Move> move = new PriceProgram(now(fixed), steps).solve(tolerance);
    move.ifPresent(this::go);
    return move.isPresent();
  }

  private PriceProgram.Situation now(BitSet decided) {
    return new PriceProgram.Situation(wants, orders, decided, logPrices, reference, parts, pools);
  }

  private void go(PriceProgram.Move move) {
    held = move.held();
    double share = share(move.logPrices());
    for (int token = 0; token < logPrices.length; token++) {
      logPrices[token] += share * (move.logPrices()[token] - logPrices[token]);
    }
    for (int pool = 0; pool < pools.size(); pool++) {
      PoolLine line = pools.get(pool);
      line.moveTo(line.position() + share * move.farther()[pool]);
    }
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] += share * (move.parts()[i] - parts[i]);
      if (i >= orders) {
        continue;
      }
      Want want = wants.get(i);
      double q = logPrices[want.give()] - logPrices[want.take()];
      if (q < want.limit() - 1e-9) {
        parts[i] = 0;
      }
      int fixed = want.fixedGive() ? want.give() : want.take();
      sum +=
          parts[i]
              * want.size()
              * Math.exp(logPrices[fixed] - logPrices[want.take()])
              * (1 - Math.exp(want.limit() - q));
    }
    score = sum;
  }

  /** So much of the step that no filled order is left behind its limit. */
  private double share(double[] to) {
    double share = 1;
    PriceProgram.Situation now = now(new BitSet());
    for (int i = 0; i < orders; i++) {
      double room = Math.max(0, now.beyond(i, logPrices));
      double then = now.beyond(i, to);
      if (then < -1e-9 && parts[i] > PriceProgram.HARDLY) {
        share = Math.min(share, room / (room - then));
      }
    }
    return share;
  }
}
