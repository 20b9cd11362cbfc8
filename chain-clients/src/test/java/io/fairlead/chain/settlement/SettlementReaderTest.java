package io.fairlead.chain.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.FakeChainReader;
import io.fairlead.chain.Seeded;
import io.fairlead.chain.artifact.ContractArtifact;
import io.fairlead.chain.read.ChainLog;
import io.fairlead.chain.settlement.SettlementReader.AuctionState;
import io.fairlead.chain.settlement.SettlementReader.OwnerNonce;
import io.fairlead.chain.simulate.SettlementSimulator.StorageOverride;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.SettlementEvent;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlementReaderTest {
  private static final Address SETTLEMENT = Address.parse("0x" + "5e".repeat(20));
  private final Seeded random = new Seeded(11);
  private final FakeChainReader chain = new FakeChainReader();
  private final SettlementReader reader = new SettlementReader(chain, SETTLEMENT);

  private static Bytes32 word(Address address) {
    return Bytes32.of(new AbiWriter().address(address).toBytes().bytes());
  }

  private static Bytes32 word(long number) {
    return Bytes32.of(new AbiWriter().uint(number).toBytes().bytes());
  }

  private ChainLog log(Bytes32 transaction, Bytes data, Bytes32... topics) {
    return new ChainLog(
        SETTLEMENT, List.of(topics), data, transaction, chain.head().number(), chain.head().hash());
  }

  private void fill(Bytes32 transaction, Bytes32 intent, long sold) {
    BigInteger amounts = BigInteger.valueOf(sold).shiftLeft(128).or(BigInteger.valueOf(sold + 1));
    Bytes data = new AbiWriter().uint(amounts, 256).uint(sold + 2).toBytes();
    chain.logs.add(log(transaction, data, SettlementEvent.FILL_WITH_FEE_TOPIC, intent));
  }

  private void basketFill(Bytes32 transaction, Bytes32 basket, long units, long quote) {
    Bytes data = new AbiWriter().uint(units).uint(quote).toBytes();
    chain.logs.add(log(transaction, data, SettlementEvent.BASKET_FILL_TOPIC, basket));
  }

  private void settled(Bytes32 transaction, long auction, Address solver, Bytes32 transcript) {
    chain.logs.add(
        log(
            transaction,
            Bytes.of(transcript.bytes()),
            SettlementEvent.SETTLED_TOPIC,
            word(auction),
            word(solver)));
  }

  @Test
  void readsWhatTheContractHolds() {
    Map<Bytes, Bytes> state = new HashMap<>();
    Address auctioneer = random.address();
    Address hub = random.address();
    Address vault = random.address();
    Bytes32 domain = random.bytes32();
    state.put(AbiFunction.of("auctioneer()").selector(), Bytes.of(word(auctioneer).bytes()));
    state.put(AbiFunction.of("hub()").selector(), Bytes.of(word(hub).bytes()));
    state.put(AbiFunction.of("vault()").selector(), Bytes.of(word(vault).bytes()));
    state.put(AbiFunction.of("domainSeparator()").selector(), Bytes.of(domain.bytes()));
    Address owner = random.address();
    BigInteger nonce = new BigInteger("1234567890123456789012345678901234567890");
    state.put(
        AbiFunction.of("nonces(address,uint256)")
            .encode(arguments -> arguments.address(owner).uint(nonce.shiftRight(8), 256)),
        new AbiWriter().uint(BigInteger.ONE.shiftLeft(nonce.intValue() & 0xff), 256).toBytes());
    Bytes32 intent = random.bytes32();
    state.put(
        AbiFunction.of("filled(bytes32)").encode(arguments -> arguments.word(intent)),
        new AbiWriter().uint(77).toBytes());
    for (long auction = 5; auction < 8; auction++) {
      long number = auction;
      state.put(
          AbiFunction.of("auctionState(uint256)").encode(arguments -> arguments.uint(number)),
          new AbiWriter().uint(number - 5).toBytes());
    }
    Nonce shared = Nonce.shared(3, auctioneer, 200);
    state.put(
        AbiFunction.of("sharedNonces(uint256)")
            .encode(arguments -> arguments.uint(shared.word(), 256)),
        new AbiWriter().uint(shared.mask(), 256).toBytes());
    chain.contracts =
        (call, _) ->
            call.to().equals(SETTLEMENT)
                ? Optional.of(state.getOrDefault(call.data(), Bytes.of(new byte[32])))
                : Optional.of(Bytes.EMPTY);

    assertThat(reader.auctioneer(chain.head())).isEqualTo(auctioneer);
    assertThat(reader.hub(chain.head())).isEqualTo(hub);
    assertThat(reader.vault(chain.head())).isEqualTo(vault);
    assertThat(reader.domainSeparator(chain.head())).isEqualTo(domain);
    OwnerNonce used = new OwnerNonce(owner, nonce);
    OwnerNonce next = new OwnerNonce(owner, nonce.xor(BigInteger.ONE));
    assertThat(reader.areNoncesUsed(List.of(next, used, next), chain.head()))
        .containsExactly(false, true, false);
    assertThat(reader.isNonceUsed(used, chain.head())).isTrue();
    assertThat(reader.filled(List.of(random.bytes32(), intent), chain.head()))
        .containsExactly(BigInteger.ZERO, BigInteger.valueOf(77));
    assertThat(reader.isNonceUsed(new OwnerNonce(owner, shared.value()), chain.head())).isTrue();
    assertThat(reader.isNonceUsed(new OwnerNonce(vault, shared.value()), chain.head())).isTrue();
    assertThat(
            reader.isNonceUsed(
                new OwnerNonce(owner, shared.value().xor(BigInteger.ONE)), chain.head()))
        .isFalse();
    assertThat(reader.auctionState(5, chain.head())).isEqualTo(AuctionState.OPEN);
    assertThat(reader.auctionState(6, chain.head())).isEqualTo(AuctionState.EXECUTED);
    assertThat(reader.auctionState(7, chain.head())).isEqualTo(AuctionState.TOO_OLD);
    assertThatThrownBy(() -> new SettlementReader(chain, hub).auctioneer(chain.head()))
        .isInstanceOf(ChainException.class);
  }

  @Test
  void groupsFillsByTheSettlementThatMadeThem() {
    chain.headers.mine(1);
    Bytes32 one = random.bytes32();
    Bytes32 two = random.bytes32();
    Address solver = random.address();
    Bytes32 transcript = random.bytes32();
    Bytes32 a = random.bytes32();
    Bytes32 b = random.bytes32();
    Bytes32 c = random.bytes32();
    fill(one, a, 10);
    fill(one, b, 20);
    basketFill(one, c, 3, 4);
    settled(one, 8, solver, transcript);
    settled(one, 9, solver, transcript);
    chain.headers.mine(1);
    fill(two, b, 30);
    settled(two, 10, solver, transcript);

    List<ExecutedAuction> executions = reader.executions(0, 2);
    assertThat(executions).extracting(ExecutedAuction::auctionId).containsExactly(8L, 9L, 10L);
    assertThat(executions.get(0).fills())
        .containsExactly(
            new SettlementEvent.Filled(a, fill(10)), new SettlementEvent.Filled(b, fill(20)));
    assertThat(executions.get(0).basketFills())
        .containsExactly(
            new SettlementEvent.BasketFilled(c, BigInteger.valueOf(3), BigInteger.valueOf(4)));
    assertThat(executions.get(1).fills()).isEmpty();
    assertThat(executions.get(1).basketFills()).isEmpty();
    assertThat(reader.execution(10, 0, 2))
        .contains(
            new ExecutedAuction(
                10,
                solver,
                transcript,
                List.of(new SettlementEvent.Filled(b, fill(30))),
                List.of(),
                two,
                2,
                chain.head().hash()));
    assertThat(reader.execution(10, 0, 1)).isEmpty();
    assertThat(reader.execution(11, 0, 2)).isEmpty();
  }

  private static Fill fill(long sold) {
    return new Fill(
        BigInteger.valueOf(sold), BigInteger.valueOf(sold + 1), BigInteger.valueOf(sold + 2));
  }

  @Test
  void overridesTheAuctioneersSlot() {
    ContractArtifact artifact =
        new ContractArtifact(Bytes.EMPTY, Map.of("auctioneer", BigInteger.valueOf(6)), Map.of());
    for (Address address : List.of(random.address(), Address.parse("0x" + "ff".repeat(20)))) {
      assertThat(new AuctioneerOverride(artifact).of(SETTLEMENT, address))
          .isEqualTo(
              new StorageOverride(
                  SETTLEMENT,
                  word(6),
                  Bytes32.parse("0x" + "0".repeat(23) + "1" + address.toString().substring(2))));
    }
  }
}
