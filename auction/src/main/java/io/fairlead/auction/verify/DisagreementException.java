package io.fairlead.auction.verify;

import java.util.Objects;

/** Leaves a verification at the first thing that does not agree. Never leaves the package. */
final class DisagreementException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_TEXT = 1_000;

  private final VerificationStep step;
  private final String expected;
  private final String found;

  DisagreementException(VerificationStep step, Object expected, Object found) {
    super(step.text(), null, false, false);
    this.step = step;
    this.expected = cut(expected);
    this.found = cut(found);
  }

  /** Throws unless both are equal. */
  static void require(VerificationStep step, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      throw new DisagreementException(step, expected, found);
    }
  }

  Verdict.Disagrees verdict(int line) {
    return new Verdict.Disagrees(step, line, expected, found);
  }

  private static String cut(Object value) {
    String text = String.valueOf(value);
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
