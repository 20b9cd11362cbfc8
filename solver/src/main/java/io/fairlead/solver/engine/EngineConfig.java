package io.fairlead.solver.engine;

import java.time.Duration;

/**
 * How an engine runs.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param threads auctions solved at the same time
 * @param queue auctions waiting beyond that; more are refused
 * @param maxBodyBytes longest request body
 * @param slack how long before an auction's deadline the answer is given
 * @param maxSolveTime longest search, however far the deadline is
 */
public record EngineConfig(
    String host,
    int port,
    int threads,
    int queue,
    int maxBodyBytes,
    Duration slack,
    Duration maxSolveTime) {
  /** As the reference engine of the API: 10 MiB. */
  public static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  /**
   * @throws IllegalArgumentException if a number makes no sense
   */
  public EngineConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535");
    }
    if (threads < 1 || queue < 1 || maxBodyBytes < 1) {
      throw new IllegalArgumentException("threads, queue and body size must be at least 1");
    }
    if (slack.isNegative() || maxSolveTime.isNegative() || maxSolveTime.isZero()) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }

  /** Sensible for one machine. */
  public static EngineConfig on(String host, int port) {
    return new EngineConfig(
        host, port, 2, 16, MAX_BODY_BYTES, Duration.ofMillis(50), Duration.ofSeconds(10));
  }
}
