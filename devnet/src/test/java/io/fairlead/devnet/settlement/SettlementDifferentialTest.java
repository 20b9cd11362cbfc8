package io.fairlead.devnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The Java mirror of the contract against the contract itself, on a chain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SettlementDifferentialTest {
  private static final long SEED = 20_261_120;
  private static final int ROUNDS = 30;
  private static final String INTENT =
      "(address,address,address,address,uint128,uint128,uint8,bool,uint32,uint32,uint256,bytes32)";
  private static final Address SOLVER = DevKeys.signer("solver").address();

  private TestChain test;
  private Deployment deployment;
  private Eip712 eip712;
  private RandomSettlements random;
  private LocalSigner auctioneer;
  private LocalSigner sender;
  private long nonce;

  @BeforeAll
  void deploy() {
    test = TestChain.start(ChainKind.ANVIL);
    auctioneer = DevKeys.signer("auctioneer");
    Deployer deployer = new Deployer(test.chain());
    deployment = deployer.deploy(auctioneer.address(), DevKeys.signer("vault").address());
    List<LocalSigner> wallets = IntStream.range(0, 7).mapToObj(DevKeys::wallet).toList();
    deployer.fund(wallets, deployment);
    LocalSigner maker = wallets.getFirst();
    long makerNonce = test.nonce(maker);
    for (Deployment.Token token : deployment.tokens()) {
      test.send(
          test.transaction(
              maker,
              makerNonce++,
              1,
              token.address(),
              Erc20.approve(deployment.settlement(), Erc20.UNLIMITED)));
    }
    test.chain().mineBlock();
    eip712 = new Eip712(new Domain(DevChain.CHAIN_ID, deployment.settlement()));
    random =
        new RandomSettlements(
            SEED, deployment, eip712, wallets.subList(1, wallets.size()), maker.address());
    sender = test.rich("settlement sender");
  }

  @AfterAll
  void stop() {
    test.close();
  }

  private Award award(long auction, Settlement settlement) {
    return new Award(
        auction,
        Bytes32.ZERO,
        SOLVER,
        SettlementCodec.solutionHash(settlement, deployment.terms()),
        test.chain().blockNumber() + 5,
        Bytes32.of(new byte[32]));
  }

  private Bytes call(Award award, Settlement settlement) {
    return SettlementCodec.encodeCall(
        new Bundle(award, auctioneer.sign(eip712.awardHash(award)), settlement),
        deployment.terms());
  }

  private Bytes ask(Bytes data) {
    return Bytes.parse(
        test.chain()
            .rpc()
            .call(
                "eth_call",
                Map.of(
                    "from", sender.address().toString(),
                    "to", deployment.settlement().toString(),
                    "data", data.toString()),
                "latest")
            .asString());
  }

  @Test
  void hashesAreTheContracts() {
    Bytes separator = ask(AbiFunction.of("domainSeparator()").encode(none -> {}));
    assertThat(AbiReader.read(separator, AbiReader::word)).isEqualTo(eip712.domainSeparator());
    for (int round = 0; round < ROUNDS; round++) {
      Settlement settlement = random.next();
      for (Trade trade : settlement.trades()) {
        Intent intent = trade.intent();
        Bytes answer =
            ask(AbiFunction.of("intentHash(" + INTENT + ")").encode(to -> write(to, intent)));
        assertThat(AbiReader.read(answer, AbiReader::word))
            .as("seed %s %s", SEED, intent)
            .isEqualTo(eip712.intentHash(intent));
      }
    }
  }

  @Test
  void randomSettlementsExecuteWithTheMirrorsAmounts() {
    for (int round = 0; round < ROUNDS; round++) {
      Settlement settlement = random.next();
      Award award = award(1 + round, settlement);
      SignedTransaction transaction =
          test.transaction(
              sender, nonce++, 1, deployment.settlement(), call(award, settlement), 3_000_000);
      test.send(transaction);
      test.chain().mineBlock();
      JsonNode receipt = test.receipt(transaction);
      assertThat(Quantity.parseLong(receipt.path("status")))
          .as("seed %s round %s", SEED, round)
          .isEqualTo(1);
      List<SettlementEvent> expected = new ArrayList<>();
      for (Trade trade : settlement.trades()) {
        Intent intent = trade.intent();
        expected.add(
            new SettlementEvent.Filled(
                eip712.tradeHash(trade),
                ClearingMath.fill(
                    trade,
                    settlement.price(intent.sellToken()),
                    settlement.price(intent.buyToken()))));
      }
      expected.add(new SettlementEvent.Settled(award.auctionId(), SOLVER, award.transcriptHash()));
      assertThat(events(receipt)).as("seed %s round %s", SEED, round).isEqualTo(expected);
    }
  }

  @Test
  void anythingButTheAwardedSettlementReverts() {
    Settlement settlement = random.next();
    Award award = award(2_000_000, settlement);
    assertThat(ask(call(award, settlement)).size()).isZero();
    Settlement other =
        new Settlement(
            settlement.tokens(),
            settlement.prices(),
            settlement.trades().subList(0, settlement.trades().size() - 1),
            settlement.interactions());
    Bundle altered =
        new Bundle(award(2_000_000, other), auctioneer.sign(eip712.awardHash(award)), other);
    Bytes alteredCall = SettlementCodec.encodeCall(altered, deployment.terms());
    assertThatThrownBy(() -> ask(alteredCall)).isInstanceOf(RpcException.class);
    Award expired =
        new Award(
            award.auctionId(),
            award.batchRoot(),
            award.solver(),
            award.solutionHash(),
            0,
            award.transcriptHash());
    assertThatThrownBy(() -> ask(call(expired, settlement))).isInstanceOf(RpcException.class);
  }

  private List<SettlementEvent> events(JsonNode receipt) {
    List<SettlementEvent> result = new ArrayList<>();
    for (JsonNode entry : receipt.path("logs")) {
      if (entry.path("address").asString().equals(deployment.settlement().toString())) {
        List<Bytes32> topics =
            entry.path("topics").valueStream().map(one -> Bytes32.parse(one.asString())).toList();
        result.add(
            SettlementEvent.decode(topics, Bytes.parse(entry.path("data").asString()))
                .orElseThrow());
      }
    }
    return result;
  }

  private static void write(AbiWriter to, Intent intent) {
    to.address(intent.owner()).address(intent.receiver());
    to.address(intent.sellToken()).address(intent.buyToken());
    to.uint(intent.sellAmount(), 128).uint(intent.buyAmount(), 128);
    to.bool(intent.side() == Side.BUY).bool(intent.partiallyFillable());
    to.uint(intent.validFrom()).uint(intent.validTo());
    to.uint(intent.nonce(), 256).word(intent.appData());
  }
}
