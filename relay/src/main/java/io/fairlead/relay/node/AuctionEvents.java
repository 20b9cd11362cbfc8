package io.fairlead.relay.node;

import io.fairlead.auction.run.AuctionEvent;
import io.fairlead.auction.run.AuctionListener;
import io.fairlead.relay.metrics.RelayMetrics;
import io.fairlead.relay.solution.SolutionStream;
import io.fairlead.relay.stream.EventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells owners and operators what happens in an auction. */
final class AuctionEvents implements AuctionListener {
  private static final Logger LOG = LoggerFactory.getLogger(AuctionEvents.class);

  private final EventStream stream;
  private final SolutionStream solutions;
  private final RelayMetrics metrics;

  AuctionEvents(EventStream stream, SolutionStream solutions, RelayMetrics metrics) {
    this.stream = stream;
    this.solutions = solutions;
    this.metrics = metrics;
  }

  @Override
  public void on(AuctionEvent event) {
    solutions.on(event);
    switch (event) {
      case AuctionEvent.Committed committed ->
          LOG.info(
              "auction.committed batch={} solver={} by={} commitments={}",
              committed.batch(),
              committed.solver(),
              committed.by().text(),
              committed.commitments());
      case AuctionEvent.NotOpened not -> {
        metrics.solution(not.solver(), "notOpened");
        LOG.info("auction.notOpened batch={} solver={}", not.batch(), not.solver());
      }
      case AuctionEvent.Answered answered -> {
        metrics.solution(answered.solver(), "answer_" + answered.kind());
        LOG.info(
            "auction.answered batch={} solver={} kind={} solutions={}",
            answered.batch(),
            answered.solver(),
            answered.kind(),
            answered.solutions());
      }
      case AuctionEvent.Scored scored -> metrics.solution(scored.solver(), "scored");
      case AuctionEvent.Rejected rejected -> {
        metrics.solution(rejected.solver(), "rejected_" + rejected.reason());
        LOG.info(
            "auction.rejected batch={} solver={} solution={} reason={}",
            rejected.batch(),
            rejected.solver(),
            rejected.solutionId(),
            rejected.reason());
      }
      case AuctionEvent.SimulationFailed failed -> {
        metrics.solution(failed.solver(), "simulationFailed");
        LOG.info(
            "auction.simulationFailed batch={} solver={} solution={} reason={}",
            failed.batch(),
            failed.solver(),
            failed.solutionId(),
            failed.reason());
      }
      case AuctionEvent.Lost lost -> metrics.solution(lost.solver(), "lost_" + lost.why());
      case AuctionEvent.Considered considered ->
          considered.intents().forEach(hash -> stream.considered(considered.batch(), hash, null));
      case AuctionEvent.Outbid outbid ->
          outbid.intents().forEach(hash -> stream.outbid(outbid.batch(), hash, null));
      case AuctionEvent.Won won -> {
        won.intents().forEach(hash -> stream.won(won.batch(), hash, "solver " + won.solver()));
        metrics.solution(won.solver(), "won");
        LOG.info(
            "auction.won batch={} solver={} solution={} intents={}",
            won.batch(),
            won.solver(),
            won.solutionId(),
            won.intents().size());
      }
      case AuctionEvent.Submitted submitted ->
          LOG.info(
              "auction.submitted batch={} solver={} transaction={} lastBlock={}",
              submitted.batch(),
              submitted.solver(),
              submitted.transactionHash(),
              submitted.lastBlock());
      case AuctionEvent.Landed landed -> metrics.solution(landed.solver(), "landed");
      case AuctionEvent.NotLanded not -> {
        metrics.solution(not.solver(), not.reverted() ? "reverted" : "missed");
        LOG.warn(
            "auction.notLanded batch={} solver={} reverted={} reason={}",
            not.batch(),
            not.solver(),
            not.reverted(),
            not.reason());
      }
      case AuctionEvent.NotFilled not -> not.reasons().forEach(stream::notFilledBecause);
    }
  }
}
