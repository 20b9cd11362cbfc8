package io.fairlead.solver.batch.recover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole lots of every order so that of each token exactly as many lots are sold as are bought: a
 * circulation over the tokens. Starts from fills that almost balance, evens out the rest along the
 * cheapest residual paths (successive shortest paths, Bellman-Ford over the best order of each
 * directed pair), and trades any cycle that gains. Deterministic; bounded in steps.
 */
final class LotFlow {
  private static final int MAX_STEPS = 20_000;

  /** Of the largest gain: what rounding may make of nothing. */
  private static final double NOTHING = 1e-12;

  /** One order's lots. */
  static final class Lane {
    final int give;
    final int take;
    final long capacity;

    /** What a lot of it gains, native wei. */
    final double gain;

    /** Whether the number of lots may change. */
    boolean flexible;

    long lots;

    Lane(int give, int take, long capacity, double gain, boolean flexible, long lots) {
      this.give = give;
      this.take = take;
      this.capacity = capacity;
      this.gain = gain;
      this.flexible = flexible;
      this.lots = lots;
    }
  }

  private final int tokens;
  private final List<List<Lane>> byPair = new ArrayList<>();
  private final int[] pairs;
  private final long[] excess;
  private final double[] cost;
  private final double[] distance;
  private final int[] before;
  private final double least;
  private int steps;

  LotFlow(int tokens, List<Lane> lanes) {
    this.tokens = tokens;
    this.excess = new long[tokens];
    this.cost = new double[tokens * tokens];
    this.distance = new double[tokens];
    this.before = new int[tokens];
    for (int i = 0; i < tokens * tokens; i++) {
      byPair.add(new ArrayList<>(0));
    }
    for (Lane lane : lanes) {
      excess[lane.give] += lane.lots;
      excess[lane.take] -= lane.lots;
      if (lane.flexible) {
        byPair.get(lane.give * tokens + lane.take).add(lane);
      }
    }
    byPair.forEach(some -> some.sort(Comparator.comparingDouble((Lane lane) -> -lane.gain)));
    pairs =
        IntStream.range(0, tokens * tokens)
            .filter(i -> !byPair.get(i).isEmpty() || !byPair.get(mirrored(i)).isEmpty())
            .toArray();
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    for (int pair : pairs) {
      price(pair);
    }
    least = NOTHING * lanes.stream().mapToDouble(lane -> Math.abs(lane.gain)).max().orElse(0);
  }

  private int mirrored(int pair) {
    return pair % tokens * tokens + pair / tokens;
  }

  /** Sets what it costs to send a lot more from the pair's first token to its second. */
  private void price(int pair) {
    Lane more = raised(pair);
    Lane less = lowered(mirrored(pair));
    cost[pair] =
        Math.min(
            more == null ? Double.POSITIVE_INFINITY : -more.gain,
            less == null ? Double.POSITIVE_INFINITY : less.gain);
  }

  /** The order of the pair that gains most by another lot. */
  private @Nullable Lane raised(int pair) {
    for (Lane lane : byPair.get(pair)) {
      if (lane.lots < lane.capacity) {
        return lane;
      }
    }
    return null;
  }

  /** The order of the pair that loses least by a lot less. */
  private @Nullable Lane lowered(int pair) {
    for (Lane lane : byPair.get(pair).reversed()) {
      if (lane.lots > 0) {
        return lane;
      }
    }
    return null;
  }

  /** Balances everything; false if that cannot be done with the flexible orders. */
  boolean balance(BooleanSupplier stop) {
    for (int token = nextLacking(); token >= 0; token = nextLacking()) {
      if (steps++ > MAX_STEPS || stop.getAsBoolean()) {
        return false;
      }
      int cycle = search(token);
      if (cycle >= 0) {
        push(cycle, cycle, Long.MAX_VALUE);
        continue;
      }
      int end = -1;
      for (int other = 0; other < tokens; other++) {
        if (excess[other] > 0 && (end < 0 || distance[other] < distance[end])) {
          end = other;
        }
      }
      if (end < 0 || distance[end] == Double.POSITIVE_INFINITY) {
        return false;
      }
      long amount = push(token, end, Math.min(-excess[token], excess[end]));
      excess[token] += amount;
      excess[end] -= amount;
    }
    return true;
  }

  /** Trades cycles that gain, until there are none or {@code most} were found. */
  void improve(int most, BooleanSupplier stop) {
    for (int count = 0; count < most && steps++ < MAX_STEPS && !stop.getAsBoolean(); count++) {
      int cycle = search(-1);
      if (cycle < 0) {
        return;
      }
      push(cycle, cycle, Long.MAX_VALUE);
    }
  }

  /** A token of which more is bought than sold. */
  private int nextLacking() {
    for (int token = 0; token < tokens; token++) {
      if (excess[token] < 0) {
        return token;
      }
    }
    return -1;
  }

  /**
   * Cheapest ways from {@code from} (from everywhere if below zero); returns a token on a cycle of
   * negative cost if there is one, else -1.
   */
  private int search(int from) {
    for (int token = 0; token < tokens; token++) {
      distance[token] = from < 0 || token == from ? 0 : Double.POSITIVE_INFINITY;
      before[token] = -1;
    }
    for (int round = 0; round < tokens; round++) {
      boolean changed = false;
      for (int pair : pairs) {
        int one = pair / tokens;
        int other = pair % tokens;
        double way = distance[one] + cost[pair];
        if (way < distance[other] - least) {
          distance[other] = way;
          before[other] = one;
          changed = true;
        }
      }
      if (!changed) {
        return -1;
      }
      if (round % 4 == 3 || round == tokens - 1) {
        int cycle = onCycle();
        if (cycle >= 0) {
          return cycle;
        }
      }
    }
    return onCycle();
  }

  /** A token whose predecessors lead back to it. */
  private int onCycle() {
    int[] seen = new int[tokens];
    for (int token = 0; token < tokens; token++) {
      int at = token;
      while (at >= 0 && seen[at] == 0) {
        seen[at] = token + 1;
        at = before[at];
      }
      if (at >= 0 && seen[at] == token + 1) {
        return at;
      }
    }
    return -1;
  }

  /** Sends lots along the way found from {@code from} to {@code to}; returns how many. */
  private long push(int from, int to, long most) {
    long amount = most;
    int at = to;
    do {
      amount = Math.min(amount, room(before[at] * tokens + at));
      at = before[at];
    } while (at != from);
    at = to;
    do {
      send(before[at] * tokens + at, amount);
      at = before[at];
    } while (at != from);
    return amount;
  }

  private long room(int pair) {
    Lane more = raised(pair);
    Lane less = lowered(mirrored(pair));
    return more != null && (less == null || -more.gain <= less.gain)
        ? more.capacity - more.lots
        : Objects.requireNonNull(less).lots;
  }

  private void send(int pair, long amount) {
    Lane more = raised(pair);
    Lane less = lowered(mirrored(pair));
    if (more != null && (less == null || -more.gain <= less.gain)) {
      more.lots += amount;
    } else {
      Objects.requireNonNull(less).lots -= amount;
    }
    price(pair);
    price(mirrored(pair));
  }
}
