package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlementEventTest {
  private final RandomValues random = new RandomValues(7);
  private final Bytes32 hash = random.bytes32();
  private final Address account = random.address();

  @Test
  void fill() {
    Fill fill = new Fill(BigInteger.valueOf(3), BigInteger.TWO.pow(127), BigInteger.ONE);
    Bytes data =
        new AbiWriter()
            .uint(fill.sold().shiftLeft(128).or(fill.bought()), 256)
            .uint(fill.fee(), 256)
            .toBytes();
    List<Bytes32> topics = List.of(SettlementEvent.FILL_WITH_FEE_TOPIC, hash);
    assertThat(SettlementEvent.decode(topics, data))
        .contains(new SettlementEvent.Filled(hash, fill));
    assertThat(SettlementEvent.decode(topics.subList(0, 1), data)).isEmpty();
    assertThat(SettlementEvent.decode(topics, Bytes.EMPTY)).isEmpty();
    assertThat(
            SettlementEvent.decode(
                List.of(SettlementEvent.FILL_WITH_FEE_TOPIC, hash, topic(account)), data))
        .isEmpty();
  }

  @Test
  void fillWithoutFee() {
    Fill fill = new Fill(BigInteger.valueOf(3), BigInteger.TWO.pow(127), BigInteger.ZERO);
    BigInteger amounts = fill.sold().shiftLeft(128).or(fill.bought());
    List<Bytes32> topics = List.of(SettlementEvent.FILL_TOPIC, hash);
    assertThat(SettlementEvent.decode(topics, new AbiWriter().uint(amounts, 256).toBytes()))
        .contains(new SettlementEvent.Filled(hash, fill));
    Bytes twoWords = new AbiWriter().uint(amounts, 256).uint(0).toBytes();
    assertThat(SettlementEvent.decode(topics, twoWords)).isEmpty();
  }

  @Test
  void basketFill() {
    for (long quote : new long[] {-7, 0, 7}) {
      BigInteger amount = BigInteger.valueOf(quote);
      Bytes data =
          new AbiWriter().uint(9).uint(amount.mod(BigInteger.ONE.shiftLeft(256)), 256).toBytes();
      assertThat(SettlementEvent.decode(List.of(SettlementEvent.BASKET_FILL_TOPIC, hash), data))
          .contains(new SettlementEvent.BasketFilled(hash, BigInteger.valueOf(9), amount));
    }
  }

  @Test
  void presigned() {
    List<Bytes32> topics = List.of(SettlementEvent.PRESIGNED_TOPIC, topic(account), hash);
    assertThat(SettlementEvent.decode(topics, new AbiWriter().bool(true).toBytes()))
        .contains(new SettlementEvent.Presigned(account, hash, true));
    assertThat(SettlementEvent.decode(topics, new AbiWriter().uint(2).toBytes())).isEmpty();
  }

  @Test
  void settled() {
    Bytes32 auction = Bytes32.of(new AbiWriter().uint(42).toBytes().bytes());
    Bytes data = new AbiWriter().word(hash).toBytes();
    assertThat(
            SettlementEvent.decode(
                List.of(SettlementEvent.SETTLED_TOPIC, auction, topic(account)), data))
        .contains(new SettlementEvent.Settled(42, account, hash));
  }

  @Test
  void noncesInvalidated() {
    BigInteger word = random.uint(248);
    BigInteger mask = random.uint(256);
    Bytes data = new AbiWriter().uint(word, 256).uint(mask, 256).toBytes();
    assertThat(
            SettlementEvent.decode(
                List.of(SettlementEvent.NONCES_INVALIDATED_TOPIC, topic(account)), data))
        .contains(new SettlementEvent.NoncesInvalidated(account, word, mask));
  }

  @Test
  void othersAreIgnored() {
    Bytes32 transfer =
        Bytes32.parse("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
    assertThat(
            SettlementEvent.decode(
                List.of(transfer, topic(account), topic(account)),
                new AbiWriter().uint(1).toBytes()))
        .isEmpty();
    assertThat(SettlementEvent.decode(List.of(), Bytes.EMPTY)).isEmpty();
  }

  private static Bytes32 topic(Address address) {
    return Bytes32.of(new AbiWriter().address(address).toBytes().bytes());
  }
}
