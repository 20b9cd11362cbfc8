package io.fairlead.solver.batch.bound;

import io.fairlead.auction.certificate.CertificateMaker;
import io.fairlead.auction.certificate.CertificateVerdict;
import io.fairlead.auction.certificate.CertificateVerifier;
import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.primitive.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attaches certificates. What the auctioneer would refuse is not attached: a solution without a
 * certificate is worth as much, one with a wrong one nothing.
 */
public final class Certifier {
  private static final Logger log = LoggerFactory.getLogger(Certifier.class);

  private final Instance instance;

  /** A solution and what the auctioneer will find that it scores, in native wei. */
  public record Scored(Solution solution, Rational score) {}

  /** For solutions of {@code instance}. */
  public Certifier(Instance instance) {
    this.instance = instance;
  }

  /**
   * The solutions with certificates, all with the same prices; without, where there is no bound.
   *
   * @param prices native wei per wei; any will do, good ones prove more
   */
  public List<Solution> certified(List<Scored> solutions, Map<Address, Double> prices) {
    if (solutions.isEmpty()) {
      return List.of();
    }
    return switch (new CertificateMaker(instance).propose(prices)) {
      case CertificateMaker.NotComputable no -> {
        log.info("certificate.none solutions={} pool={}", solutions.size(), no.why());
        yield solutions.stream().map(Scored::solution).toList();
      }
      case CertificateMaker.Bounded bounded -> attached(solutions, bounded);
    };
  }

  private List<Solution> attached(List<Scored> solutions, CertificateMaker.Bounded bounded) {
    CertificateVerifier.Answer verifier = new CertificateVerifier(instance).answer();
    List<Solution> result = new ArrayList<>();
    int refused = 0;
    int gap = 10_000;
    for (Scored one : solutions) {
      Certificate certificate = bounded.certify(one.score());
      if (verifier.verify(certificate, one.score()) instanceof CertificateVerdict.Valid) {
        result.add(one.solution().certified(certificate));
        gap = Math.min(gap, certificate.gapBps());
      } else {
        result.add(one.solution());
        refused++;
      }
    }
    if (refused > 0) {
      log.warn("certificate.withheld solutions={} refused={}", solutions.size(), refused);
    } else {
      log.info("certificate.attached solutions={} gapBps={}", solutions.size(), gap);
    }
    return List.copyOf(result);
  }
}
