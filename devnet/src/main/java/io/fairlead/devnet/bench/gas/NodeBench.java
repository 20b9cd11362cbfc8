package io.fairlead.devnet.bench.gas;

import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Contender;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Routing;
import io.fairlead.devnet.bench.fairlead.AsNode;
import io.fairlead.devnet.bench.fairlead.Variant;
import io.fairlead.devnet.bench.gpv2.Gpv2;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a node settles, beside GPv2 selling by the same swap. */
final class NodeBench {
  private final Meter meter;
  private final Arena arena;

  NodeBench(Meter meter) {
    this.meter = meter;
    this.arena = meter.arena();
  }

  /**
   * Rows of every variant and size.
   *
   * @param sizes ascending
   */
  List<Row> rows(List<Integer> sizes) {
    List<? extends Signer> owners = arena.owners(Collections.max(sizes));
    List<Measurement> measurements = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      measurements.addAll(
          arena.undone(() -> {
            Contender node = AsNode.prepare(arena, variant);
            node.admit(owners);
            return sizes.stream().map(n -> meter.measure(node, n)).toList();
          }));
    }
    measurements.addAll(
        arena.undone(() -> {
          Routing gpv2 = Gpv2.deploy(arena);
          gpv2.admit(owners);
          return sizes.stream().map(n -> routed(gpv2, n)).toList();
        }));
    return Row.of(measurements);
  }

  private Measurement routed(Routing contender, int n) {
    return arena.undone(() -> {
      PoolSwap pool = new PoolSwap(arena);
      List<Order> orders = arena.orders(n);
      BigInteger sold = orders.stream().map(Order::sold).reduce(BigInteger.ZERO, BigInteger::add);
      // The pool pays less than these orders' prices; what is missing comes from GPv2's own tokens.
      Interaction swap =
          pool.swap(sold, BigInteger.ONE, orders.getFirst().validTo(), contender.address());
      return meter.measure(
          contender,
          "exact approval",
          orders,
          contender.fill(orders, List.of(pool.approve(sold), swap)));
    });
  }
}
