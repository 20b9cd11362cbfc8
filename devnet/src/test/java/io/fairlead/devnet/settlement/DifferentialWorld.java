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
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.settlement.Violation;
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
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A chain with Settlement, and owners who approved its hub and Permit2, a solver who approved the
 * hub, and a maker whom Settlement may take from.
 */
final class DifferentialWorld implements AutoCloseable {
  private static final int OWNERS = 6;

  private final TestChain test;
  private final Deployment deployment;
  private final Eip712 eip712;
  private final List<LocalSigner> owners;
  private final LocalSigner maker;
  private final LocalSigner solver = DevKeys.signer("solver");
  private final LocalSigner auctioneer = DevKeys.signer("auctioneer");
  private final LocalSigner sender;

  private DifferentialWorld(TestChain test, Deployment deployment, List<LocalSigner> wallets) {
    this.test = test;
    this.deployment = deployment;
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
    DifferentialWorld world = new DifferentialWorld(test, deployment, wallets);
    world.approve(world.maker, deployment.settlement());
    world.owners.forEach(owner -> world.approve(owner, Permit2.ADDRESS));
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

  LocalSigner owner(Address account) {
    return owners.stream()
        .filter(owner -> owner.address().equals(account))
        .findFirst()
        .orElseThrow();
  }

  Address maker() {
    return maker.address();
  }

  long timestamp() {
    return test.chain().timestamp();
  }

  SettlementCases cases(long seed) {
    return new SettlementCases(seed, deployment, eip712, owners, maker.address());
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

  /** A properly awarded call with whatever as solution. */
  Bytes callOf(long auction, byte[] solution) {
    Award award = award(auction, Keccak.hash(solution));
    Settlement none = new Settlement(List.of(), List.of(), List.of(), List.of());
    Award empty = award(auction, SettlementCodec.solutionHash(none, terms()));
    Bundle bundle = new Bundle(empty, auctioneer.sign(eip712.awardHash(award)), Bytes.EMPTY, none);
    byte[] call = SettlementCodec.encodeCall(bundle, terms()).bytes();
    int head = 1 + 96 + 64 + 2;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(Arrays.copyOfRange(call, 4 + 64, 4 + 64 + head));
    packed.writeBytes(solution);
    return SettlementCodec.SETTLE.encode(to -> to.bytes(Bytes.of(packed.toByteArray())));
  }

  Optional<Bundle> read(Bytes call) {
    try {
      return Optional.of(SettlementCodec.decodeCall(call, terms()));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
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

  /** Executes a call in a block of its own and returns Settlement's events. */
  List<SettlementEvent> execute(Bytes call, boolean bySolver, String where) {
    LocalSigner from = bySolver ? solver : sender;
    SignedTransaction transaction =
        test.transaction(from, test.nonce(from), 1, deployment.settlement(), call, 5_000_000);
    test.send(transaction);
    test.chain().mineBlock();
    JsonNode receipt = test.receipt(transaction);
    assertThat(Quantity.parseLong(receipt.path("status")))
        .as("%s %s", where, ask(call))
        .isEqualTo(1);
    List<SettlementEvent> result = new ArrayList<>();
    for (JsonNode entry : receipt.path("logs")) {
      if (entry.path("address").asString().equals(deployment.settlement().toString())) {
        List<Bytes32> topics =
            entry.path("topics").valueStream().map(one -> Bytes32.parse(one.asString())).toList();
        Bytes data = Bytes.parse(entry.path("data").asString());
        result.add(SettlementEvent.decode(topics, data).orElseThrow());
      }
    }
    return result;
  }

  /** Of everybody but the senders' native coin, which pays for gas. */
  Balances balances() {
    List<Address> tokens = deployment.tokens().stream().map(Deployment.Token::address).toList();
    List<Address> receivers = new ArrayList<>(owners.stream().map(LocalSigner::address).toList());
    receivers.add(deployment.settlement());
    receivers.add(deployment.vault());
    receivers.add(deployment.hub());
    List<Address> all = new ArrayList<>(receivers);
    all.add(solver.address());
    all.add(maker.address());
    Balances balances = Balances.read(test.chain(), all, tokens);
    balances.addAll(Balances.read(test.chain(), receivers, List.of(Intent.NATIVE)));
    return balances;
  }

  /** The rule that revert data names; empty if it names none. */
  static Optional<Violation> violation(Bytes data) {
    Bytes selector = Bytes.of(Arrays.copyOf(data.bytes(), 4));
    return Arrays.stream(Violation.values())
        .filter(violation -> violation.selector().equals(selector))
        .findFirst();
  }

  @Override
  public void close() {
    test.close();
  }
}
