package io.fairlead.devnet.bench.fairlead;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.settle.Assembly;
import io.fairlead.auction.settle.SettlementAssembler;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.ArenaException;
import io.fairlead.devnet.bench.arena.Call;
import io.fairlead.devnet.bench.arena.Contender;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Prices;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.sequencer.batch.BatchEntry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node sends: the settlement its own assembler makes of a solution, with a fee in every
 * trade, every payment checked, and all orders sold by one swap on Uniswap V3; sent by the node's
 * account and not by the solver.
 */
public final class AsNode implements Contender {
  /**
   * Of what an order sells. A real one is what gas costs; here it only must not be zero, and leave
   * the limit within reach.
   */
  private static final BigInteger FEE_PARTS = BigInteger.valueOf(5_000);

  /** Worse than in an empty batch, because the pool's price falls with what is sold into it. */
  private static final BigInteger SELL_PRICE =
      Prices.SELL.multiply(BigInteger.valueOf(9_955)).divide(BigInteger.valueOf(10_000));

  private static final String POOL = "0";
  private static final int POOL_FEE_PIPS = 100;

  private final Arena arena;
  private final Fairlead fairlead;
  private final Awarding awarding;
  private final SignedOrders signed;

  private AsNode(Arena arena, Variant variant, Fairlead fairlead) {
    this.arena = arena;
    this.fairlead = fairlead;
    this.awarding = new Awarding(arena);
    this.signed = new SignedOrders(arena, variant, awarding.eip712());
  }

  /** Makes it ready, and the vault one that has had fees before. */
  public static AsNode prepare(Arena arena, Variant variant) {
    arena.giveBoth(arena.deployment().vault(), BigInteger.TEN.pow(20));
    arena.giveCoin(Arena.SUBMITTER.address());
    return new AsNode(arena, variant, Fairlead.prepare(arena, variant, false));
  }

  @Override
  public String settlement() {
    return fairlead.settlement();
  }

  @Override
  public String variant() {
    return fairlead.variant();
  }

  @Override
  public String mode() {
    return "node";
  }

  @Override
  public Set<Address> contracts() {
    return fairlead.contracts();
  }

  @Override
  public void admit(List<? extends Signer> owners) {
    signed.admit(owners);
  }

  @Override
  public Bytes filledBefore() {
    return fairlead.filledBefore();
  }

  /** Each for what is left after the fee, at this solution's prices. */
  @Override
  public List<Order> priced(List<Order> orders) {
    return orders.stream()
        .map(order ->
            new Order(
                order.owner(),
                order.sold(),
                order.limit(),
                Prices.bought(executed(order.sold()), SELL_PRICE),
                order.validFrom(),
                order.validTo()))
        .toList();
  }

  @Override
  public Call fill(List<Order> orders) {
    List<BatchEntry> entries = new ArrayList<>();
    List<EngineTrade> trades = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      SignedIntent intent = signed.sign(orders.get(i), i);
      BatchEntry entry =
          new BatchEntry(awarding.eip712().intentHash(intent.intent()), intent, BigInteger.ZERO);
      BigInteger sold = orders.get(i).sold();
      entries.add(entry);
      trades.add(
          new EngineTrade(
              IntentUid.of(entry.intentHash(), intent.intent()), executed(sold), fee(sold)));
    }
    SettlementAssembler assembler =
        new SettlementAssembler(
            awarding.terms(),
            new Domain(DevChain.CHAIN_ID, arena.deployment().settlement()),
            arena.deployment().hub(),
            entries,
            List.of(pool()),
            arena.chain().timestamp());
    return switch (assembler.assemble(solution(orders, trades), Arena.SOLVER.address())) {
      case Assembly.Assembled made -> awarding.call(made.settlement(), Arena.SUBMITTER);
      case Assembly.Rejected no ->
          throw new ArenaException("the node refuses the solution: " + no.rejection());
    };
  }

  private Solution solution(List<Order> orders, List<EngineTrade> trades) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    prices.put(arena.sellToken(), SELL_PRICE);
    prices.put(arena.buyToken(), Prices.BUY);
    BigInteger in =
        trades.stream().map(EngineTrade::executedAmount).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger out = orders.stream().map(Order::bought).reduce(BigInteger.ZERO, BigInteger::add);
    LiquiditySwap swap = new LiquiditySwap(POOL, arena.sellToken(), arena.buyToken(), in, out);
    return new Solution(1, prices, trades, List.of(swap), 0);
  }

  /** The assembler asks only for router, tokens and fee; the state is the solvers' to look at. */
  private Liquidity pool() {
    boolean inOrder = arena.sellToken().compareTo(arena.buyToken()) < 0;
    return new Liquidity.Concentrated(
        POOL,
        Address.ZERO,
        0,
        arena.deployment().uniswapV3().router(),
        inOrder ? arena.sellToken() : arena.buyToken(),
        inOrder ? arena.buyToken() : arena.sellToken(),
        BigInteger.ONE,
        BigInteger.ONE,
        0,
        new TreeMap<>(),
        POOL_FEE_PIPS);
  }

  private static BigInteger fee(BigInteger sold) {
    return sold.divide(FEE_PARTS);
  }

  private static BigInteger executed(BigInteger sold) {
    return sold.subtract(fee(sold));
  }
}
