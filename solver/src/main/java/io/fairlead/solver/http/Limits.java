package io.fairlead.solver.http;

import java.time.Duration;

/**
 * Bounds of a server.
 *
 * @param threads requests worked on at a time
 * @param queue requests waiting beyond that; more are answered with 429
 * @param bodies requests whose body is held at a time, from its first byte until it is answered;
 *     more are answered with 429
 * @param maxBody bytes of the longest body
 * @param request longest time from a request's head to its answer; a body that is not there by then
 *     is answered with 408, work that is not done with 503
 * @param idle how long a connection may be silent
 */
public record Limits(
    int threads, int queue, int bodies, int maxBody, Duration request, Duration idle) {
  /**
   * @throws IllegalArgumentException if one is not above zero
   */
  public Limits {
    if (threads < 1 || queue < 1 || bodies < 1 || maxBody < 1) {
      throw new IllegalArgumentException("threads, queue, bodies and body size must be at least 1");
    }
    if (request.toMillis() < 1 || idle.toSeconds() < 1) {
      throw new IllegalArgumentException("times must be above zero");
    }
  }
}
