package io.fairlead.auction.judge;

import io.fairlead.auction.certificate.CertificateVerdict;
import io.fairlead.auction.certificate.CertificateVerifier;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolutionJson;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.score.Score;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Seal;
import io.fairlead.auction.seal.SealJson;
import io.fairlead.auction.seal.SealedBids;
import io.fairlead.auction.settle.Assembly;
import io.fairlead.auction.settle.Rejection;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.auction.settle.SettlementAssembler;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the solutions of one auction. The verdict depends on the solution and the auction's inputs
 * alone, so a verifier comes to the same. Thread safe.
 */
public final class SolutionJudge {
  private final SettlementAssembler assembler;
  private final Map<Address, BigInteger> prices;
  private final CertificateVerifier certificates;

  /**
   * For solutions of one auction.
   *
   * @param prices reference prices
   * @param certificates of what solvers were asked
   */
  public SolutionJudge(
      SettlementAssembler assembler,
      Map<Address, BigInteger> prices,
      CertificateVerifier certificates) {
    this.assembler = assembler;
    this.prices = prices;
    this.certificates = certificates;
  }

  /** Judges an answer that nobody had to commit to: that to a quote. */
  public List<Judgement> judge(
      Address solver, List<Solution> solutions, List<RefusedSolution> refused) {
    return judge(
        solver,
        solutions.stream().map(solution -> new Opening(solution, Seal.OPEN)).toList(),
        refused,
        Optional.empty());
  }

  /** Judges what one solver opened, against what it had committed to. */
  public List<Judgement> judge(
      SealedBids sealed, List<Opening> openings, List<RefusedSolution> refused) {
    return judge(sealed.account(), openings, refused, Optional.of(sealed));
  }

  /**
   * Judges one solver's answer. The result ascends by id, whatever the order of the answer; of
   * solutions with the same id that were committed to, the one whose canonical JSON comes first
   * counts.
   *
   * @param solver the account of the solver
   */
  private List<Judgement> judge(
      Address solver,
      List<Opening> openings,
      List<RefusedSolution> refused,
      Optional<SealedBids> sealed) {
    List<Judgement> judgements = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    CertificateVerifier.Answer answer = certificates.answer();
    for (Opening opening : sorted(openings)) {
      Optional<Rejection> unsealed = sealed.flatMap(bids -> bids.refusal(opening));
      judgements.add(
          unsealed.isPresent()
              ? refused(opening, unsealed.get())
              : judge(solver, opening, ids.add(opening.solution().id()), answer, sealed));
    }
    for (RefusedSolution unreadable : refused) {
      String detail = cut(unreadable.reason());
      judgements.add(
          new Judgement.Refused(
              new JudgedSolution.Unreadable(unreadable.id(), detail),
              new Rejection(RejectionReason.UNSUPPORTED, detail)));
    }
    judgements.sort(
        Comparator.comparingLong((Judgement judgement) -> judgement.line().id())
            .thenComparing(SolutionJudge::unreadableDetail));
    return List.copyOf(judgements);
  }

  private static List<Opening> sorted(List<Opening> openings) {
    return openings.stream()
        .sorted(
            Comparator.comparingLong((Opening opening) -> opening.solution().id())
                .thenComparing(opening -> canonical(opening.solution()))
                .thenComparing(opening -> Json.canonical(SealJson.write(opening.seal()))))
        .toList();
  }

  private Judgement judge(
      Address solver,
      Opening opening,
      boolean firstOfItsId,
      CertificateVerifier.Answer answer,
      Optional<SealedBids> sealed) {
    Solution solution = opening.solution();
    if (!firstOfItsId) {
      return refused(
          opening,
          new Rejection(RejectionReason.DUPLICATE_ID, "id: another solution has it already"));
    }
    return switch (assembler.assemble(solution, solver)) {
      case Assembly.Rejected rejected -> refused(opening, rejected.rejection());
      case Assembly.Assembled assembled -> {
        Score score = Scoring.score(assembled.fills(), assembled.baskets(), prices);
        Optional<Rejection> wrong =
            sealed
                .flatMap(bids -> bids.refusal(opening.seal(), score.total()))
                .or(() -> wrongCertificate(solution, score, answer));
        yield wrong.isPresent()
            ? refused(opening, wrong.get())
            : new Judgement.Valid(
                new JudgedSolution.Valid(
                    solution, opening.seal(), assembled.solutionHash(), score.total()),
                assembled,
                score);
      }
    };
  }

  private static Optional<Rejection> wrongCertificate(
      Solution solution, Score score, CertificateVerifier.Answer answer) {
    Certificate certificate = solution.certificate();
    if (certificate == null) {
      return Optional.empty();
    }
    return switch (answer.verify(certificate, score.total())) {
      case CertificateVerdict.Valid valid -> Optional.empty();
      case CertificateVerdict.Invalid invalid ->
          Optional.of(
              new Rejection(
                  RejectionReason.WRONG_CERTIFICATE,
                  "certificate." + invalid.detail() + " (" + invalid.fault().text() + ")"));
      case CertificateVerdict.NotComputable no ->
          Optional.of(
              new Rejection(
                  RejectionReason.WRONG_CERTIFICATE,
                  "certificate: no bound for pool "
                      + no.liquidity()
                      + " ("
                      + no.why().text()
                      + ")"));
    };
  }

  private static Judgement refused(Opening opening, Rejection rejection) {
    return new Judgement.Refused(
        new JudgedSolution.Rejected(
            opening.solution(), opening.seal(), rejection.reason(), cut(rejection.detail())),
        rejection);
  }

  private static String canonical(Solution solution) {
    return Json.canonical(SolutionJson.write(solution));
  }

  /** Readable ones keep their order and come before unreadable ones of the same id. */
  private static String unreadableDetail(Judgement judgement) {
    return judgement.line() instanceof JudgedSolution.Unreadable unreadable
        ? "1" + unreadable.detail()
        : "0";
  }

  private static String cut(String text) {
    return text.length() <= TranscriptJson.MAX_TEXT
        ? text
        : text.substring(0, TranscriptJson.MAX_TEXT);
  }
}
