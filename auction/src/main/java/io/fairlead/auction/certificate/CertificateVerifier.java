package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes certificates of one instance. A certificate is true if its prices prove its bound or a
 * lower one, and its score and gap are the solution's. Time is that of one {@link UpperBound} and
 * one hash per {@link Answer}, however many certificates there are. Thread safe.
 */
public final class CertificateVerifier {
  private final Instance instance;
  private volatile @Nullable Bytes32 hash;

  /** For certificates about {@code instance}. */
  public CertificateVerifier(Instance instance) {
    this.instance = instance;
  }

  /** Judges one certificate of a solution that scores {@code score} native wei. */
  public CertificateVerdict verify(Certificate certificate, Rational score) {
    return answer().verify(certificate, score);
  }

  /** For the certificates of one solver's answer. */
  public Answer answer() {
    return new Answer();
  }

  private Bytes32 hash() {
    Bytes32 known = hash;
    if (known == null) {
      known = instance.hash();
      hash = known;
    }
    return known;
  }

  /**
   * The certificates of one answer. They are about one instance, so all of them have the same
   * prices as the first; others are refused, or a solver could have a bound computed for each of
   * its solutions. For one thread.
   */
  public final class Answer {
    private @Nullable SortedMap<Address, BigInteger> prices;
    private @Nullable ScoreBound bound;

    private Answer() {}

    /** Judges the next certificate; {@code score} is its solution's, in native wei. */
    public CertificateVerdict verify(Certificate certificate, Rational score) {
      if (!certificate.instance().equals(hash())) {
        return invalid(CertificateFault.OTHER_INSTANCE, "instance: this one is " + hash());
      }
      ScoreBound proven = bound;
      if (proven == null) {
        prices = certificate.prices();
        proven = UpperBound.of(instance, certificate.prices());
        bound = proven;
      } else if (!certificate.prices().equals(prices)) {
        return invalid(CertificateFault.OTHER_PRICES, "prices: another certificate has others");
      }
      return switch (proven) {
        case ScoreBound.Proven most -> compare(certificate, most.wei(), score.floor());
        case ScoreBound.Inadmissible no -> invalid(no.fault(), "prices: " + no.token());
        case ScoreBound.NotComputable no ->
            new CertificateVerdict.NotComputable(no.liquidity(), no.why());
      };
    }
  }

  private static CertificateVerdict compare(
      Certificate certificate, BigInteger proven, BigInteger score) {
    if (certificate.bound().compareTo(proven) < 0) {
      return invalid(CertificateFault.WRONG_BOUND, "bound: the prices prove " + proven);
    }
    if (!certificate.score().equals(score)) {
      return invalid(CertificateFault.WRONG_SCORE, "score: it is " + score);
    }
    int gapBps = Certificate.gapBps(certificate.bound(), score);
    if (certificate.gapBps() != gapBps) {
      return invalid(CertificateFault.WRONG_GAP, "gapBps: it is " + gapBps);
    }
    return new CertificateVerdict.Valid(certificate.bound(), gapBps);
  }

  private static CertificateVerdict invalid(CertificateFault fault, String detail) {
    return new CertificateVerdict.Invalid(fault, detail);
  }
}
