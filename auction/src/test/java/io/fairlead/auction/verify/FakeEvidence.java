package io.fairlead.auction.verify;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.run.FakeChain;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chain of a {@link FakeChain} after its auction. */
class FakeEvidence implements ChainEvidence {
  final Map<Bytes32, Transaction> transactions = new HashMap<>();
  boolean keepsOldState = true;
  private final SortedMap<Integer, Bytes32> settledBy = new TreeMap<>();
  private @Nullable AwardLine forged;

  /** What is executed from now on is the settlement under this award. */
  void award(AwardLine line) {
    forged = line;
  }

  /** Adds the transaction of a settlement, as the contract would have executed it. */
  void settle(FakeChain chain, BatchSettlement settlement) {
    Bytes sent = chain.callData(settlement.transactionHash());
    Bundle first = SettlementCodec.decodeCall(sent, Scene.TERMS);
    AwardLine other = forged;
    Bundle call =
        other == null || !other.award().solutionHash().equals(first.award().solutionHash())
            // The contract would execute nothing else.
            ? first
            : new Bundle(other.award(), other.signature(), first.settlement());
    Bytes callData = SettlementCodec.encodeCall(call, Scene.TERMS);
    List<Log> logs = new ArrayList<>();
    for (BatchSettlement.IntentFill fill : settlement.fills()) {
      logs.add(
          log(
              List.of(SettlementEvent.FILL_WITH_FEE_TOPIC, fill.intentHash()),
              new AbiWriter()
                  .uint(fill.fill().sold().shiftLeft(128).or(fill.fill().bought()), 256)
                  .uint(fill.fill().fee(), 256)));
    }
    for (BatchSettlement.BasketFill fill : settlement.basketFills()) {
      logs.add(
          log(
              List.of(SettlementEvent.BASKET_FILL_TOPIC, fill.intentHash()),
              new AbiWriter()
                  .uint(fill.units(), 256)
                  .uint(fill.quote().mod(BigInteger.ONE.shiftLeft(256)), 256)));
    }
    logs.add(
        log(
            List.of(
                SettlementEvent.SETTLED_TOPIC,
                topic(new AuctionId(settlement.batch(), settlement.place()).number()),
                topic(call.award().solver())),
            new AbiWriter().word(call.award().transcriptHash())));
    transactions.put(
        settlement.transactionHash(),
        new Transaction(
            settlement.block(),
            Scene.SETTLEMENT,
            callData,
            chain.gasLimit(settlement.transactionHash()),
            true,
            settlement.gasUsed(),
            logs));
    settledBy.put(settlement.place(), settlement.transactionHash());
  }

  /** From now on there is no event of this winner's settlement. */
  void forgetPlace(int place) {
    settledBy.remove(place);
  }

  /** Adds a transaction that reverted. */
  void revert(FakeChain chain, Bytes32 hash, long block) {
    transactions.put(
        hash,
        new Transaction(
            block(block).orElseThrow(),
            Scene.SETTLEMENT,
            chain.callData(hash),
            chain.gasLimit(hash),
            false,
            50_000,
            List.of()));
  }

  private static Log log(List<Bytes32> topics, AbiWriter data) {
    return new Log(Scene.SETTLEMENT, topics, data.toBytes());
  }

  private static Bytes32 topic(Address address) {
    return Bytes32.of(new AbiWriter().address(address).toBytes().bytes());
  }

  private static Bytes32 topic(long number) {
    return Bytes32.of(new AbiWriter().uint(number).toBytes().bytes());
  }

  @Override
  public Optional<BlockRef> block(long number) {
    long since = number - Scene.BLOCK.number();
    return since < 0 || since > 20
        ? Optional.empty()
        : Optional.of(
            new BlockRef(
                number, Scene.word("block " + number), Scene.BLOCK.timestamp() + 12 * since));
  }

  @Override
  public Optional<Address> auctioneer(BlockRef block) {
    return keepsOldState ? Optional.of(Scene.AUCTIONEER.address()) : Optional.empty();
  }

  @Override
  public Optional<BigInteger> filled(Bytes32 intentHash, BlockRef block) {
    return keepsOldState
        ? Stream.concat(Scene.entries().stream(), Stream.of(Scene.basketEntry()))
            .filter(entry -> entry.intentHash().equals(intentHash))
            .map(BatchEntry::filledBefore)
            .findFirst()
            .or(() -> Optional.of(BigInteger.ZERO))
        : Optional.empty();
  }

  @Override
  public PoolState pool(Liquidity recorded, BlockRef block) {
    return keepsOldState
        ? Scene.pools().stream()
            .filter(pool -> pool.address().equals(recorded.address()))
            .findFirst()
            .<PoolState>map(PoolState.Known::new)
            .orElseGet(PoolState.NoSuchPool::new)
        : new PoolState.Untold();
  }

  @Override
  public Optional<Transaction> transaction(Bytes32 hash) {
    return Optional.ofNullable(transactions.get(hash));
  }

  @Override
  public SortedMap<Integer, Bytes32> settlementsOf(long batch, long from, long to) {
    return settledBy;
  }
}
