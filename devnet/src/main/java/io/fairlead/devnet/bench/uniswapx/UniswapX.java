package io.fairlead.devnet.bench.uniswapx;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Call;
import io.fairlead.devnet.bench.arena.Contender;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Permit2Nonces;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.DevKeys;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A reactor of UniswapX. Owners approve Permit2; the filler is an account that approved the reactor
 * and pays out of its own tokens, without a contract between.
 */
public final class UniswapX implements Contender {
  private static final AbiFunction EXECUTE_BATCH = AbiFunction.of("executeBatch((bytes,bytes)[])");
  private static final AbiFunction INVALID_NONCE = AbiFunction.of("InvalidNonce()");

  private final Arena arena;
  private final OrderKind kind;
  private final Terms terms;
  private final Permit2Digest permit2;

  private UniswapX(Arena arena, OrderKind kind, Address reactor) {
    this.arena = arena;
    this.kind = kind;
    this.terms = new Terms(reactor, arena.sellToken(), arena.buyToken(), Permit2Nonces.UNUSED);
    this.permit2 =
        Permit2Digest.of(
            DevChain.CHAIN_ID,
            arena.deployment().permit2(),
            kind.type(),
            String.join(
                "",
                Stream.of(
                        kind.definition(),
                        Terms.INFO_DEFINITION,
                        Terms.OUTPUT_DEFINITION,
                        Permit2Digest.permissions())
                    .sorted()
                    .toList()));
  }

  /** Deploys {@code ExclusiveDutchOrderReactor}. */
  public static UniswapX exclusiveDutch(Arena arena) {
    return deploy(arena, new ExclusiveDutch());
  }

  /** Deploys {@code V2DutchOrderReactor}. */
  public static UniswapX v2Dutch(Arena arena) {
    return deploy(arena, new V2Dutch(DevKeys.signer("bench cosigner")));
  }

  private static UniswapX deploy(Arena arena, OrderKind kind) {
    Address reactor =
        arena
            .queue()
            .create(
                kind.reactor(),
                Arena.DEPLOYER,
                arena.code().generated(kind.reactor()),
                arguments ->
                    arguments
                        .address(arena.deployment().permit2())
                        .address(Arena.DEPLOYER.address()));
    arena.approve(Arena.SOLVER, arena.buyToken(), reactor);
    arena.queue().mine();
    return new UniswapX(arena, kind, reactor);
  }

  @Override
  public String settlement() {
    return kind.settlement();
  }

  @Override
  public String variant() {
    return "default";
  }

  @Override
  public String mode() {
    return "";
  }

  @Override
  public Set<Address> contracts() {
    return Set.of(terms.reactor());
  }

  @Override
  public void admit(List<? extends Signer> owners) {
    Permit2Nonces.warm(arena, owners);
  }

  @Override
  public Bytes filledBefore() {
    return INVALID_NONCE.selector();
  }

  @Override
  public Call fill(List<Order> orders) {
    Bytes data =
        EXECUTE_BATCH.encode(call ->
            call.array(
                orders,
                (to, order) ->
                    to.tuple(signed -> signed.bytes(encode(order)).bytes(signature(order)))));
    return new Call(Arena.SOLVER, terms.reactor(), data);
  }

  private Bytes encode(Order order) {
    return new AbiWriter().tuple(struct -> kind.write(struct, order, terms)).toBytes();
  }

  private Bytes signature(Order order) {
    Bytes32 digest =
        permit2.digest(
            terms.sellToken(),
            order.sold(),
            terms.reactor(),
            terms.nonce(),
            order.validTo(),
            kind.witness(order, terms));
    return Bytes.of(order.owner().sign(digest).bytes());
  }
}
