package io.fairlead.auction.run;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.Score;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.auction.transcript.TranscriptLine.AnswerKind;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something that happened in an auction. */
public sealed interface AuctionEvent {
  /** The batch's number. */
  long batch();

  /** The commitments of a solver were closed; told before its answer. */
  record Committed(long batch, String solver, CommitMode by, int commitments)
      implements AuctionEvent {}

  /** A solver did not open a commitment. */
  record NotOpened(long batch, String solver, Bytes32 commitment) implements AuctionEvent {}

  /** A solver answered, or did not. */
  record Answered(long batch, String solver, AnswerKind kind, String message, int solutions)
      implements AuctionEvent {}

  /** A solution can be settled. */
  record Scored(long batch, String solver, long solutionId, Bytes32 solutionHash, Score score)
      implements AuctionEvent {}

  /** A solution cannot be settled. */
  record Rejected(long batch, String solver, long solutionId, RejectionReason reason, String detail)
      implements AuctionEvent {}

  /** A settlement reverts when it is executed on the head. */
  record SimulationFailed(long batch, String solver, long solutionId, String reason)
      implements AuctionEvent {}

  /** Why a valid solution does not win. */
  enum LossReason {
    /** The score is not above zero. */
    NOT_POSITIVE,
    /** It gives a pair less than the best solution in that pair alone. */
    UNFAIR,
    /** Others are better. */
    OUTBID
  }

  /** A valid solution did not win; the detail says by how much. */
  record Lost(
      long batch, String solver, long solutionId, Rational score, LossReason why, String detail)
      implements AuctionEvent {}

  /** A valid solution fills these intents; ascending. */
  record Considered(long batch, List<Bytes32> intents) implements AuctionEvent {
    /** Copies the list. */
    public Considered {
      intents = List.copyOf(intents);
    }
  }

  /** Only solutions that lost fill these intents; ascending. */
  record Outbid(long batch, List<Bytes32> intents) implements AuctionEvent {
    /** Copies the list. */
    public Outbid {
      intents = List.copyOf(intents);
    }
  }

  /** An award was made; {@code intents} are filled by it. */
  record Won(long batch, String solver, long solutionId, Rational score, List<Bytes32> intents)
      implements AuctionEvent {
    /** Copies the list. */
    public Won {
      intents = List.copyOf(intents);
    }
  }

  /** The awarded settlement is being sent. */
  record Submitted(
      long batch,
      String solver,
      long solutionId,
      Bytes32 transactionHash,
      long lastBlock,
      List<Bytes32> intents)
      implements AuctionEvent {
    /** Copies the list. */
    public Submitted {
      intents = List.copyOf(intents);
    }
  }

  /** A settlement is on chain. */
  record Landed(long batch, String solver, long solutionId, BatchSettlement settlement, Score score)
      implements AuctionEvent {}

  /** An awarded settlement did not land, or reverted. */
  record NotLanded(long batch, String solver, long solutionId, String reason, boolean reverted)
      implements AuctionEvent {}

  /** The auction is over; why each intent that was not filled was not. */
  record NotFilled(long batch, SortedMap<Bytes32, String> reasons) implements AuctionEvent {
    /** Copies the map. */
    public NotFilled {
      reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }
  }
}
