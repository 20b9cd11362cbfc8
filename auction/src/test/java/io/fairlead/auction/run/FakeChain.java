package io.fairlead.auction.run;

import io.fairlead.auction.Scene;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A chain, a simulator and a builder that do as told: each submission meets the next fate. */
public final class FakeChain implements ChainPort, SimulationPort, SubmissionPort {
  /** What happens to a submission. */
  public enum Fate {
    LANDS,
    MISSES,
    REVERTS,
    /** Reverts, and then somebody else sends the same award again. */
    REVERTS_AND_IS_SENT_AGAIN
  }

  public final Deque<Fate> fates = new ArrayDeque<>();
  public final Set<Bytes32> reverting = new HashSet<>();
  public final List<String> log = new ArrayList<>();
  private final Map<Bytes32, Bytes> transactions = new HashMap<>();
  public int unavailable;
  public long gasUsed = 100_000;
  private BlockRef head = Scene.BLOCK;
  private Optional<BatchSettlement> settled = Optional.empty();

  @Override
  public BlockRef head() {
    return head;
  }

  @Override
  public BlockRef awaitAfter(long number) {
    log.add("wait after " + number);
    while (head.number() <= number) {
      mine();
    }
    return head;
  }

  private void mine() {
    long next = head.number() + 1;
    head = new BlockRef(next, Scene.word("block " + next), head.timestamp() + 12);
  }

  @Override
  public Optional<BatchSettlement> settlementOf(long auctionId, long fromBlock) {
    return settled;
  }

  @Override
  public Result simulate(Award award, Settlement settlement, BlockRef block) {
    log.add("simulate " + award.lastBlock());
    if (unavailable > 0) {
      unavailable--;
      return new Result.Unavailable("down");
    }
    return reverting.contains(award.solutionHash())
        ? new Result.Reverts("InteractionFailed")
        : new Result.Executes(gasUsed);
  }

  @Override
  public Prepared prepare(Bytes callData, long gasLimit) {
    Bytes32 hash = Keccak.hash(callData.bytes());
    transactions.put(hash, callData);
    log.add("prepare " + gasLimit);
    return () -> hash;
  }

  @Override
  public Outcome submit(Prepared prepared, long auctionId, long lastBlock) {
    log.add("submit " + lastBlock);
    return switch (fates.isEmpty() ? Fate.LANDS : fates.poll()) {
      case LANDS -> {
        mine();
        settled = Optional.of(settlement(prepared, auctionId));
        yield new Outcome.Landed(settled.orElseThrow());
      }
      case MISSES -> {
        while (head.number() <= lastBlock) {
          mine();
        }
        yield new Outcome.Missed("not included");
      }
      case REVERTS -> {
        mine();
        yield new Outcome.Reverted(prepared.transactionHash(), "LimitNotMet");
      }
      case REVERTS_AND_IS_SENT_AGAIN -> {
        mine();
        settled = Optional.of(settlement(prepared, auctionId));
        yield new Outcome.Reverted(prepared.transactionHash(), "LimitNotMet");
      }
    };
  }

  /** Of a transaction that was prepared. */
  public Bytes callData(Bytes32 transactionHash) {
    return Objects.requireNonNull(transactions.get(transactionHash));
  }

  private BatchSettlement settlement(Prepared prepared, long auctionId) {
    Settlement settlement =
        SettlementCodec.decodeCall(callData(prepared.transactionHash()), Scene.TERMS).settlement();
    List<BatchSettlement.IntentFill> fills = new ArrayList<>();
    for (Trade trade : settlement.trades()) {
      Fill fill =
          ClearingMath.fill(
              trade,
              settlement.price(trade.intent().sellToken()),
              settlement.price(Scene.TERMS.listed(trade.intent().buyToken())));
      fills.add(new BatchSettlement.IntentFill(Scene.EIP712.tradeHash(trade), fill));
    }
    return new BatchSettlement(auctionId, prepared.transactionHash(), head, gasUsed, fills);
  }
}
