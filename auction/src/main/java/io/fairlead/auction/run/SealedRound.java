package io.fairlead.auction.run;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.run.SolverPort.Pledge;
import io.fairlead.auction.run.SolverPort.Reveal;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.SealedBids;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptWriter;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Gets the bids of one auction: all solvers commit, the commitments are closed and on disk, then
 * all solvers open. For one auction and thread.
 */
final class SealedRound {
  private final AuctionConfig config;
  private final AuctionPorts ports;
  private final TranscriptWriter transcript;
  private final Bytes32 auction;
  private final PortSalts salts;

  /**
   * For the auction whose inputs are in {@code transcript}.
   *
   * @param auction what commitments are bound to
   */
  SealedRound(
      AuctionConfig config, AuctionPorts ports, TranscriptWriter transcript, Bytes32 auction) {
    this.config = config;
    this.ports = ports;
    this.transcript = transcript;
    this.auction = auction;
    this.salts = new PortSalts(ports.auctioneer(), auction);
  }

  /**
   * One solver's way through both phases.
   *
   * @param reveal for a solver that does not commit by itself, what its port opens for it
   */
  record Entry(SolverPort solver, SealedBids sealed, Reveal reveal) {}

  /** Runs both phases; one entry per solver, ascending by name. */
  List<Entry> run(SolveRequest request, String auctionId) throws InterruptedException {
    List<SealedBids> sealed = new ArrayList<>();
    List<Optional<Reveal>> reveals = new ArrayList<>();
    List<SolverPort> solvers = new ArrayList<>();
    for (SolverPanel.Pledged pledged :
        ports.solvers().commit(request, auction, config.commitTimeout())) {
      solvers.add(pledged.solver());
      accept(pledged, sealed, reveals);
    }
    transcript.add(
        new TranscriptLine.CommitmentsLine(sealed.stream().map(SealedRound::line).toList()));
    // Nothing may be opened before what was committed to can no longer be changed.
    Bytes32 closed = transcript.sync();

    List<SolverPort> open = new ArrayList<>();
    for (int i = 0; i < solvers.size(); i++) {
      if (reveals.get(i).isEmpty()) {
        open.add(solvers.get(i));
      }
    }
    List<Reveal> opened =
        open.isEmpty()
            ? List.of()
            : ports.solvers().open(open, auctionId, closed, config.revealTimeout());
    List<Entry> entries = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < solvers.size(); i++) {
      Reveal reveal =
          reveals.get(i).isPresent() ? reveals.get(i).get() : bounded(opened.get(next++));
      entries.add(new Entry(solvers.get(i), sealed.get(i), reveal));
    }
    return entries;
  }

  /** Adds a solver's commitments, and its reveal if there is nothing to ask it for. */
  private void accept(
      SolverPanel.Pledged pledged, List<SealedBids> sealed, List<Optional<Reveal>> reveals) {
    SolverPort solver = pledged.solver();
    switch (pledged.pledge()) {
      case Pledge.Sealed own -> {
        Optional<String> fault = SealedBids.fault(own.commitments());
        if (fault.isPresent()) {
          sealed.add(bids(solver, CommitMode.NONE, List.of()));
          reveals.add(Optional.of(new Reveal.Failed(fault.get())));
        } else {
          sealed.add(bids(solver, CommitMode.SOLVER, own.commitments()));
          reveals.add(
              own.commitments().isEmpty()
                  ? Optional.of(new Reveal.Openings(List.of(), List.of()))
                  : Optional.empty());
        }
      }
      case Pledge.Plain plain -> {
        Reveal reveal = bounded(opening(solver, plain.answer()));
        sealed.add(
            reveal instanceof Reveal.Openings openings
                ? bids(solver, CommitMode.PORT, commitments(solver, openings))
                : bids(solver, CommitMode.NONE, List.of()));
        reveals.add(Optional.of(reveal));
      }
    }
  }

  private Reveal opening(SolverPort solver, Answer answer) {
    return switch (answer) {
      case Answer.Solutions solutions ->
          new Reveal.Openings(
              solutions.solutions().stream()
                  .map(solution -> salts.seal(solver.account(), solution))
                  .toList(),
              solutions.refused());
      case Answer.TimedOut timedOut -> new Reveal.TimedOut();
      case Answer.Failed failed -> new Reveal.Failed(failed.reason());
    };
  }

  private List<Bytes32> commitments(SolverPort solver, Reveal.Openings openings) {
    LinkedHashSet<Bytes32> commitments = new LinkedHashSet<>();
    for (Opening opening : openings.openings()) {
      commitments.add(Commitment.of(auction, solver.account(), opening.solution(), opening.seal()));
    }
    return List.copyOf(commitments);
  }

  private SealedBids bids(SolverPort solver, CommitMode by, List<Bytes32> commitments) {
    // The order in which a solver names them says nothing and must not show.
    return new SealedBids(
        auction, solver.name(), solver.account(), by, commitments.stream().sorted().toList());
  }

  private static Reveal bounded(Reveal reveal) {
    return reveal instanceof Reveal.Openings openings
            && openings.openings().size() + openings.refused().size() > SealedBids.MAX
        ? new Reveal.Failed("solutions: more than " + SealedBids.MAX)
        : reveal;
  }

  private static TranscriptLine.Committed line(SealedBids bids) {
    return new TranscriptLine.Committed(
        bids.solver(), bids.account(), bids.by(), bids.commitments());
  }
}
