package io.fairlead.relay.settling;

import io.fairlead.auction.run.ChainPort;
import io.fairlead.chain.head.HeadTracker;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.time.Duration;
import java.util.Optional;

/** The chain as an auction sees it. */
public final class AuctionChain implements ChainPort {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ChainReader chain;
  private final HeadTracker heads;
  private final SettlementLog log;

  /** Follows {@code heads}. */
  public AuctionChain(ChainReader chain, HeadTracker heads, SettlementLog log) {
    this.chain = chain;
    this.heads = heads;
    this.log = log;
  }

  @Override
  public BlockRef head() {
    return chain.head();
  }

  @Override
  public BlockRef awaitAfter(long number) throws InterruptedException {
    while (true) {
      BlockRef head = heads.head().orElse(null);
      if (head != null && head.number() > number) {
        return head;
      }
      if (heads.isClosed()) {
        throw new InterruptedException("the node is stopping");
      }
      heads.awaitOther(head, PAUSE);
    }
  }

  @Override
  public Optional<BatchSettlement> settlementOf(AuctionId winner, long fromBlock) {
    return log.settlementOf(winner, fromBlock);
  }
}
