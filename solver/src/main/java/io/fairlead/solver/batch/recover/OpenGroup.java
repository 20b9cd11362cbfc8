package io.fairlead.solver.batch.recover;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.partition.DisjointSets;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.FilledOrder;
import io.fairlead.solver.clearing.Take;
import io.fairlead.solver.pool.Integers;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Settles orders that trade with pools too. Pools whose swaps close a cycle of tokens do as
 * planned; along the others, a tree, every token's exact remainder is passed on from the leaves to
 * the root, where whatever roundings and the pools' margin leave over stays for the solver. Nothing
 * is ever short: if the root is, there is no settlement.
 */
final class OpenGroup {
  private static final int MAX_BUMPS = 64;

  private final Quotation quotation;
  private final int[] tokens;
  private final BigInteger[] net;
  private final BigInteger[] held;
  private final BigInteger[] prices;
  private final List<Wish> filled = new ArrayList<>();
  private final List<FilledOrder> fills = new ArrayList<>();
  private final List<LiquiditySwap> planned = new ArrayList<>();
  private PoolBook book;
  private long gas;

  private OpenGroup(int[] tokens, Quotation quotation, PoolBook book) {
    this.quotation = quotation;
    this.tokens = tokens;
    this.book = book;
    this.net = new BigInteger[quotation.clearing().length];
    this.held = new BigInteger[net.length];
    this.prices = quotation.integers(tokens);
    for (int token : tokens) {
      net[token] = BigInteger.ZERO;
      held[token] = BigInteger.ZERO;
    }
  }

  /** The settlement; empty if something would fall short. */
  static Optional<Settled> settle(
      List<Wish> wishes, List<PoolArc> arcs, int[] tokens, Quotation quotation, PoolBook book) {
    OpenGroup group = new OpenGroup(tokens, quotation, book);
    wishes.forEach(group::fill);
    if (group.fills.isEmpty() || !group.swap(arcs)) {
      return Optional.empty();
    }
    return group.scheduled().map(group::settled);
  }

  private Settled settled(List<LiquiditySwap> swaps) {
    SortedMap<Address, BigInteger> named = new TreeMap<>();
    for (int token : tokens) {
      named.put(quotation.tokens().get(token), prices[token]);
    }
    return new Settled(named, fills, swaps, gas);
  }

  private void fill(Wish wish) {
    if (wish.part() <= 0) {
      return;
    }
    Order order = wish.order();
    boolean sell = order.intent().side() == Side.SELL;
    BigInteger most = sell ? order.sellAmount().subtract(wish.fee()) : order.buyAmount();
    BigInteger amount = wish.part() >= 1 ? most : Whole.of(wish.part() * most.doubleValue());
    Take take = new Take(order, sell ? amount.add(wish.fee()) : amount);
    if (amount.signum() <= 0) {
      return;
    }
    FilledOrder one = FilledOrder.at(take, wish.fee(), prices[wish.give()], prices[wish.take()]);
    if (one.acceptable()) {
      BigInteger given = given(one);
      fills.add(one);
      filled.add(wish);
      held[wish.give()] = held[wish.give()].add(given);
      net[wish.give()] = net[wish.give()].add(given);
      net[wish.take()] = net[wish.take()].subtract(one.fill().bought());
    }
  }

  private static BigInteger given(FilledOrder one) {
    return one.fill().sold().subtract(one.fill().fee());
  }

  /** A way to pass on what is left of a token: a pool, or an order that may be filled in parts. */
  private record Link(int one, int other, @Nullable Pool pool, int order) {}

  private boolean swap(List<PoolArc> arcs) {
    List<Link> tree = new ArrayList<>();
    DisjointSets linked = new DisjointSets(net.length);
    for (PoolArc arc : arcs.stream().sorted(PoolArc.BY_VALUE).toList()) {
      if (arc.elastic() && linked.join(arc.from(), arc.to())) {
        tree.add(new Link(arc.to(), arc.from(), arc.pool(), -1));
      } else if (!execute(arc.pool(), arc.from(), arc.to(), arc.in())) {
        return false;
      }
    }
    for (int i : bySlack()) {
      Wish wish = filled.get(i);
      if (wish.order().intent().partiallyFillable() && linked.join(wish.give(), wish.take())) {
        tree.add(new Link(wish.give(), wish.take(), null, i));
      }
    }
    Link[] towards = new Link[net.length];
    boolean[] done = new boolean[net.length];
    for (int token : outwards(tree, towards).reversed()) {
      Link link = towards[token];
      done[token] = true;
      if (link != null && !passOn(link, token) && !adjustAny(token, done)) {
        return false;
      }
    }
    for (int token : tokens) {
      if (net[token].signum() < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean passOn(Link link, int token) {
    Pool pool = link.pool();
    int inner = link.one() == token ? link.other() : link.one();
    return pool == null ? adjust(link.order(), token) : passOn(pool, token, inner);
  }

  /** Where the tree's own way cannot, any order may whose other token is looked at later. */
  private boolean adjustAny(int token, boolean[] done) {
    for (int i : bySlack()) {
      Wish wish = filled.get(i);
      int other = wish.give() == token ? wish.take() : wish.take() == token ? wish.give() : -1;
      if (other >= 0
          && !done[other]
          && wish.order().intent().partiallyFillable()
          && adjust(i, token)) {
        return true;
      }
    }
    return false;
  }

  /** Filled orders, those first of which most can be added or taken away. */
  private List<Integer> bySlack() {
    return IntStream.range(0, filled.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -slack(i)))
        .toList();
  }

  private double slack(int i) {
    Wish wish = filled.get(i);
    return Math.min(wish.part(), 1 - wish.part())
        * wish.order().sellAmount().doubleValue()
        * quotation.clearing()[wish.give()];
  }

  /**
   * Fills a little more of an order that sells {@code token}, or less of one that buys it, until
   * nothing of it is short. What is left over stays.
   */
  private boolean adjust(int number, int token) {
    if (net[token].signum() >= 0) {
      return true;
    }
    Wish wish = filled.get(number);
    FilledOrder before = fills.get(number);
    boolean sell = wish.order().intent().side() == Side.SELL;
    BigInteger missing = net[token].negate();
    BigInteger give = prices[wish.give()];
    BigInteger take = prices[wish.take()];
    BigInteger amount;
    if (wish.give() == token) {
      BigInteger sold = given(before).add(missing);
      amount = sell ? sold : Integers.mulDivUp(sold, give, take);
    } else {
      BigInteger bought = before.fill().bought().subtract(missing);
      amount = sell ? Integers.mulDiv(bought.max(BigInteger.ZERO), take, give) : bought;
    }
    if (amount.signum() <= 0) {
      return false;
    }
    FilledOrder after =
        FilledOrder.at(
            new Take(wish.order(), sell ? amount.add(wish.fee()) : amount), wish.fee(), give, take);
    if (!after.acceptable()) {
      return false;
    }
    BigInteger more = given(after).subtract(given(before));
    held[wish.give()] = held[wish.give()].add(more);
    net[wish.give()] = net[wish.give()].add(more);
    net[wish.take()] = net[wish.take()].add(before.fill().bought()).subtract(after.fill().bought());
    fills.set(number, after);
    return true;
  }

  /** Tokens from the roots of the trees outwards; {@code towards} gets each one's way inwards. */
  private List<Integer> outwards(List<Link> tree, Link[] towards) {
    List<Integer> order = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Link first : tree) {
      // The most valuable swap's output: most owners that pools serve want it.
      if (seen.add(first.one())) {
        Deque<Integer> open = new ArrayDeque<>(List.of(first.one()));
        while (!open.isEmpty()) {
          int at = open.removeFirst();
          order.add(at);
          for (Link link : tree) {
            int other = link.one() == at ? link.other() : link.other() == at ? link.one() : -1;
            if (other >= 0 && seen.add(other)) {
              towards[other] = link;
              open.addLast(other);
            }
          }
        }
      }
    }
    return order;
  }

  /** Changes all that is left of {@code token} into {@code inner}, or buys what is missing. */
  private boolean passOn(Pool pool, int token, int inner) {
    if (net[token].signum() > 0) {
      return execute(pool, token, inner, net[token]);
    }
    if (net[token].signum() == 0) {
      return true;
    }
    BigInteger missing = net[token].negate();
    Address in = quotation.tokens().get(inner);
    Address out = quotation.tokens().get(token);
    Pool now = book.get(pool.id());
    if (!now.trades(in, out)
        || !(now.exactOut(in, out, missing) instanceof SwapResult.Swapped swap)) {
      return false;
    }
    // Swaps are executed by their input; where the two directions round apart it is raised.
    for (int bump = 0; bump <= MAX_BUMPS; bump++) {
      BigInteger amount = swap.amountIn().add(BigInteger.valueOf(bump));
      if (now.exactIn(in, out, amount) instanceof SwapResult.Swapped given
          && given.amountOut().compareTo(missing) >= 0) {
        return execute(pool, inner, token, amount);
      }
    }
    return false;
  }

  /** Swaps; an amount too small for the pool is left where it is. False if it is too large. */
  private boolean execute(Pool pool, int from, int to, BigInteger amount) {
    Address in = quotation.tokens().get(from);
    Address out = quotation.tokens().get(to);
    Pool now = book.get(pool.id());
    if (amount.signum() <= 0 || !now.trades(in, out)) {
      return true;
    }
    return switch (now.exactIn(in, out, amount)) {
      case SwapResult.Swapped swap -> {
        planned.add(new LiquiditySwap(pool.id(), in, out, amount, swap.amountOut()));
        net[from] = net[from].subtract(amount);
        net[to] = net[to].add(swap.amountOut());
        book = book.with(swap.after());
        gas = Math.addExact(gas, now.gasEstimate());
        yield true;
      }
      case SwapResult.TooSmall ignored -> true;
      case SwapResult.TooLarge ignored -> false;
    };
  }

  /** The swaps in an order in which each is given only what is there by then. */
  private Optional<List<LiquiditySwap>> scheduled() {
    SortedMap<Address, BigInteger> there = new TreeMap<>();
    for (int token : tokens) {
      there.put(quotation.tokens().get(token), held[token]);
    }
    List<LiquiditySwap> open = new ArrayList<>(planned);
    List<LiquiditySwap> done = new ArrayList<>();
    boolean moved = true;
    while (moved && !open.isEmpty()) {
      moved = false;
      Set<String> waiting = new HashSet<>();
      for (int i = 0; i < open.size(); i++) {
        LiquiditySwap swap = open.get(i);
        BigInteger have = there.getOrDefault(swap.inputToken(), BigInteger.ZERO);
        // A pool's swaps stay in order: the later ones meet what the earlier left.
        if (!waiting.contains(swap.id()) && have.compareTo(swap.inputAmount()) >= 0) {
          there.put(swap.inputToken(), have.subtract(swap.inputAmount()));
          there.merge(swap.outputToken(), swap.outputAmount(), BigInteger::add);
          done.add(swap);
          open.remove(i--);
          moved = true;
        } else {
          waiting.add(swap.id());
        }
      }
    }
    return open.isEmpty() ? Optional.of(done) : Optional.empty();
  }
}
