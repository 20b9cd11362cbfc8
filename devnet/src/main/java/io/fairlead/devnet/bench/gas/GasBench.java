package io.fairlead.devnet.bench.gas;

import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.ArenaException;
import io.fairlead.devnet.bench.arena.Contender;
import io.fairlead.devnet.bench.arena.Execution;
import io.fairlead.devnet.bench.arena.Mined;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Routing;
import io.fairlead.devnet.bench.arena.Tracer;
import io.fairlead.devnet.bench.fairlead.AsNode;
import io.fairlead.devnet.bench.fairlead.Fairlead;
import io.fairlead.devnet.bench.fairlead.Variant;
import io.fairlead.devnet.bench.gpv2.Gpv2;
import io.fairlead.devnet.bench.uniswapx.UniswapX;
import io.fairlead.devnet.deploy.Erc20;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Measures every protocol in one arena, each from the same state of the chain. */
final class GasBench {
  /** More intents than fit into one transaction of any protocol. */
  private static final int LARGEST = 1_000;

  private static final List<Function<Arena, Contender>> CONTENDERS =
      List.of(
          ours(Variant.ALLOWANCE_SHARED, true),
          ours(Variant.ALLOWANCE_SHARED, false),
          ours(Variant.ALLOWANCE_OWNER, true),
          ours(Variant.ALLOWANCE_OWNER, false),
          ours(Variant.PERMIT2, true),
          ours(Variant.PERMIT2, false),
          Gpv2::deploy,
          UniswapX::exclusiveDutch,
          UniswapX::v2Dutch);
  private static final List<Function<Arena, Contender>> GROWING =
      List.of(
          ours(Variant.ALLOWANCE_SHARED, true),
          ours(Variant.ALLOWANCE_SHARED, false),
          Gpv2::deploy);
  private static final List<Function<Arena, Contender>> TAKEN_APART =
      List.of(
          ours(Variant.ALLOWANCE_SHARED, true),
          ours(Variant.ALLOWANCE_OWNER, true),
          ours(Variant.PERMIT2, true),
          arena -> AsNode.prepare(arena, Variant.ALLOWANCE_OWNER),
          Gpv2::deploy,
          UniswapX::exclusiveDutch,
          UniswapX::v2Dutch);
  private static final List<Function<Arena, Routing>> ROUTING =
      List.of(arena -> Fairlead.prepare(arena, Variant.ALLOWANCE_SHARED, false), Gpv2::deploy);

  private final Arena arena;
  private final Consumer<String> progress;
  private final Meter meter;

  GasBench(Arena arena, Consumer<String> progress) {
    this.arena = arena;
    this.progress = progress;
    this.meter = new Meter(arena, progress);
  }

  private static Function<Arena, Contender> ours(Variant variant, boolean direct) {
    return arena -> Fairlead.prepare(arena, variant, direct);
  }

  /**
   * Settlements of every size by every protocol.
   *
   * @param sizes ascending
   */
  List<Measurement> measure(List<Integer> sizes) {
    List<? extends Signer> owners = arena.owners(Collections.max(sizes));
    List<Measurement> measurements = new ArrayList<>();
    for (Function<Arena, Contender> deploy : CONTENDERS) {
      measurements.addAll(
          arena.undone(() -> {
            Contender contender = deploy.apply(arena);
            contender.admit(owners);
            return sizes.stream().map(n -> meter.measure(contender, n)).toList();
          }));
    }
    return measurements;
  }

  /**
   * Everything else, but for other tokens.
   *
   * @param sizes of what a node settles, ascending
   */
  Extras extras(List<Integer> sizes) {
    List<Row> node = new NodeBench(meter).rows(sizes);
    List<Breakdown> breakdowns = new SpendingBench(meter).breakdowns(TAKEN_APART);
    List<CheckCost> checks = new CheckBench(meter).costs();
    List<? extends Signer> one = arena.owners(1);
    List<Rejection> rejections =
        CONTENDERS.stream()
            .map(deploy -> arena.undone(() -> reject(deploy.apply(arena), one)))
            .toList();
    List<Measurement> routed = new ArrayList<>();
    for (Function<Arena, Routing> deploy : ROUTING) {
      for (boolean standing : new boolean[] {false, true}) {
        routed.add(arena.undone(() -> route(deploy.apply(arena), one, standing)));
      }
    }
    List<TokenRow> tokens = TokenBench.rows(meter, "PlainToken");
    List<? extends Signer> all = arena.owners(LARGEST);
    List<Measurement> largest =
        GROWING.stream().map(deploy -> arena.undone(() -> grow(deploy.apply(arena), all))).toList();
    return new Extras(node, breakdowns, checks, largest, rejections, routed, tokens);
  }

  private Rejection reject(Contender contender, List<? extends Signer> owners) {
    contender.admit(owners);
    List<Order> orders = arena.orders(1);
    arena.fill(contender.title(), contender.fill(orders), orders);
    Execution gas =
        new Tracer(arena)
            .reject(contender.title() + " again", contender.fill(orders), contender.filledBefore());
    progress.accept("%s rejects: %,d gas".formatted(contender.title(), gas.execution()));
    return new Rejection(contender.settlement(), contender.variant(), contender.mode(), gas);
  }

  /** {@code standing}: the router was approved once and for all by an earlier settlement. */
  private Measurement route(Routing contender, List<? extends Signer> owners, boolean standing) {
    contender.admit(owners);
    PoolSwap pool = new PoolSwap(arena);
    if (standing
        && !arena
            .mine(contender.fill(List.of(), List.of(pool.approve(Erc20.UNLIMITED))))
            .succeeded()) {
      throw new ArenaException(contender.title() + " cannot approve the router");
    }
    List<Order> orders = arena.orders(1);
    Order order = orders.getFirst();
    Interaction swap = pool.swap(order, contender.address());
    List<Interaction> calls = standing ? List.of(swap) : List.of(pool.approve(order.sold()), swap);
    return meter.measure(
        contender,
        standing ? "standing approval" : "exact approval",
        orders,
        contender.fill(orders, calls));
  }

  private Measurement grow(Contender contender, List<? extends Signer> owners) {
    contender.admit(owners);
    Measurement small = meter.measure(contender, 50);
    Measurement large = meter.measure(contender, 100);
    long slope = (large.gas() - small.gas()) / (large.n() - small.n());
    long guess = large.n() + (Arena.TRANSACTION_CAP - large.gas()) / slope;
    int found =
        LargestFit.find(large.n(), owners.size(), Math.toIntExact(guess), n -> fits(contender, n));
    return meter.measure(contender, found);
  }

  private boolean fits(Contender contender, int n) {
    Mined mined = arena.undone(() -> arena.mine(contender.fill(arena.orders(n))));
    if (!mined.succeeded() && mined.gasUsed() < Arena.NEARLY_ALL) {
      throw new ArenaException(contender.title() + " reverted, and not for lack of gas");
    }
    return mined.succeeded();
  }
}
