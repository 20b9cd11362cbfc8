package io.fairlead.auction.judge;

import io.fairlead.auction.score.Score;
import io.fairlead.auction.settle.Assembly.Assembled;
import io.fairlead.auction.settle.Rejection;
import io.fairlead.auction.transcript.JudgedSolution;

/** A solution with what was found out about it. */
public sealed interface Judgement {
  /** As it stands in the transcript. */
  JudgedSolution line();

  /** It can be settled. */
  record Valid(JudgedSolution.Valid line, Assembled assembled, Score score) implements Judgement {}

  /** It cannot. */
  record Refused(JudgedSolution line, Rejection rejection) implements Judgement {}
}
