package io.fairlead.auction.verify;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.run.FakeChain;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Seal;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.RulesJson;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.transcript.TranscriptLine.CommitmentsLine;
import io.fairlead.auction.transcript.TranscriptLine.Committed;
import io.fairlead.auction.transcript.TranscriptLine.Header;
import io.fairlead.auction.transcript.TranscriptLine.Rules;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** An operator who changes a transcript and then makes it look right with all keys it has. */
final class Forger {
  private Forger() {}

  /** Changed lines, and a chain on which what they say was executed. */
  record Forgery(List<String> lines, FakeEvidence evidence) {}

  /** The lines with commitments that fit the bids. */
  static List<String> sealedAgain(List<String> lines) {
    List<String> forged = new ArrayList<>(lines);
    int at = indexOf(forged, "commitments");
    if (at < 0) {
      return forged;
    }
    Bytes32 auction = ((Header) TranscriptJson.read(forged.getFirst())).auction();
    CommitmentsLine line = (CommitmentsLine) TranscriptJson.read(forged.get(at));
    List<Committed> solvers = new ArrayList<>();
    for (Committed solver : line.solvers()) {
      solvers.add(
          new Committed(
              solver.solver(),
              solver.account(),
              solver.by(),
              solver.by() == CommitMode.NONE
                  ? solver.commitments()
                  : commitments(auction, solver, forged)));
    }
    forged.set(at, TranscriptJson.write(new CommitmentsLine(solvers)));
    return forged;
  }

  private static List<Bytes32> commitments(Bytes32 auction, Committed solver, List<String> lines) {
    TreeSet<Bytes32> commitments = new TreeSet<>();
    for (String text : lines) {
      if (text.contains("\"type\":\"bid\"")
          && TranscriptJson.read(text) instanceof BidLine bid
          && bid.solver().equals(solver.solver())) {
        for (JudgedSolution judged : bid.solutions()) {
          switch (judged) {
            case JudgedSolution.Valid valid ->
                commitments.add(of(auction, solver, valid.solution(), valid.seal()));
            case JudgedSolution.Rejected rejected ->
                commitments.add(of(auction, solver, rejected.solution(), rejected.seal()));
            case JudgedSolution.Unreadable unreadable -> {}
          }
        }
      }
    }
    return List.copyOf(commitments);
  }

  private static Bytes32 of(Bytes32 auction, Committed solver, Solution solution, Seal seal) {
    return Commitment.of(auction, solver.account(), solution, seal);
  }

  /** Also with the hash of the rules, and with awards that commit to the lines before them. */
  static Forgery everythingAgain(List<String> lines, FakeChain chain, BatchSettlement settlement) {
    FakeEvidence evidence = new FakeEvidence();
    List<String> forged;
    try {
      forged = sealedAgain(withRules(lines));
    } catch (JsonFormatException unreadable) {
      return new Forgery(lines, evidence);
    }
    for (int i = 0; i < forged.size(); i++) {
      TranscriptLine line;
      try {
        line = TranscriptJson.read(forged.get(i));
      } catch (JsonFormatException unreadable) {
        return new Forgery(forged, evidence);
      }
      if (line instanceof AwardLine award) {
        Award old = award.award();
        Award again =
            new Award(
                old.auctionId(),
                old.batchRoot(),
                old.solver(),
                old.solutionHash(),
                old.lastBlock(),
                RunningHash.of(forged.subList(0, i)).value());
        AwardLine signed =
            new AwardLine(
                award.solution(), again, Scene.AUCTIONEER.sign(Scene.EIP712.awardHash(again)));
        forged.set(i, TranscriptJson.write(signed));
        evidence.award(signed);
      }
    }
    evidence.settle(chain, settlement);
    return new Forgery(forged, evidence);
  }

  private static List<String> withRules(List<String> lines) {
    List<String> forged = new ArrayList<>(lines);
    if (forged.size() > 1
        && TranscriptJson.read(forged.get(0)) instanceof Header header
        && TranscriptJson.read(forged.get(1)) instanceof Rules rules) {
      forged.set(
          0,
          TranscriptJson.write(
              new Header(
                  header.chainId(),
                  header.settlement(),
                  header.hub(),
                  header.auctioneer(),
                  header.receiptSigner(),
                  header.nativeToken(),
                  header.batch(),
                  header.root(),
                  header.block(),
                  header.gasPrice(),
                  RulesJson.hash(rules),
                  header.receipts())));
    }
    return forged;
  }

  private static int indexOf(List<String> lines, String type) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("\"type\":\"" + type + "\"")) {
        return i;
      }
    }
    return -1;
  }
}
