package io.fairlead.relay.http;

import java.time.Duration;

/**
 * What one client may use.
 *
 * @param bodyBytes largest HTTP body or WebSocket message
 * @param requestsPerSecond work units per second and remote address, in the long run
 * @param burst work units a remote address can use at once
 * @param connections open connections of all clients together
 * @param connectionsPerAddress open connections of one remote address
 * @param concurrentRequests bodies being worked on, of all clients together
 * @param requestsPerConnection messages of one WebSocket being worked on before its reading pauses
 * @param subscriptionsPerConnection subscriptions of one WebSocket
 * @param pendingBytes bytes waiting for one slow WebSocket consumer before it is dropped
 * @param idle silence after which a connection is closed
 * @param trustForwardedFor whether a proxy in front sets {@code X-Forwarded-For}; its last entry is
 *     then the remote address
 */
public record HttpLimits(
    int bodyBytes,
    int requestsPerSecond,
    int burst,
    int connections,
    int connectionsPerAddress,
    int concurrentRequests,
    int requestsPerConnection,
    int subscriptionsPerConnection,
    int pendingBytes,
    Duration idle,
    boolean trustForwardedFor) {

  /** For a node on its own. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          256 * 1024,
          200,
          1_000,
          10_000,
          500,
          2_000,
          16,
          100,
          1024 * 1024,
          Duration.ofSeconds(60),
          false);
}
