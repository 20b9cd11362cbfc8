package io.fairlead.devnet.bench.gas;

import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Call;
import io.fairlead.devnet.bench.arena.Contender;
import io.fairlead.devnet.bench.arena.Execution;
import io.fairlead.devnet.bench.arena.Mined;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Tracer;
import java.util.List;
import java.util.function.Consumer;

/** Fills orders in one arena, says so, and puts the chain back. */
record Meter(Arena arena, Consumer<String> progress) {
  /** A settlement of the first {@code n} owners' orders, who have been admitted. */
  Measurement measure(Contender contender, int n) {
    return arena.undone(() -> {
      List<Order> orders = contender.priced(arena.orders(n));
      return measure(contender, contender.mode(), orders, contender.fill(orders));
    });
  }

  /** One settlement, whose traces stay. */
  Measurement measure(Contender contender, String mode, List<Order> orders, Call call) {
    Mined mined = arena.fill(contender.title(), call, orders);
    progress.accept(
        "%s %s %s, n = %d: %,d gas"
            .formatted(
                contender.settlement(), contender.variant(), mode, orders.size(), mined.gasUsed()));
    return new Measurement(
        contender.settlement(),
        contender.variant(),
        mode,
        orders.size(),
        mined.gasUsed(),
        call.data().size());
  }

  /**
   * What a settlement's execution costs, its call data aside: that differs by a few units where a
   * signature has a zero byte.
   */
  long execution(Contender contender, int n) {
    return arena.undone(() -> {
      List<Order> orders = contender.priced(arena.orders(n));
      Call call = contender.fill(orders);
      Mined mined = arena.fill(contender.title(), call, orders);
      Execution fixed = Execution.of(call.data(), 0);
      long execution = mined.gasUsed() - fixed.base() - fixed.callData();
      progress.accept(
          "%s, n = %d: %,d gas beside base and call data"
              .formatted(contender.title(), n, execution));
      return execution;
    });
  }

  /** A settlement with its steps. */
  Tracer.Traced trace(Contender contender, int n) {
    return arena.undone(() -> {
      List<Order> orders = contender.priced(arena.orders(n));
      Tracer.Traced traced =
          new Tracer(arena).fill(contender.title(), contender.fill(orders), orders);
      progress.accept(
          "%s, n = %d: %,d steps taken apart"
              .formatted(contender.title(), n, traced.trace().charges().size()));
      return traced;
    });
  }
}
