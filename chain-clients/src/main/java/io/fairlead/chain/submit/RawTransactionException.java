package io.fairlead.chain.submit;

/** Bytes are no transaction that can be read; the message never holds any of them. */
public final class RawTransactionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Problem {
    /** No bytes, or more than {@link RawTransactionReader#MAX_SIZE}. */
    SIZE,
    /** Neither legacy nor of type 1, 2 or 4, for example with blobs (type 3). */
    UNSUPPORTED_TYPE,
    /** Legacy and valid on every chain. */
    NO_CHAIN,
    /** Not in canonical form, or a field has an impossible value. */
    MALFORMED,
    /** Nobody's signature. */
    SIGNATURE,
    /** A node shows a hash the bytes do not have. */
    HASH
  }

  private final Problem problem;

  RawTransactionException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  RawTransactionException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }
}
