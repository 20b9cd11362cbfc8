package io.fairlead.devnet.bench.fairlead;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.ArenaException;
import io.fairlead.devnet.bench.arena.Call;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Prices;
import io.fairlead.devnet.bench.arena.Routing;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Fairlead's settlement. The solver sends the transaction itself and pays out of its own tokens,
 * which the hub may take: directly to the receivers, or through the contract's custody as cover of
 * what is missing there.
 */
public final class Fairlead implements Routing {
  private static final AbiFunction NONCE_USED = AbiFunction.of("NonceUsed(bytes32)");
  private static final AbiFunction PERMIT2_NONCE = AbiFunction.of("InvalidNonce()");

  private final Arena arena;
  private final Variant variant;
  private final boolean direct;
  private final boolean checkEach;
  private final Awarding awarding;
  private final SignedOrders signed;

  private Fairlead(Arena arena, Variant variant, boolean direct, boolean checkEach) {
    this.arena = arena;
    this.variant = variant;
    this.direct = direct;
    this.checkEach = checkEach;
    this.awarding = new Awarding(arena);
    this.signed = new SignedOrders(arena, variant, awarding.eip712());
  }

  /**
   * Makes it ready; it is deployed already. An earlier settlement makes every shared word non-zero,
   * as the first of 256 intents does for the others.
   *
   * @param direct whether what is traded does not pass through the contract
   */
  public static Fairlead prepare(Arena arena, Variant variant, boolean direct) {
    Fairlead fairlead = new Fairlead(arena, variant, direct, false);
    Address hub = arena.deployment().hub();
    arena.approve(Arena.SOLVER, arena.buyToken(), hub);
    Signer early = arena.owners(1).getFirst();
    arena.approve(early, arena.sellToken(), hub);
    arena.queue().mine();
    Order order = arena.orders(1).getFirst();
    List<Trade> trades =
        fairlead.signed.lastOfEachWord(order).stream().map(Fairlead::whole).toList();
    if (!arena.mine(fairlead.call(trades, List.of())).succeeded()) {
      throw new ArenaException("the settlement that uses the first shared nonces reverted");
    }
    return fairlead;
  }

  /** The same with the flag that has every payment checked to arrive, not only the largest. */
  public Fairlead checkingEach() {
    return new Fairlead(arena, variant, direct, true);
  }

  @Override
  public String settlement() {
    return "fairlead";
  }

  @Override
  public String variant() {
    return variant.text();
  }

  @Override
  public String mode() {
    return direct ? "direct" : "custody";
  }

  @Override
  public Address address() {
    return arena.deployment().settlement();
  }

  @Override
  public Set<Address> contracts() {
    return Set.of(address(), arena.deployment().hub());
  }

  @Override
  public void admit(List<? extends Signer> owners) {
    signed.admit(owners);
  }

  @Override
  public Bytes filledBefore() {
    return variant == Variant.PERMIT2 ? PERMIT2_NONCE.selector() : NONCE_USED.selector();
  }

  @Override
  public Call fill(List<Order> orders, List<Interaction> interactions) {
    return call(
        IntStream.range(0, orders.size())
            .mapToObj(i -> whole(signed.sign(orders.get(i), i)))
            .toList(),
        interactions);
  }

  private static Trade whole(SignedIntent signed) {
    return Trade.of(signed, signed.intent().sellAmount(), BigInteger.ZERO);
  }

  private Call call(List<Trade> trades, List<Interaction> interactions) {
    boolean inOrder = arena.sellToken().compareTo(arena.buyToken()) < 0;
    BigInteger cover =
        interactions.isEmpty()
            ? trades.stream()
                .map(trade -> Prices.bought(trade.executedAmount()))
                .reduce(BigInteger.ZERO, BigInteger::add)
            : BigInteger.ZERO;
    Settlement settlement =
        new Settlement(
            ordered(inOrder, arena.sellToken(), arena.buyToken()),
            ordered(inOrder, Prices.SELL, Prices.BUY),
            ordered(inOrder, BigInteger.ZERO, cover),
            trades,
            List.of(),
            interactions,
            direct,
            checkEach);
    return awarding.call(settlement, Arena.SOLVER);
  }

  private static <T> List<T> ordered(boolean inOrder, T sell, T buy) {
    return inOrder ? List.of(sell, buy) : List.of(buy, sell);
  }
}
