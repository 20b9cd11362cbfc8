package io.fairlead.devnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.contracts.typeddata.Permit2;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.TestChain;
import io.fairlead.devnet.deploy.Deployer;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A chain with Settlement, and owners who approved its hub and Permit2, a solver who approved the
 * hub, and a maker whom Settlement may take from.
 */
final class DifferentialWorld implements AutoCloseable {
  private static final int OWNERS = 6;

  private final TestChain test;
  private final Deployment deployment;
  private final ExtraTokens extra;
  private final Eip712 eip712;
  private final List<LocalSigner> owners;
  private final LocalSigner maker;
  private final LocalSigner solver = DevKeys.signer("solver");
  private final LocalSigner auctioneer = DevKeys.signer("auctioneer");
  private final LocalSigner sender;

  private DifferentialWorld(
      TestChain test, Deployment deployment, ExtraTokens extra, List<LocalSigner> wallets) {
    this.test = test;
    this.deployment = deployment;
    this.extra = extra;
    this.eip712 = new Eip712(new Domain(DevChain.CHAIN_ID, deployment.settlement()));
    this.maker = wallets.getFirst();
    this.owners = wallets.subList(1, wallets.size());
    this.sender = test.rich("settlement sender");
  }

  static DifferentialWorld start() {
    TestChain test = TestChain.start(ChainKind.ANVIL);
    Deployer deployer = new Deployer(test.chain());
    Deployment deployment =
        deployer.deploy(DevKeys.signer("auctioneer").address(), DevKeys.signer("vault").address());
    List<LocalSigner> wallets = IntStream.range(0, OWNERS + 1).mapToObj(DevKeys::wallet).toList();
    List<LocalSigner> funded = new ArrayList<>(wallets);
    funded.add(DevKeys.signer("solver"));
    deployer.fund(funded, deployment);
    ExtraTokens extra = ExtraTokens.deploy(test.chain(), funded);
    extra.approve(test.chain(), funded, deployment.hub());
    DifferentialWorld world = new DifferentialWorld(test, extra.addTo(deployment), extra, wallets);
    extra.approve(test.chain(), List.of(world.maker), deployment.settlement());
    world.approve(world.maker, deployment.settlement());
    world.owners.forEach(owner -> world.approve(owner, Permit2.ADDRESS));
    world.approve(world.solver, Permit2.ADDRESS);
    test.chain().mineBlock();
    return world;
  }

  private void approve(LocalSigner from, Address spender) {
    long nonce = test.nonce(from);
    for (Deployment.Token token : deployment.tokens()) {
      Bytes approval = Erc20.approve(spender, Erc20.UNLIMITED);
      test.send(test.transaction(from, nonce++, 1, token.address(), approval));
    }
  }

  Deployment deployment() {
    return deployment;
  }

  Eip712 eip712() {
    return eip712;
  }

  SettlementTerms terms() {
    return deployment.terms();
  }

  LocalSigner solver() {
    return solver;
  }

  List<LocalSigner> owners() {
    return owners;
  }

  LocalSigner owner(Address account) {
    return owners.stream()
        .filter(owner -> owner.address().equals(account))
        .findFirst()
        .orElseThrow();
  }

  ExtraTokens extraTokens() {
    return extra;
  }

  PermitToken permitToken() {
    return new PermitToken(test.chain(), extra.permitToken(), deployment.hub());
  }

  Shortfalls shortfalls() {
    return new Shortfalls(deployment, maker.address());
  }

  /** Where the chain answers. */
  String url() {
    return test.chain().url();
  }

  Address maker() {
    return maker.address();
  }

  long timestamp() {
    return test.chain().timestamp();
  }

  Award award(long auction, Bytes32 solutionHash) {
    return new Award(
        auction,
        Bytes32.ZERO,
        solver.address(),
        solutionHash,
        test.chain().blockNumber() + 5,
        Keccak.hash(new byte[] {(byte) auction}));
  }

  /** With the auctioneer's signature, and the solver's if asked for. */
  Bundle sign(Award award, Settlement settlement, boolean consent) {
    Bytes32 hash = eip712.awardHash(award);
    Bytes agreed = consent ? Bytes.of(solver.sign(eip712.coverHash(hash)).bytes()) : Bytes.EMPTY;
    return new Bundle(award, auctioneer.sign(hash), agreed, settlement);
  }

  /** Revert data of the call, sent by the solver; empty if it executes. */
  Optional<Bytes> ask(Bytes call) {
    try {
      call(solver.address(), call);
      return Optional.empty();
    } catch (RpcException reverted) {
      // Without data it ran out of gas, as for memory that a mangled length asks for.
      JsonNode data = reverted.data();
      return Optional.of(data == null ? Bytes.EMPTY : Bytes.parse(data.asString()));
    }
  }

  Bytes view(Bytes call) {
    return call(sender.address(), call);
  }

  private Bytes call(Address from, Bytes call) {
    Map<String, String> request =
        Map.of(
            "from", from.toString(),
            "to", deployment.settlement().toString(),
            "data", call.toString());
    return Bytes.parse(test.chain().rpc().call("eth_call", request, "latest").asString());
  }

  /**
   * A settlement that was executed.
   *
   * @param timestamp of its block
   * @param events Settlement's
   */
  record Executed(Bytes32 transaction, long timestamp, List<SettlementEvent> events) {}

  /** Executes a call in a block of its own. */
  Executed execute(Bytes call, boolean bySolver, String where) {
    LocalSigner from = bySolver ? solver : sender;
    SignedTransaction transaction =
        test.transaction(from, test.nonce(from), 1, deployment.settlement(), call, 5_000_000);
    test.send(transaction);
    test.chain().mineBlock();
    JsonNode receipt = test.receipt(transaction);
    assertThat(Quantity.parseLong(receipt.path("status")))
        .as("%s %s", where, ask(call))
        .isEqualTo(1);
    List<SettlementEvent> events = new ArrayList<>();
    for (JsonNode entry : receipt.path("logs")) {
      if (entry.path("address").asString().equals(deployment.settlement().toString())) {
        List<Bytes32> topics =
            entry.path("topics").valueStream().map(one -> Bytes32.parse(one.asString())).toList();
        Bytes data = Bytes.parse(entry.path("data").asString());
        events.add(SettlementEvent.decode(topics, data).orElseThrow());
      }
    }
    return new Executed(transaction.hash(), timestamp(), events);
  }

  /** Of everybody but the senders' native coin, which pays for gas. */
  Balances balances() {
    List<Asset> assets = new ArrayList<>(extra.assets());
    deployment.tokens().forEach(token -> assets.add(Asset.of(token.address())));
    List<Address> receivers = new ArrayList<>(owners.stream().map(LocalSigner::address).toList());
    receivers.add(deployment.settlement());
    receivers.add(deployment.vault());
    receivers.add(deployment.hub());
    List<Balances.Holding> holdings = new ArrayList<>();
    Stream.concat(receivers.stream(), Stream.of(solver.address(), maker.address()))
        .forEach(who -> assets.forEach(asset -> holdings.add(new Balances.Holding(who, asset))));
    receivers.forEach(who -> holdings.add(new Balances.Holding(who, Asset.of(Intent.NATIVE))));
    return Balances.read(test.chain(), holdings);
  }

  @Override
  public void close() {
    test.close();
  }
}
