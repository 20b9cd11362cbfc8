package io.fairlead.devnet.crash;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.devnet.rpc.RpcClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What the Settlement contract's events say, read from the chain without the node.
 *
 * @param fills by intent hash, in order of the chain
 * @param settled transaction hashes by auction
 */
record ChainTruth(
    SortedMap<Bytes32, List<SettlementEvent.Filled>> fills, SortedMap<Long, String> settled) {

  static ChainTruth read(RpcClient chain, Address settlement) {
    JsonNode logs =
        chain.call(
            "eth_getLogs",
            Map.of("address", settlement.toString(), "fromBlock", "0x0", "toBlock", "latest"));
    SortedMap<Bytes32, List<SettlementEvent.Filled>> fills = new TreeMap<>();
    SortedMap<Long, String> settled = new TreeMap<>();
    for (JsonNode log : logs) {
      List<Bytes32> topics = new ArrayList<>();
      log.path("topics").forEach(topic -> topics.add(Bytes32.parse(topic.asString())));
      Bytes data = Bytes.parse(log.path("data").asString());
      switch (SettlementEvent.decode(topics, data).orElse(null)) {
        case SettlementEvent.Filled filled ->
            fills.computeIfAbsent(filled.intentHash(), _ -> new ArrayList<>()).add(filled);
        case SettlementEvent.Settled event -> {
          if (settled.put(event.auctionId(), log.path("transactionHash").asString()) != null) {
            throw new AssertionError("auction " + event.auctionId() + " was settled twice");
          }
        }
        case SettlementEvent.BasketFilled _,
            SettlementEvent.NoncesInvalidated _,
            SettlementEvent.Presigned _ -> {}
        case null -> {}
      }
    }
    return new ChainTruth(fills, settled);
  }

  /** Transactions that settle winners of a batch. */
  List<String> settlementsOf(long batch) {
    return settled.entrySet().stream()
        .filter(one -> AuctionId.of(one.getKey()).batch() == batch)
        .map(Map.Entry::getValue)
        .toList();
  }

  List<SettlementEvent.Filled> fillsOf(Bytes32 intentHash) {
    return fills.getOrDefault(intentHash, List.of());
  }
}
