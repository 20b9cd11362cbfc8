package io.fairlead.auction.run;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.sequencer.batch.Batch;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one auction is held over.
 *
 * @param batch the fixed set
 * @param tokens what is known of tokens; their reference prices are computed, not taken from here
 * @param liquidity pool states at the batch's block; ids unique
 * @param gasPrice wei per gas
 * @param receipts of the batch's intents, by intent hash; those missing are left out of the
 *     transcript
 */
public record AuctionTask(
    Batch batch,
    SortedMap<Address, TokenInfo> tokens,
    List<Liquidity> liquidity,
    BigInteger gasPrice,
    SortedMap<Bytes32, SignedReceipt> receipts) {
  /** Copies the collections. */
  public AuctionTask {
    tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
    liquidity = List.copyOf(liquidity);
    receipts = Collections.unmodifiableSortedMap(new TreeMap<>(receipts));
  }
}
