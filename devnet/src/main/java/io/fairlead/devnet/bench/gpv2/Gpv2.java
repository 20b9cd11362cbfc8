package io.fairlead.devnet.bench.gpv2;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Call;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Prices;
import io.fairlead.devnet.bench.arena.Routing;
import io.fairlead.devnet.chain.DevChain;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * GPv2Settlement. Owners approve its relayer, solvers are on its allow-list, and it fills from the
 * tokens it holds. The allow-list is used without the proxy which stands before it on public
 * chains: that would only cost GPv2 more.
 */
public final class Gpv2 implements Routing {
  private static final String CONTRACTS = "@cowprotocol/contracts/lib/contracts/";
  private static final AbiFunction SETTLE =
      AbiFunction.of(
          "settle(address[],uint256[],(uint256,uint256,address,uint256,uint256,uint32,bytes32,uint256,"
              + "uint256,uint256,bytes)[],(address,uint256,bytes)[][3])");
  private static final AbiFunction INITIALIZE = AbiFunction.of("initializeManager(address)");
  private static final AbiFunction ADD_SOLVER = AbiFunction.of("addSolver(address)");
  private static final AbiFunction RELAYER = AbiFunction.of("vaultRelayer()");
  private static final AbiFunction ERROR = AbiFunction.of("Error(string)");

  private final Arena arena;
  private final Address allowList;
  private final Address settlement;
  private final Address relayer;
  private final Bytes32 domainSeparator;

  private Gpv2(Arena arena, Address allowList, Address settlement, Address relayer) {
    this.arena = arena;
    this.allowList = allowList;
    this.settlement = settlement;
    this.relayer = relayer;
    this.domainSeparator = Gpv2Order.domainSeparator(DevChain.CHAIN_ID, settlement);
  }

  /** Deploys it and gives it tokens to fill from. */
  public static Gpv2 deploy(Arena arena) {
    Signer deployer = Arena.DEPLOYER;
    Address allowList =
        arena
            .queue()
            .create(
                "GPv2AllowListAuthentication",
                deployer,
                arena.code().of(CONTRACTS + "GPv2AllowListAuthentication.json"),
                none -> {});
    // The second argument is Balancer's vault, which no order here uses.
    Address settlement =
        arena
            .queue()
            .create(
                "GPv2Settlement",
                deployer,
                arena.code().of(CONTRACTS + "GPv2Settlement.json"),
                arguments -> arguments.address(allowList).address(deployer.address()));
    arena.queue().mine();
    Bytes initialize = INITIALIZE.encode(call -> call.address(deployer.address()));
    arena.queue().call("GPv2 manager", deployer, allowList, initialize, 200_000);
    Bytes addSolver = ADD_SOLVER.encode(call -> call.address(Arena.SOLVER.address()));
    arena.queue().call("GPv2 solver", deployer, allowList, addSolver, 200_000);
    arena.giveBoth(settlement, BigInteger.TEN.pow(30));
    arena.queue().mine();
    String relayer =
        arena
            .chain()
            .rpc()
            .call(
                "eth_call",
                Map.of("to", settlement.toString(), "data", RELAYER.encode(none -> {}).toString()),
                "latest")
            .asString();
    return new Gpv2(
        arena, allowList, settlement, AbiReader.read(Bytes.parse(relayer), AbiReader::address));
  }

  @Override
  public String settlement() {
    return "gpv2";
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
    return Set.of(allowList, settlement, relayer);
  }

  @Override
  public Address address() {
    return settlement;
  }

  @Override
  public void admit(List<? extends Signer> owners) {
    owners.forEach(owner -> arena.approve(owner, arena.sellToken(), relayer));
    arena.queue().mine();
  }

  @Override
  public Bytes filledBefore() {
    Bytes reason = Bytes.of("GPv2: order filled".getBytes(StandardCharsets.UTF_8));
    return ERROR.encode(error -> error.bytes(reason));
  }

  @Override
  public Call fill(List<Order> orders, List<Interaction> interactions) {
    Bytes data =
        SETTLE.encode(call ->
            call.array(List.of(arena.sellToken(), arena.buyToken()), AbiWriter::address)
                .array(List.of(Prices.SELL, Prices.BUY), (to, price) -> to.uint(price, 256))
                .array(orders, (to, order) -> to.tuple(trade -> write(trade, order)))
                .tuple(phases -> {
                  write(phases, List.of());
                  write(phases, interactions);
                  write(phases, List.of());
                }));
    return new Call(Arena.SOLVER, settlement, data);
  }

  private void write(AbiWriter trade, Order order) {
    Bytes32 digest = Gpv2Order.digest(domainSeparator, order, arena.sellToken(), arena.buyToken());
    trade
        .uint(0)
        .uint(1)
        .address(Address.ZERO)
        .uint(order.sold(), 256)
        .uint(order.limit(), 256)
        .uint(order.validTo())
        .word(Bytes32.ZERO)
        .uint(0)
        .uint(0)
        .uint(0)
        .bytes(Bytes.of(order.owner().sign(digest).bytes()));
  }

  private static void write(AbiWriter phases, List<Interaction> interactions) {
    phases.array(
        interactions,
        (to, interaction) ->
            to.tuple(tuple ->
                tuple.address(interaction.target()).uint(0).bytes(interaction.callData())));
  }
}
