package io.fairlead.devnet.bench.gas;

import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Contender;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Takes settlements of one and of two intents apart. */
final class SpendingBench {
  private static final int ORDERS = 2;

  private final Meter meter;

  SpendingBench(Meter meter) {
    this.meter = meter;
  }

  List<Breakdown> breakdowns(List<Function<Arena, Contender>> contenders) {
    List<? extends Signer> owners = meter.arena().owners(ORDERS);
    return contenders.stream()
        .map(deploy -> meter.arena().undone(() -> breakdown(deploy.apply(meter.arena()), owners)))
        .toList();
  }

  private Breakdown breakdown(Contender contender, List<? extends Signer> owners) {
    contender.admit(owners);
    Roles roles = roles(meter.arena(), contender);
    Spending one = Spending.of(meter.trace(contender, 1), roles);
    Spending two = Spending.of(meter.trace(contender, ORDERS), roles);
    return new Breakdown(
        contender.settlement(), contender.variant(), contender.mode(), one, two.minus(one));
  }

  static Roles roles(Arena arena, Contender contender) {
    return new Roles(
        contender.contracts(),
        Set.of(arena.sellToken(), arena.buyToken()),
        arena.deployment().permit2());
  }
}
