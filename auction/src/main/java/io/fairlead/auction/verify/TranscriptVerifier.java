package io.fairlead.auction.verify;

import static io.fairlead.auction.verify.DisagreementException.require;

import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.Rules;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Recomputes everything an auctioneer decided from its transcript, and compares it with the chain.
 * Taken on trust, and counted: that a settlement reverted in simulation, and that an answer of a
 * solver could not be read, and that a node was stopped. Not visible at all: an answer that was
 * left out before the transcript was committed to. Thread safe; blocks its caller while it asks the
 * chain.
 */
public final class TranscriptVerifier {
  private final VerifierSetup setup;
  private final ChainEvidence chain;
  private final SignatureRecovery recovery;

  /** A verifier that asks {@code chain}. */
  public TranscriptVerifier(VerifierSetup setup, ChainEvidence chain, SignatureRecovery recovery) {
    this.setup = setup;
    this.chain = chain;
    this.recovery = recovery;
  }

  /**
   * Verifies the complete transcript with this hash.
   *
   * @param hash running hash of all lines: the transcript's address
   * @param lines without newlines
   * @param before as in {@link #verify(List, Optional)}
   */
  public Verdict verify(Bytes32 hash, List<String> lines, Optional<Standings> before) {
    Bytes32 actual = RunningHash.of(lines).value();
    return actual.equals(hash)
        ? verify(lines, before)
        : new DisagreementException(VerificationStep.ADDRESS, hash, actual).verdict(lines.size());
  }

  /**
   * Verifies a complete transcript.
   *
   * @param lines without newlines
   * @param before the solvers' standings as the transcript before tells them, if that is at hand
   */
  public Verdict verify(List<String> lines, Optional<Standings> before) {
    LineCursor cursor = new LineCursor(lines);
    try {
      InputReplay inputs = new InputReplay(setup, chain, recovery);
      inputs.replay(cursor);
      Rules rules = cursor.next(Rules.class);
      rules
          .rules()
          .values()
          .forEach((name, value) ->
              require(
                  VerificationStep.CONFIG,
                  name + " " + value,
                  name + " " + inputs.config().values().get(name)));
      AwardLimits limits = AwardLimits.of(inputs.config());
      before.ifPresent(
          standings -> require(VerificationStep.STANDING, standings, rules.standings()));
      SortedSet<VerificationStep> unchecked = new TreeSet<>(inputs.unchecked());
      if (before.isEmpty()) {
        unchecked.add(VerificationStep.STANDING);
      }
      BidReplay bids = new BidReplay(inputs);
      bids.replay(cursor);
      AwardReplay awards = new AwardReplay(inputs, rules, limits, bids, chain, recovery);
      awards.replay(cursor);
      cursor.next(TranscriptLine.End.class);
      cursor.end();
      return new Verdict.Agrees(
          new Verdict.Summary(
              inputs.header().batch(),
              inputs.entries().size(),
              inputs.receipts(),
              bids.solvers(),
              bids.solutions(),
              awards.simulationFailures(),
              bids.unreadable(),
              awards.awards(),
              awards.transactions(),
              awards.cut(),
              cursor.hash().value(),
              unchecked));
    } catch (DisagreementException e) {
      return e.verdict(cursor.number());
    }
  }
}
