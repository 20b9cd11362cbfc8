package io.fairlead.contracts.settlement;

import io.fairlead.contracts.abi.AbiException;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Call data of {@code Settlement.settle} (ABI, docs/protocol.md section 3). Pure and thread safe.
 */
public final class SettlementCodec {
  /** The function, by its canonical signature. */
  public static final AbiFunction SETTLE =
      AbiFunction.of(
          "settle((uint256,bytes32,address,bytes32,uint64,bytes32),bytes,address[],uint256[],"
              + "((address,address,address,address,uint128,uint128,uint8,bool,uint32,uint32,"
              + "uint256,bytes32),bytes,uint256,uint256,uint128,uint128)[],(address,bytes)[])");

  private SettlementCodec() {}

  /** A decoded call. */
  public record Call(Award award, Signature awardSignature, Settlement settlement) {}

  /**
   * {@code keccak256(abi.encode(tokens, prices, trades, interactions))}, what an award commits to.
   *
   * @throws IllegalArgumentException if a trade's token is not listed or a number does not fit
   */
  public static Bytes32 solutionHash(Settlement settlement) {
    AbiWriter writer = new AbiWriter();
    write(writer, settlement);
    return Keccak.hash(writer.toBytes().bytes());
  }

  /**
   * Selector and arguments of {@code settle}.
   *
   * @throws IllegalArgumentException if a trade's token is not listed or a number does not fit
   */
  public static Bytes encodeCall(Award award, Signature awardSignature, Settlement settlement) {
    return SETTLE.encode(call -> {
      write(call, award);
      call.bytes(Bytes.of(awardSignature.bytes()));
      write(call, settlement);
    });
  }

  /**
   * Reads call data made by {@link #encodeCall} or by any other encoder in the ABI's strict form.
   *
   * @throws IllegalArgumentException if the bytes are not a well-formed {@code settle} call:
   *     malformed encoding, tokens not ascending, an index which is not the intent's token, a
   *     signature not of 65 bytes
   */
  public static Call decodeCall(Bytes callData) {
    return SETTLE.decode(
        callData, call -> new Call(readAward(call), readSignature(call), readSettlement(call)));
  }

  private static void write(AbiWriter writer, Award award) {
    writer
        .uint(award.auctionId())
        .word(award.batchRoot())
        .address(award.solver())
        .word(award.solutionHash())
        .uint(award.lastBlock())
        .word(award.transcriptHash());
  }

  private static void write(AbiWriter writer, Settlement settlement) {
    Map<Address, Integer> index = new HashMap<>();
    for (int i = 0; i < settlement.tokens().size(); i++) {
      index.putIfAbsent(settlement.tokens().get(i), i);
    }
    writer
        .array(settlement.tokens(), AbiWriter::address)
        .array(settlement.prices(), (to, price) -> to.uint(price, 256))
        .array(settlement.trades(), (to, trade) -> to.tuple(tuple -> write(tuple, trade, index)))
        .array(
            settlement.interactions(),
            (to, interaction) ->
                to.tuple(
                    tuple -> tuple.address(interaction.target()).bytes(interaction.callData())));
  }

  private static void write(AbiWriter writer, Trade trade, Map<Address, Integer> index) {
    Intent intent = trade.signed().intent();
    write(writer, intent);
    writer
        .bytes(Bytes.of(trade.signed().signature().bytes()))
        .uint(indexOf(index, intent.sellToken()))
        .uint(indexOf(index, intent.buyToken()))
        .uint(trade.executedAmount(), 128)
        .uint(trade.fee(), 128);
  }

  private static void write(AbiWriter writer, Intent intent) {
    writer
        .address(intent.owner())
        .address(intent.receiver())
        .address(intent.sellToken())
        .address(intent.buyToken())
        .uint(intent.sellAmount(), 128)
        .uint(intent.buyAmount(), 128)
        .bool(intent.side() == Side.BUY)
        .bool(intent.partiallyFillable())
        .uint(intent.validFrom())
        .uint(intent.validTo())
        .uint(intent.nonce(), 256)
        .word(intent.appData());
  }

  private static int indexOf(Map<Address, Integer> index, Address token) {
    Integer found = index.get(token);
    if (found == null) {
      throw new IllegalArgumentException("token of a trade is not listed: " + token);
    }
    return found;
  }

  private static Award readAward(AbiReader reader) {
    return new Award(
        reader.number(63),
        reader.word(),
        reader.address(),
        reader.word(),
        reader.number(63),
        reader.word());
  }

  private static Signature readSignature(AbiReader reader) {
    return Signature.of(reader.bytes().bytes());
  }

  private static Settlement readSettlement(AbiReader reader) {
    List<Address> tokens = reader.array(AbiReader::address);
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i - 1).compareTo(tokens.get(i)) >= 0) {
        throw new AbiException("tokens are not strictly ascending");
      }
    }
    List<BigInteger> prices = reader.array(price -> price.uint(256));
    List<Trade> trades = reader.array(trade -> trade.tuple(tuple -> readTrade(tuple, tokens)));
    List<Interaction> interactions =
        reader.array(interaction ->
            interaction.tuple(tuple -> new Interaction(tuple.address(), tuple.bytes())));
    return new Settlement(tokens, prices, trades, interactions);
  }

  private static Trade readTrade(AbiReader reader, List<Address> tokens) {
    Intent intent = readIntent(reader);
    SignedIntent signed = new SignedIntent(intent, readSignature(reader));
    requireIndex(reader.number(31), tokens, intent.sellToken());
    requireIndex(reader.number(31), tokens, intent.buyToken());
    return new Trade(signed, reader.uint(128), reader.uint(128));
  }

  private static Intent readIntent(AbiReader reader) {
    return new Intent(
        reader.address(),
        reader.address(),
        reader.address(),
        reader.address(),
        reader.uint(128),
        reader.uint(128),
        // The Solidity enum: 0 is Sell, 1 is Buy.
        reader.bool() ? Side.BUY : Side.SELL,
        reader.bool(),
        reader.number(32),
        reader.number(32),
        reader.uint(256),
        reader.word());
  }

  private static void requireIndex(long index, List<Address> tokens, Address token) {
    if (index >= tokens.size() || !tokens.get((int) index).equals(token)) {
      throw new AbiException("token index does not agree with the intent");
    }
  }
}
