package io.fairlead.devnet.bench.fairlead;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.ArenaException;
import io.fairlead.devnet.bench.arena.Call;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Permit2Nonces;
import io.fairlead.devnet.bench.arena.Prices;
import io.fairlead.devnet.bench.arena.Routing;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.rpc.Quantity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fairlead's settlement. The solver sends the transaction itself and pays out of its own tokens,
 * which the hub may take: directly to the receivers, or through the contract's custody as cover of
 * what is missing there.
 */
public final class Fairlead implements Routing {
  private static final AbiFunction INVALIDATE = AbiFunction.of("invalidateNonces(uint256,uint256)");
  private static final AbiFunction NONCE_USED = AbiFunction.of("NonceUsed(bytes32)");
  private static final AbiFunction PERMIT2_NONCE = AbiFunction.of("InvalidNonce()");

  /** Bits of a shared word that are measured; the last one makes the word non-zero before. */
  private static final int BITS = Nonce.PER_WORD - 1;

  private static final int WORDS = 4;
  private static final long FIRST_SERIES = 1;
  private static final BigInteger LAST_BIT = BigInteger.ONE.shiftLeft(BITS);
  private static final long LAST_BLOCK = 1_000_000;
  private static final long GAS = 100_000;

  private final Arena arena;
  private final Variant variant;
  private final boolean direct;
  private final Eip712 eip712;
  private final SettlementTerms terms;

  private Fairlead(Arena arena, Variant variant, boolean direct) {
    this.arena = arena;
    this.variant = variant;
    this.direct = direct;
    this.eip712 = new Eip712(new Domain(DevChain.CHAIN_ID, arena.deployment().settlement()));
    this.terms = new SettlementTerms(Arena.AUCTIONEER.address(), arena.deployment().nativeToken());
  }

  /**
   * Makes it ready; it is deployed already. An earlier settlement makes every shared word non-zero,
   * as the first of 256 intents does for the others.
   *
   * @param direct whether what is traded does not pass through the contract
   */
  public static Fairlead prepare(Arena arena, Variant variant, boolean direct) {
    Fairlead fairlead = new Fairlead(arena, variant, direct);
    Address hub = arena.deployment().hub();
    arena.approve(Arena.SOLVER, arena.buyToken(), hub);
    Signer early = arena.owners(1).getFirst();
    arena.approve(early, arena.sellToken(), hub);
    arena.queue().mine();
    List<Order> orders = arena.orders(1);
    List<Trade> trades =
        IntStream.range(0, WORDS)
            .mapToObj(word ->
                fairlead.trade(
                    orders.getFirst(),
                    Nonce.shared(FIRST_SERIES + word, Arena.AUCTIONEER.address(), BITS).value(),
                    Variant.ALLOWANCE_SHARED))
            .toList();
    if (!arena.mine(fairlead.call(trades, List.of())).succeeded()) {
      throw new ArenaException("the settlement that uses the first shared nonces reverted");
    }
    return fairlead;
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
  public void admit(List<? extends Signer> owners) {
    if (variant == Variant.PERMIT2) {
      Permit2Nonces.warm(arena, owners);
      return;
    }
    Bytes use = INVALIDATE.encode(call -> call.uint(0).uint(LAST_BIT, 256));
    for (Signer owner : owners) {
      arena.approve(owner, arena.sellToken(), arena.deployment().hub());
      if (variant == Variant.ALLOWANCE_OWNER) {
        arena.queue().call("nonce", owner, address(), use, GAS);
      }
    }
    arena.queue().mine();
  }

  @Override
  public Bytes filledBefore() {
    return variant == Variant.PERMIT2 ? PERMIT2_NONCE.selector() : NONCE_USED.selector();
  }

  @Override
  public Call fill(List<Order> orders, List<Interaction> interactions) {
    return call(
        IntStream.range(0, orders.size())
            .mapToObj(i -> trade(orders.get(i), nonce(i), variant))
            .toList(),
        interactions);
  }

  private BigInteger nonce(int index) {
    return switch (variant) {
      case ALLOWANCE_SHARED ->
          Nonce.shared(FIRST_SERIES + index / BITS, Arena.AUCTIONEER.address(), index % BITS)
              .value();
      case ALLOWANCE_OWNER -> BigInteger.ZERO;
      case PERMIT2 -> Permit2Nonces.UNUSED;
    };
  }

  private Trade trade(Order order, BigInteger nonce, Variant how) {
    Intent intent =
        new Intent(
            order.owner().address(),
            order.owner().address(),
            arena.sellToken(),
            arena.buyToken(),
            order.sold(),
            order.limit(),
            Side.SELL,
            false,
            // The other protocols' orders have no such field; a shared nonce needs one.
            0,
            order.validTo(),
            nonce,
            Bytes32.ZERO);
    Bytes signature =
        Bytes.of(order.owner().sign(eip712.signedDigest(intent, how.funding())).compact());
    SignedIntent signed =
        new SignedIntent(intent, how.funding(), signature, Optional.empty(), Hooks.NONE);
    return Trade.of(signed, order.sold(), BigInteger.ZERO);
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
            direct);
    Award award =
        new Award(
            auction(),
            hash("batch"),
            Arena.SOLVER.address(),
            SettlementCodec.solutionHash(settlement, terms),
            LAST_BLOCK,
            hash("transcript"));
    Bundle bundle = new Bundle(award, Arena.AUCTIONEER.sign(eip712.awardHash(award)), settlement);
    return new Call(Arena.SOLVER, address(), SettlementCodec.encodeCall(bundle, terms));
  }

  /** A number above that of every auction before: each ended with a transaction of the solver. */
  private long auction() {
    return 1
        + Quantity.parseLong(
            arena
                .chain()
                .rpc()
                .call("eth_getTransactionCount", Arena.SOLVER.address().toString(), "latest"));
  }

  private static <T> List<T> ordered(boolean inOrder, T sell, T buy) {
    return inOrder ? List.of(sell, buy) : List.of(buy, sell);
  }

  private static Bytes32 hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
