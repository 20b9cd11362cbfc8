package io.fairlead.devnet.bench.gas;

import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Tracer;
import io.fairlead.devnet.bench.fairlead.Fairlead;
import io.fairlead.devnet.bench.fairlead.Variant;
import io.fairlead.devnet.bench.gas.CheckCost.Check;
import io.fairlead.devnet.bench.gas.CheckCost.Method;
import java.util.ArrayList;
import java.util.List;

/** What each thing costs that our own settlement checks. */
final class CheckBench {
  /** Intents of the settlements of which two differ in one thing alone. */
  static final int MANY = 100;

  private final Meter meter;
  private final Arena arena;

  CheckBench(Meter meter) {
    this.meter = meter;
    this.arena = meter.arena();
  }

  /** A settlement of one and one of many intents. */
  private record Pair(long one, long many) {
    Pair minus(Pair other) {
      return new Pair(one - other.one, many - other.many);
    }

    /** Of {@link #MANY} intents, every one but the first. */
    long further() {
      return Math.round((many - one) / (double) (MANY - 1));
    }
  }

  List<CheckCost> costs() {
    List<? extends Signer> owners = arena.owners(MANY);
    List<CheckCost> costs = new ArrayList<>();
    costs.addAll(costs(Variant.ALLOWANCE_SHARED, true, owners));
    costs.addAll(costs(Variant.ALLOWANCE_SHARED, false, owners));
    costs.addAll(costs(Variant.ALLOWANCE_OWNER, true, owners));
    costs.addAll(costs(Variant.PERMIT2, true, owners));
    Pair more = gas(Variant.PERMIT2, owners).minus(gas(Variant.ALLOWANCE_OWNER, owners));
    costs.add(
        new CheckCost(
            Check.PERMIT2,
            Method.BOTH,
            Variant.PERMIT2.text(),
            "direct",
            more.one,
            more.further()));
    return costs;
  }

  private List<CheckCost> costs(Variant variant, boolean direct, List<? extends Signer> owners) {
    return arena.undone(() -> {
      Fairlead fairlead = Fairlead.prepare(arena, variant, direct);
      fairlead.admit(owners);
      CheckPrices prices =
          CheckPrices.of(
              SpendingBench.roles(arena, fairlead),
              arena.deployment().settlement(),
              arena.deployment().hub());
      Tracer.Traced one = meter.trace(fairlead, 1);
      Tracer.Traced two = meter.trace(fairlead, 2);
      List<CheckCost> costs = new ArrayList<>();
      for (Check check : Check.values()) {
        switch (check) {
          case EACH_ARRIVES -> costs.add(eachArrives(fairlead));
          case PERMIT2 -> {}
          default ->
              costs.add(fromTrace(fairlead, check, prices.in(one, check), prices.in(two, check)));
        }
      }
      return costs;
    });
  }

  private static CheckCost fromTrace(Fairlead fairlead, Check check, long one, long two) {
    long further = two - one;
    // What both a settlement and its intents do is told apart by what a second intent adds.
    long single =
        switch (check) {
          case INTENT_SIGNATURE -> further;
          case AWARD_SIGNATURE, HUB -> one - further;
          default -> one;
        };
    boolean once = check == Check.AWARD_SIGNATURE || check == Check.HUB;
    return new CheckCost(
        check, Method.TRACE, fairlead.variant(), fairlead.mode(), single, once ? 0 : further);
  }

  private CheckCost eachArrives(Fairlead fairlead) {
    Pair more = gas(fairlead.checkingEach()).minus(gas(fairlead));
    return new CheckCost(
        Check.EACH_ARRIVES,
        Method.BOTH,
        fairlead.variant(),
        fairlead.mode(),
        more.one,
        more.further());
  }

  private Pair gas(Variant variant, List<? extends Signer> owners) {
    return arena.undone(() -> {
      Fairlead fairlead = Fairlead.prepare(arena, variant, true);
      fairlead.admit(owners);
      return gas(fairlead);
    });
  }

  private Pair gas(Fairlead fairlead) {
    return new Pair(meter.execution(fairlead, 1), meter.execution(fairlead, MANY));
  }
}
