package io.fairlead.devnet.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.chain.artifact.ContractArtifact;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.settlement.AuctioneerOverride;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.chain.settlement.SettlementReader.AuctionState;
import io.fairlead.chain.simulate.RevertReason;
import io.fairlead.chain.simulate.SettlementSimulator;
import io.fairlead.chain.simulate.SettlementSimulator.Result;
import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.deploy.DevKeys;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The same settlements on Anvil and on Hardhat, two independent implementations of the chain:
 * simulated and executed by our clients, with the same outcome on both.
 */
final class ChainsDifferentialTest {
  private static final long SEED = Long.getLong("fairlead.test.seed", 2_026_112_005L);
  private static final int ROUNDS = 5;
  private static final long GAS = 3_000_000;
  private static final LocalSigner SENDER = DevKeys.signer("settlement sender");
  private static final AbiFunction INTENT_HASH =
      AbiFunction.of(
          "intentHash((address,address,address,address,uint128,uint128,uint8,bool,uint32,uint32,uint256,bytes32))");

  /** What must not depend on the chain: hashes by the contract, and what it reported. */
  private record Outcome(List<Bytes32> hashes, List<SettlementEvent.Filled> fills) {}

  @Test
  void everyChainDoesTheSame() {
    Map<ChainKind, List<Outcome>> outcomes = new EnumMap<>(ChainKind.class);
    for (ChainKind kind : ChainKind.values()) {
      try (SettlementWorld world = SettlementWorld.start(kind, SEED)) {
        List<Outcome> list = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          list.add(round(world, round, kind + " seed " + SEED + " round " + round));
        }
        outcomes.put(kind, list);
      }
    }
    assertThat(outcomes.get(ChainKind.HARDHAT)).isEqualTo(outcomes.get(ChainKind.ANVIL));
  }

  private static Outcome round(SettlementWorld world, int round, String where) {
    Settlement settlement = world.next();
    BlockRef head = world.node().chain().head();
    Award award = world.award(1 + round, settlement, head.number() + 5);
    Bytes call = world.call(award, settlement, SettlementWorld.auctioneer());
    long measured = simulate(world, award, settlement, call, head, where);
    List<Bytes32> hashes =
        settlement.trades().stream()
            .map(trade -> hashByContract(world, trade.intent(), head))
            .toList();
    assertThat(hashes)
        .as(where)
        .isEqualTo(
            settlement.trades().stream()
                .map(trade -> world.eip712().intentHash(trade.intent()))
                .toList());

    MinedTransaction mined = execute(world, round, call);
    assertThat(mined.succeeded()).as(where).isTrue();
    if (world.test().chain().kind() == ChainKind.ANVIL) {
      assertThat(measured).as(where).isEqualTo(mined.gasUsed());
    }
    SettlementReader reader = world.node().settlement(world.deployment().settlement());
    assertThat(reader.auctionState(award.auctionId(), head)).as(where).isEqualTo(AuctionState.OPEN);
    assertThat(reader.auctionState(award.auctionId(), mined.block()))
        .as(where)
        .isEqualTo(AuctionState.EXECUTED);
    var executed = reader.executions(mined);
    assertThat(executed).as(where).hasSize(1);
    assertThat(executed.getFirst().fills()).as(where).isEqualTo(world.fills(settlement));
    assertThat(reader.executions(head.number() + 1, mined.block().number()))
        .as(where)
        .isEqualTo(executed);

    Result again =
        simulator(world)
            .simulate(SENDER.address(), reader.address(), call, List.of(), mined.block());
    assertReverts(again, "AwardUsed(", where);
    return new Outcome(hashes, executed.getFirst().fills());
  }

  private static SettlementSimulator simulator(SettlementWorld world) {
    return world
        .node()
        .simulator(GAS, 1, new RevertReason(ContractArtifact.load("Settlement").errors()));
  }

  /** Simulates with the real auctioneer's signature, and with another's; gas of the real one. */
  private static long simulate(
      SettlementWorld world,
      Award award,
      Settlement settlement,
      Bytes call,
      BlockRef head,
      String where) {
    SettlementSimulator simulator = simulator(world);
    Address contract = world.deployment().settlement();
    Address from = SENDER.address();
    Result real = simulator.simulate(from, contract, call, List.of(), head);
    assertThat(real).as(where).isInstanceOf(Result.Executes.class);

    LocalSigner other = DevKeys.signer("not the auctioneer");
    Bytes forged = world.call(award, settlement, other);
    assertReverts(
        simulator.simulate(from, contract, forged, List.of(), head), "WrongAuctioneer(", where);
    Award never = world.award(0, settlement, award.lastBlock());
    var override = new AuctioneerOverride(ContractArtifact.load("Settlement"));
    for (LocalSigner key : List.of(SettlementWorld.auctioneer(), other)) {
      Bytes trial = world.call(never, settlement, key);
      assertReverts(
          simulator.simulate(from, contract, trial, List.of(), head), "AwardUsed(", where);
      assertThat(
              simulator.simulate(
                  from, contract, trial, List.of(override.of(contract, key.address())), head))
          .as(where)
          .isInstanceOf(Result.Executes.class);
    }
    afterItself(world, never, settlement, override, head, where);
    return ((Result.Executes) real).gasUsed();
  }

  /** The second finds the intents filled, where the node can simulate one after the other. */
  private static void afterItself(
      SettlementWorld world,
      Award never,
      Settlement settlement,
      AuctioneerOverride override,
      BlockRef head,
      String where) {
    Address contract = world.deployment().settlement();
    LocalSigner auctioneer = SettlementWorld.auctioneer();
    SettlementSimulator.Call call =
        new SettlementSimulator.Call(
            SENDER.address(),
            contract,
            world.call(never, settlement, auctioneer),
            List.of(override.of(contract, auctioneer.address())));
    Result second = simulator(world).simulate(List.of(call, call), head);
    if (world.test().chain().kind() == ChainKind.ANVIL) {
      assertReverts(second, "NonceUsed(", where);
    } else {
      assertThat(second).as(where).isInstanceOf(Result.Executes.class);
    }
  }

  private static void assertReverts(Result result, String reason, String where) {
    assertThat(result)
        .as(where)
        .isInstanceOfSatisfying(
            Result.Reverts.class, reverts -> assertThat(reverts.message()).startsWith(reason));
  }

  private static Bytes32 hashByContract(SettlementWorld world, Intent intent, BlockRef block) {
    Bytes call =
        INTENT_HASH.encode(to -> {
          to.address(intent.owner()).address(intent.receiver());
          to.address(intent.sellToken()).address(intent.buyToken());
          to.uint(intent.sellAmount(), 128).uint(intent.buyAmount(), 128);
          to.bool(intent.side() == Side.BUY).bool(intent.partiallyFillable());
          to.uint(intent.validFrom()).uint(intent.validTo());
          to.uint(intent.nonce(), 256).word(intent.appData());
        });
    return AbiReader.read(
        world.node().chain().call(world.deployment().settlement(), call, block).orElseThrow(),
        AbiReader::word);
  }

  private static MinedTransaction execute(SettlementWorld world, long nonce, Bytes call) {
    world.test().rich("settlement sender");
    SignedTransaction transaction =
        world.test().transaction(SENDER, nonce, 1, world.deployment().settlement(), call, GAS);
    world.test().send(transaction);
    world.test().chain().mineBlock();
    return world.node().chain().transaction(transaction.hash()).orElseThrow();
  }
}
