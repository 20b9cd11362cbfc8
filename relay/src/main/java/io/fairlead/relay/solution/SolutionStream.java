package io.fairlead.relay.solution;

import io.fairlead.auction.run.AuctionEvent;
import io.fairlead.auction.run.AuctionListener;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.transcript.TranscriptLine.AnswerKind;
import io.fairlead.relay.batch.StoredTranscript;
import io.fairlead.relay.batch.TranscriptSource;
import io.fairlead.relay.stream.Subscriptions;
import io.fairlead.relay.stream.Subscriptions.Topic;
import io.fairlead.sequencer.SequencerEvent;
import io.fairlead.sequencer.SequencerListener;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what auctions say into events of solutions, remembers those of the newest batches and
 * passes them on: each to its solver at once, all of a batch to everybody when the batch has ended.
 * Thread safe; never blocks on a consumer.
 */
public final class SolutionStream implements AuctionListener, SequencerListener {
  private static final int MAX_BATCHES = 256;
  private static final int MAX_EVENTS = 20_000;
  private static final int MAX_RETOLD = 16;

  private final Subscriptions subscriptions;
  private final LongSupplier unixSeconds;
  private final TranscriptSource transcripts;
  private final Map<Long, List<SolutionEvent>> batches = newest(MAX_BATCHES);
  private final Map<Long, List<SolutionEvent>> retold = newest(MAX_RETOLD);

  /**
   * A stream without events.
   *
   * @param transcripts tell of batches whose events were not heard, or are no longer remembered
   * @param unixSeconds time of events
   */
  public SolutionStream(
      Subscriptions subscriptions, TranscriptSource transcripts, LongSupplier unixSeconds) {
    this.transcripts = transcripts;
    this.subscriptions = subscriptions;
    this.unixSeconds = unixSeconds;
  }

  /** The events of one solver's solutions in a batch, oldest first, for the solver. */
  public ArrayNode of(long batch, String solver) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    events(batch).stream()
        .filter(event -> event.solver().equals(solver))
        .forEach(event -> list.add(event.toJson()));
    return list;
  }

  /** All events of a batch that has ended, oldest first, for everybody. */
  public ArrayNode of(long batch) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    events(batch).forEach(event -> list.add(event.publicJson()));
    return list;
  }

  /** As they were heard, else as the batch's transcript, once it is complete, tells them. */
  private List<SolutionEvent> events(long batch) {
    synchronized (this) {
      List<SolutionEvent> heard = batches.get(batch);
      List<SolutionEvent> known = heard == null ? retold.get(batch) : heard;
      if (known != null) {
        return List.copyOf(known);
      }
    }
    Optional<StoredTranscript> transcript =
        transcripts.find(batch).filter(StoredTranscript::complete);
    if (transcript.isEmpty()) {
      return List.of();
    }
    List<SolutionEvent> events = RecordedSolutions.of(transcript.get().lines());
    List<SolutionEvent> some = events.subList(0, Math.min(events.size(), MAX_EVENTS));
    synchronized (this) {
      retold.put(batch, some);
    }
    return some;
  }

  private static Map<Long, List<SolutionEvent>> newest(int limit) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, List<SolutionEvent>> eldest) {
        return size() > limit;
      }
    };
  }

  @Override
  public void on(SequencerEvent event) {
    if (event instanceof SequencerEvent.Ended ended) {
      ended(ended.batch());
    }
  }

  private void ended(long batch) {
    Topic topic = new Topic.OfSolutions();
    if (subscriptions.wanted(topic)) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("batch", Long.toString(batch));
      json.set("events", of(batch));
      subscriptions.publish(topic, json);
    }
  }

  @Override
  public void on(AuctionEvent event) {
    switch (event) {
      case AuctionEvent.Committed committed -> {
        if (committed.by() != CommitMode.NONE) {
          add(
              committed,
              committed.solver(),
              null,
              SolutionWord.COMMITTED,
              committed.by().text(),
              committed.commitments() + " commitments",
              null);
        }
      }
      case AuctionEvent.Answered answered -> {
        if (answered.kind() != AnswerKind.SOLUTIONS) {
          add(
              answered,
              answered.solver(),
              null,
              SolutionWord.NO_ANSWER,
              answered.kind().text(),
              answered.message(),
              null);
        }
      }
      case AuctionEvent.NotOpened not ->
          add(
              not,
              not.solver(),
              null,
              SolutionWord.NOT_OPENED,
              null,
              not.commitment().toString(),
              null);
      case AuctionEvent.Scored scored -> {
        add(scored, scored.solver(), scored.solutionId(), SolutionWord.REVEALED);
        add(
            scored,
            scored.solver(),
            scored.solutionId(),
            SolutionWord.SCORED,
            null,
            null,
            scored.score().total().floor());
      }
      case AuctionEvent.Rejected rejected -> {
        add(rejected, rejected.solver(), rejected.solutionId(), SolutionWord.REVEALED);
        add(
            rejected,
            rejected.solver(),
            rejected.solutionId(),
            SolutionWord.REFUSED,
            rejected.reason().text(),
            rejected.detail(),
            null);
      }
      case AuctionEvent.Lost lost ->
          add(
              lost,
              lost.solver(),
              lost.solutionId(),
              switch (lost.why()) {
                case NOT_POSITIVE -> SolutionWord.NOT_POSITIVE;
                case UNFAIR -> SolutionWord.UNFAIR;
                case OUTBID -> SolutionWord.OUTBID;
              },
              null,
              lost.detail(),
              lost.score().floor());
      case AuctionEvent.SimulationFailed failed ->
          add(
              failed,
              failed.solver(),
              failed.solutionId(),
              SolutionWord.SIMULATION_FAILED,
              null,
              failed.reason(),
              null);
      case AuctionEvent.Won won ->
          add(
              won,
              won.solver(),
              won.solutionId(),
              SolutionWord.WON,
              null,
              null,
              won.score().floor());
      case AuctionEvent.Submitted submitted ->
          add(
              submitted,
              submitted.solver(),
              submitted.solutionId(),
              SolutionWord.SUBMITTED,
              null,
              submitted.transactionHash().toString(),
              null);
      case AuctionEvent.Landed landed ->
          add(
              landed,
              landed.solver(),
              landed.solutionId(),
              SolutionWord.SETTLED,
              null,
              landed.settlement().transactionHash().toString(),
              null);
      case AuctionEvent.NotLanded not ->
          add(
              not,
              not.solver(),
              not.solutionId(),
              SolutionWord.NOT_SETTLED,
              not.reverted() ? "reverted" : "missed",
              not.reason(),
              null);
      case AuctionEvent.Considered considered -> {}
      case AuctionEvent.Outbid outbid -> {}
      case AuctionEvent.NotFilled not -> {}
    }
  }

  private void add(AuctionEvent of, String solver, @Nullable Long solution, SolutionWord word) {
    add(of, solver, solution, word, null, null, null);
  }

  private void add(
      AuctionEvent of,
      String solver,
      @Nullable Long solution,
      SolutionWord word,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable BigInteger score) {
    SolutionEvent event =
        new SolutionEvent(
            unixSeconds.getAsLong(), of.batch(), solver, solution, word, reason, detail, score);
    synchronized (this) {
      List<SolutionEvent> events = batches.computeIfAbsent(of.batch(), _ -> new ArrayList<>());
      if (events.size() < MAX_EVENTS) {
        events.add(event);
      }
    }
    subscriptions.publish(new Topic.OfSolver(solver), event.toJson());
  }
}
