package io.fairlead.solver.http;

import org.jspecify.annotations.Nullable;

/** How what the server refuses itself is put into the body of the API it serves. */
public interface Refusals {
  /**
   * An answer.
   *
   * @param status of HTTP: 404, 405, 408, 413, 429, 503
   * @param code stable word
   * @param field what is wrong: {@code path}, {@code method}, {@code body}; null if nothing of the
   *     request is
   */
  Reply of(int status, String code, @Nullable String field, String message);
}
