package io.fairlead.auction.dialout;

/**
 * What a node accepts on one connection, told with the challenge.
 *
 * @param frameBytes longest WebSocket frame; a longer message goes in several
 * @param messageBytes longest message once logged in
 * @param requests most requests that wait for one solver's answer
 * @param pingSeconds between two pings of the node; silence of three times that ends a connection
 * @param loginSeconds within which to log in
 */
public record Bounds(
    int frameBytes, int messageBytes, int requests, int pingSeconds, int loginSeconds) {
  /** Longest message before the login. */
  public static final int LOGIN_BYTES = 4 * 1024;

  /**
   * @throws IllegalArgumentException if one is not above zero
   */
  public Bounds {
    if (Math.min(Math.min(frameBytes, messageBytes), Math.min(requests, pingSeconds)) < 1
        || loginSeconds < 1) {
      throw new IllegalArgumentException("bounds must be above zero");
    }
  }
}
