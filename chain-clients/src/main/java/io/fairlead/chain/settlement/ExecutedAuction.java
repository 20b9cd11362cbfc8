package io.fairlead.chain.settlement;

import io.fairlead.chain.read.ChainLog;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.SettlementEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One execution of {@code settle}, as its events tell.
 *
 * @param fills in the order of the trades
 * @param basketFills in the order of the baskets
 */
public record ExecutedAuction(
    long auctionId,
    Address solver,
    Bytes32 transcriptHash,
    List<SettlementEvent.Filled> fills,
    List<SettlementEvent.BasketFilled> basketFills,
    Bytes32 transactionHash,
    long blockNumber,
    Bytes32 blockHash) {
  /** Copies the lists. */
  public ExecutedAuction {
    fills = List.copyOf(fills);
    basketFills = List.copyOf(basketFills);
  }

  /**
   * Groups logs in the chain's order. One transaction may settle more than once, but never
   * interleaved: fills belong to the {@code Settled} that follows them.
   */
  static List<ExecutedAuction> of(List<ChainLog> logs, Address settlement) {
    List<ExecutedAuction> executions = new ArrayList<>();
    Map<Bytes32, Open> open = new LinkedHashMap<>();
    for (ChainLog log : logs) {
      if (!log.address().equals(settlement)) {
        continue;
      }
      Bytes32 transaction = log.transactionHash();
      switch (SettlementEvent.decode(log.topics(), log.data()).orElse(null)) {
        case SettlementEvent.Filled filled ->
            open.computeIfAbsent(transaction, _ -> new Open()).fills.add(filled);
        case SettlementEvent.BasketFilled filled ->
            open.computeIfAbsent(transaction, _ -> new Open()).basketFills.add(filled);
        case SettlementEvent.Settled settled -> {
          Open all = open.remove(transaction);
          Open filled = all == null ? new Open() : all;
          executions.add(
              new ExecutedAuction(
                  settled.auctionId(),
                  settled.solver(),
                  settled.transcriptHash(),
                  filled.fills,
                  filled.basketFills,
                  transaction,
                  log.blockNumber(),
                  log.blockHash()));
        }
        case SettlementEvent.NoncesInvalidated _, SettlementEvent.Presigned _ -> {}
        case null -> {}
      }
    }
    return executions;
  }

  /** What a settlement has filled whose end was not seen yet. */
  private static final class Open {
    private final List<SettlementEvent.Filled> fills = new ArrayList<>();
    private final List<SettlementEvent.BasketFilled> basketFills = new ArrayList<>();
  }
}
