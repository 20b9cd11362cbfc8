package io.fairlead.solver.pool;

/** A contract would revert at this point of its computation. Never leaves the package. */
final class RevertException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RevertException(String where) {
    // Thrown in searches, by the thousand: a stack trace would cost more than the computation.
    super(where, null, false, false);
  }
}
