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

  /**
   * Judges one solver's answer. The result ascends by id, whatever the order of the answer; of
   * solutions with the same id, the one whose canonical JSON comes first counts.
   *
   * @param solver the account of the solver
   */
  public List<Judgement> judge(
      Address solver, List<Solution> solutions, List<RefusedSolution> refused) {
    List<Judgement> judgements = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    CertificateVerifier.Answer answer = certificates.answer();
    solutions.stream()
        .sorted(Comparator.comparingLong(Solution::id).thenComparing(SolutionJudge::canonical))
        .forEach(
            solution -> judgements.add(judge(solver, solution, ids.add(solution.id()), answer)));
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

  private Judgement judge(
      Address solver, Solution solution, boolean firstOfItsId, CertificateVerifier.Answer answer) {
    if (!firstOfItsId) {
      return refused(
          solution,
          new Rejection(RejectionReason.DUPLICATE_ID, "id: another solution has it already"));
    }
    return switch (assembler.assemble(solution, solver)) {
      case Assembly.Rejected rejected -> refused(solution, rejected.rejection());
      case Assembly.Assembled assembled -> {
        Score score = Scoring.score(assembled.fills(), prices);
        Optional<Rejection> wrong = wrongCertificate(solution, score, answer);
        yield wrong.isPresent()
            ? refused(solution, wrong.get())
            : new Judgement.Valid(
                new JudgedSolution.Valid(solution, assembled.solutionHash(), score.total()),
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

  private static Judgement refused(Solution solution, Rejection rejection) {
    return new Judgement.Refused(
        new JudgedSolution.Rejected(solution, rejection.reason(), cut(rejection.detail())),
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
