package io.fairlead.relay.settling;

import io.fairlead.auction.run.SubmissionPort;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.submit.SettlementSender;
import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands settlements as bundles, those of each place from an account of its own: transactions of one
 * account would have to be mined in the order of their nonces, so that one that fails held up the
 * others. One at a time for each place.
 */
public final class BundleSubmission implements SubmissionPort {
  private static final Logger LOG = LoggerFactory.getLogger(BundleSubmission.class);
  private static final int MAX_EARLIER = 16;

  private final List<SettlementSender> senders;
  private final SettlementLog log;
  private final Duration limit;
  private final Consumer<String> observer;

  /**
   * @param senders by place
   * @param limit longest wait while the chain stands still
   * @param observer hears {@code landed}, {@code missed}, {@code reverted} or {@code unknown}
   */
  public BundleSubmission(
      List<SettlementSender> senders,
      SettlementLog log,
      Duration limit,
      Consumer<String> observer) {
    this.senders = List.copyOf(senders);
    this.log = log;
    this.limit = limit;
    this.observer = observer;
  }

  private record Signed(int place, SignedTransaction transaction) implements Prepared {
    @Override
    public Bytes32 transactionHash() {
      return transaction.hash();
    }
  }

  @Override
  public Prepared prepare(int place, Bytes callData, long gasLimit) {
    SettlementSender sender = senders.get(place);
    for (int i = 0; i < MAX_EARLIER; i++) {
      switch (sender.prepare(callData, gasLimit)) {
        case SettlementSender.Preparation.Ready ready -> {
          return new Signed(place, ready.transaction());
        }
        case SettlementSender.Preparation.Earlier earlier -> {
          // What it settled is recorded at the next head, from the contract's events.
          LOG.warn(
              "submission.earlier place={} transaction={}", place, earlier.transaction().hash());
          sender.acknowledge(earlier.transaction().hash());
        }
      }
    }
    throw new ChainException("earlier transactions keep turning up");
  }

  @Override
  public Outcome submit(Prepared prepared, AuctionId winner, long lastBlock) {
    if (!(prepared instanceof Signed signed) || signed.place() != winner.place()) {
      throw new IllegalArgumentException("prepared by somebody else, or for another place");
    }
    SettlementSender.Outcome outcome;
    try {
      outcome = senders.get(signed.place()).submit(signed.transaction(), lastBlock, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainException("interrupted while a settlement was on its way", e);
    }
    return switch (outcome) {
      case SettlementSender.Outcome.Mined mined -> mined(mined.transaction(), winner);
      case SettlementSender.Outcome.Missed missed -> {
        observer.accept("missed");
        yield new Outcome.Missed(missed.reason());
      }
      case SettlementSender.Outcome.Unknown unknown -> {
        observer.accept("unknown");
        // The batch stays in flight, and the chain will tell.
        throw new ChainException("outcome of a settlement unknown: " + unknown.reason());
      }
    };
  }

  private Outcome mined(MinedTransaction transaction, AuctionId winner) {
    Optional<BatchSettlement> settlement =
        transaction.succeeded() ? log.settlementIn(transaction, winner) : Optional.empty();
    if (settlement.isEmpty()) {
      observer.accept("reverted");
      return new Outcome.Reverted(
          transaction.hash(), "reverted in block " + transaction.block().number());
    }
    observer.accept("landed");
    return new Outcome.Landed(settlement.get());
  }
}
