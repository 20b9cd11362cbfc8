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
 */
public record ExecutedAuction(
    long auctionId,
    Address solver,
    Bytes32 transcriptHash,
    List<SettlementEvent.Filled> fills,
    Bytes32 transactionHash,
    long blockNumber,
    Bytes32 blockHash) {
  /** Copies the list. */
  public ExecutedAuction {
    fills = List.copyOf(fills);
  }

  /**
   * Groups logs in the chain's order. One transaction may settle more than once, but never
   * interleaved: fills belong to the {@code Settled} that follows them.
   */
  static List<ExecutedAuction> of(List<ChainLog> logs, Address settlement) {
    List<ExecutedAuction> executions = new ArrayList<>();
    Map<Bytes32, List<SettlementEvent.Filled>> open = new LinkedHashMap<>();
    for (ChainLog log : logs) {
      if (!log.address().equals(settlement)) {
        continue;
      }
      Bytes32 transaction = log.transactionHash();
      switch (SettlementEvent.decode(log.topics(), log.data()).orElse(null)) {
        case SettlementEvent.Filled filled ->
            open.computeIfAbsent(transaction, _ -> new ArrayList<>()).add(filled);
        case SettlementEvent.Settled settled -> {
          List<SettlementEvent.Filled> fills = open.remove(transaction);
          executions.add(
              new ExecutedAuction(
                  settled.auctionId(),
                  settled.solver(),
                  settled.transcriptHash(),
                  fills == null ? List.of() : fills,
                  transaction,
                  log.blockNumber(),
                  log.blockHash()));
        }
        case SettlementEvent.NoncesInvalidated _ -> {}
        case null -> {}
      }
    }
    return executions;
  }
}
