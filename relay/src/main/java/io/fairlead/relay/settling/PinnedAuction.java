package io.fairlead.relay.settling;

import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.run.Auction;
import io.fairlead.auction.run.AuctionRecovery;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.run.AuctionTask;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.relay.batching.BatchAuction;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Auctions a batch over the pool states of the batch's own block. */
public final class PinnedAuction implements BatchAuction {
  private final Auction auction;
  private final AuctionRecovery recovery;
  private final PoolLiquidity pools;
  private final ChainReader chain;
  private final Sequencer sequencer;
  private final SortedMap<Address, TokenInfo> tokens;
  private final BiConsumer<String, Duration> phases;

  /**
   * @param tokens what is known of tokens
   * @param phases hears how long each phase took; never part of a decision
   */
  public PinnedAuction(
      Auction auction,
      AuctionRecovery recovery,
      PoolLiquidity pools,
      ChainReader chain,
      Sequencer sequencer,
      SortedMap<Address, TokenInfo> tokens,
      BiConsumer<String, Duration> phases) {
    this.auction = auction;
    this.recovery = recovery;
    this.pools = pools;
    this.chain = chain;
    this.sequencer = sequencer;
    this.tokens = tokens;
    this.phases = phases;
  }

  @Override
  public Result run(Batch batch) {
    Optional<String> before = recovery.unsettledBefore(batch.number());
    if (before.isPresent()) {
      return new Result(List.of(), before.get());
    }
    SortedMap<Bytes32, SignedReceipt> receipts = new TreeMap<>();
    for (BatchEntry entry : batch.entries()) {
      sequencer
          .find(entry.intentHash())
          .ifPresent(intent -> receipts.put(entry.intentHash(), intent.receipt()));
    }
    long start = System.nanoTime();
    AuctionTask task =
        new AuctionTask(batch, tokens, pools.at(batch.block()), chain.gasPrice(), receipts);
    long pinned = System.nanoTime();
    phases.accept("pools", Duration.ofNanos(pinned - start));
    AuctionResult result = auction.run(task);
    phases.accept("auctionAndLanding", Duration.ofNanos(System.nanoTime() - pinned));
    return new Result(result.settlements(), result.reason());
  }

  @Override
  public void ended(long batch, List<BatchSettlement> settlements, String reason) {
    recovery.ended(batch, settlements, reason);
  }
}
