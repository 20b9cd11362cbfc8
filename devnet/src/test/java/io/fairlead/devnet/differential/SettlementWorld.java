package io.fairlead.devnet.differential;

import io.fairlead.chain.EthereumNode;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.TestChain;
import io.fairlead.devnet.deploy.Deployer;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.settlement.RandomSettlements;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A chain with Settlement, funded owners, a maker who fills what they lack, and settlements among
 * them. On both kinds of chain the same accounts deploy in the same order, so that everything has
 * the same address and a settlement for one of them is one for the other.
 */
final class SettlementWorld implements AutoCloseable {
  private final TestChain test;
  private final Deployment deployment;
  private final EthereumNode node;
  private final Eip712 eip712;
  private final RandomSettlements random;

  private SettlementWorld(
      TestChain test,
      Deployment deployment,
      EthereumNode node,
      long seed,
      List<LocalSigner> owners) {
    this.test = test;
    this.deployment = deployment;
    this.node = node;
    this.eip712 = new Eip712(new Domain(DevChain.CHAIN_ID, deployment.settlement()));
    this.random =
        new RandomSettlements(
            seed,
            deployment,
            eip712,
            owners.subList(1, owners.size()),
            owners.getFirst().address());
  }

  static SettlementWorld start(ChainKind kind, long seed) {
    TestChain test = TestChain.start(kind);
    Deployer deployer = new Deployer(test.chain());
    Deployment deployment =
        deployer.deploy(auctioneer().address(), DevKeys.signer("vault").address());
    List<LocalSigner> wallets = IntStream.range(0, 5).mapToObj(DevKeys::wallet).toList();
    deployer.fund(wallets, deployment);
    LocalSigner maker = wallets.getFirst();
    long nonce = test.nonce(maker);
    for (Deployment.Token token : deployment.tokens()) {
      Bytes approval = Erc20.approve(deployment.settlement(), Erc20.UNLIMITED);
      test.send(test.transaction(maker, nonce++, 1, token.address(), approval));
    }
    test.chain().mineBlock();
    EthereumNode node =
        EthereumNode.connect(URI.create(test.chain().url()), Duration.ofSeconds(30));
    return new SettlementWorld(test, deployment, node, seed, wallets);
  }

  private SettlementTerms terms() {
    return deployment.terms();
  }

  static LocalSigner auctioneer() {
    return DevKeys.signer("auctioneer");
  }

  TestChain test() {
    return test;
  }

  Deployment deployment() {
    return deployment;
  }

  EthereumNode node() {
    return node;
  }

  Eip712 eip712() {
    return eip712;
  }

  Settlement next() {
    return random.next();
  }

  /** An award of {@code settlement} which can be executed up to {@code lastBlock}. */
  Award award(long auction, Settlement settlement, long lastBlock) {
    return new Award(
        auction,
        Bytes32.ZERO,
        DevKeys.signer("solver").address(),
        SettlementCodec.solutionHash(settlement, terms()),
        lastBlock,
        Bytes32.of(new byte[32]));
  }

  /** The call that executes it, its award signed by {@code auctioneer}. */
  Bytes call(Award award, Settlement settlement, Signer auctioneer) {
    return SettlementCodec.encodeCall(
        new Bundle(award, auctioneer.sign(eip712.awardHash(award)), settlement), terms());
  }

  /** What the contract is to report for each trade. */
  List<SettlementEvent.Filled> fills(Settlement settlement) {
    return settlement.trades().stream()
        .map(trade ->
            new SettlementEvent.Filled(
                eip712.tradeHash(trade),
                ClearingMath.fill(
                    trade,
                    settlement.price(trade.intent().sellToken()),
                    settlement.price(terms().listed(trade.intent().buyToken())))))
        .toList();
  }

  @Override
  public void close() {
    node.close();
    test.close();
  }
}
