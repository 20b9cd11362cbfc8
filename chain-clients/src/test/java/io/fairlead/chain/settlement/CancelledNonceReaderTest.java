package io.fairlead.chain.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.FakeChainReader;
import io.fairlead.chain.Seeded;
import io.fairlead.chain.read.ChainLog;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.typeddata.Permit2;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancelledNonceReaderTest {
  private static final Address SETTLEMENT = Address.parse("0x" + "5e".repeat(20));

  /** Keccak of the event's signature, as Permit2's published interface has it. */
  private static final Bytes32 PERMIT2_TOPIC =
      Bytes32.parse("0x3704902f963766a4e561bbaab6e6cdc1b1dd12f6e9e99648da8843b3f46b918d");

  private final Seeded random = new Seeded(12);
  private final FakeChainReader chain = new FakeChainReader();
  private final CancelledNonceReader reader = new CancelledNonceReader(chain, SETTLEMENT);
  private final Address owner = random.address();

  private void log(Address contract, Bytes data, Bytes32... topics) {
    chain.logs.add(
        new ChainLog(
            contract,
            List.of(topics),
            data,
            random.bytes32(),
            chain.head().number(),
            chain.head().hash()));
  }

  private static Bytes32 word(Address address) {
    return Bytes32.of(new AbiWriter().address(address).toBytes().bytes());
  }

  private static Bytes words(long word, long mask) {
    return new AbiWriter().uint(word).uint(mask).toBytes();
  }

  private SignedIntent signed(Funding funding, Nonce nonce) {
    Intent intent =
        new Intent(
            owner,
            owner,
            random.address(),
            random.address(),
            BigInteger.ONE,
            BigInteger.ONE,
            Side.SELL,
            false,
            0,
            9,
            nonce.value(),
            Bytes32.ZERO);
    return new SignedIntent(intent, funding, Bytes.EMPTY, Optional.empty(), Hooks.NONE);
  }

  private static Nonce nonce(long word, int bit) {
    return Nonce.of(BigInteger.valueOf(word), bit);
  }

  @Test
  void readsWhatOwnersCancelledInBothContracts() {
    log(SETTLEMENT, words(3, 5), SettlementEvent.NONCES_INVALIDATED_TOPIC, word(owner));
    log(Permit2.ADDRESS, words(7, 8), PERMIT2_TOPIC, word(owner));
    log(random.address(), words(3, 5), SettlementEvent.NONCES_INVALIDATED_TOPIC, word(owner));
    log(SETTLEMENT, words(1, 1), PERMIT2_TOPIC, word(owner));
    log(Permit2.ADDRESS, Bytes.EMPTY, PERMIT2_TOPIC, word(owner));
    log(Permit2.ADDRESS, words(7, 8), PERMIT2_TOPIC);
    long head = chain.head().number();
    assertThat(reader.between(head, head))
        .containsExactlyInAnyOrder(
            new CancelledNonces(
                Funding.ALLOWANCE, owner, BigInteger.valueOf(3), BigInteger.valueOf(5)),
            new CancelledNonces(
                Funding.PERMIT2, owner, BigInteger.valueOf(7), BigInteger.valueOf(8)));
    assertThat(reader.between(0, head - 1)).isEmpty();
  }

  @Test
  void onlyTheOwnersOwnBitsOfTheSameFundingAreMeant() {
    CancelledNonces cancelled =
        new CancelledNonces(
            Funding.ALLOWANCE, owner, BigInteger.valueOf(3), BigInteger.valueOf(0b101));
    assertThat(cancelled.include(signed(Funding.ALLOWANCE, nonce(3, 0)))).isTrue();
    assertThat(cancelled.include(signed(Funding.ALLOWANCE, nonce(3, 2)))).isTrue();
    assertThat(cancelled.include(signed(Funding.ALLOWANCE, nonce(3, 1)))).isFalse();
    assertThat(cancelled.include(signed(Funding.ALLOWANCE, nonce(4, 0)))).isFalse();
    assertThat(cancelled.include(signed(Funding.PERMIT2, nonce(3, 0)))).isFalse();
    CancelledNonces others =
        new CancelledNonces(
            Funding.ALLOWANCE, random.address(), BigInteger.valueOf(3), BigInteger.ONE);
    assertThat(others.include(signed(Funding.ALLOWANCE, nonce(3, 0)))).isFalse();
    Nonce shared = Nonce.shared(1, random.address(), 0);
    CancelledNonces ofThatWord =
        new CancelledNonces(Funding.ALLOWANCE, owner, shared.word(), BigInteger.ONE);
    assertThat(ofThatWord.include(signed(Funding.ALLOWANCE, shared)))
        .as("an owner's own word of that number is not the shared one")
        .isFalse();
  }

  @Test
  void asksEachContractForItsOwnNoncesAndNobodyForSharedOnes() {
    Map<Bytes, BigInteger> bitmaps = new HashMap<>();
    bitmaps.put(
        AbiFunction.of("nonces(address,uint256)")
            .encode(arguments -> arguments.address(owner).uint(3)),
        BigInteger.valueOf(0b100));
    bitmaps.put(
        AbiFunction.of("nonceBitmap(address,uint256)")
            .encode(arguments -> arguments.address(owner).uint(3)),
        BigInteger.valueOf(0b010));
    chain.contracts =
        (call, _) -> {
          boolean ofSettlement =
              call.data()
                  .toString()
                  .startsWith(AbiFunction.of("nonces(address,uint256)").selector().toString());
          assertThat(call.to()).isEqualTo(ofSettlement ? SETTLEMENT : Permit2.ADDRESS);
          return Optional.of(
              new AbiWriter()
                  .uint(bitmaps.getOrDefault(call.data(), BigInteger.ZERO), 256)
                  .toBytes());
        };
    assertThat(
            reader.areUsed(
                List.of(
                    signed(Funding.ALLOWANCE, nonce(3, 1)),
                    signed(Funding.ALLOWANCE, Nonce.shared(1, random.address(), 1)),
                    signed(Funding.ALLOWANCE, nonce(3, 2)),
                    signed(Funding.PERMIT2, nonce(3, 1)),
                    signed(Funding.PERMIT2, nonce(4, 1))),
                chain.head()))
        .containsExactly(false, false, true, true, false);
    chain.contracts = (_, _) -> Optional.empty();
    List<SignedTerms> one = List.of(signed(Funding.ALLOWANCE, nonce(3, 1)));
    assertThatThrownBy(() -> reader.areUsed(one, chain.head())).isInstanceOf(ChainException.class);
  }
}
