package io.fairlead.auction.certificate;

import java.math.BigInteger;

/** What a certificate is worth. */
public sealed interface CertificateVerdict {
  /**
   * It is true.
   *
   * @param bound native wei no solution of the instance scores more than
   * @param gapBps what the solution may be short of it, in basis points of it, rounded up
   */
  record Valid(BigInteger bound, int gapBps) implements CertificateVerdict {}

  /**
   * It is not, or not about this.
   *
   * @param detail what is at fault, for a person
   */
  record Invalid(CertificateFault fault, String detail) implements CertificateVerdict {}

  /** Nobody can tell, because there is no bound for a pool of the instance. */
  record NotComputable(String liquidity, Uncomputable why) implements CertificateVerdict {}
}
