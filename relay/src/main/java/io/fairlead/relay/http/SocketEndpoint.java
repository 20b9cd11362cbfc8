package io.fairlead.relay.http;

import java.time.Duration;

/** What speaks a protocol of its own over WebSocket, beside JSON-RPC. Thread safe. */
public interface SocketEndpoint {
  /** Most bytes that wait for one peer who does not read; past it the connection is closed. */
  int pendingBytes();

  /** After which time each session is reminded, once, by {@link Session#waited}. */
  Duration patience();

  /** A connection was opened. */
  Session open(Peer peer);

  /** The other end. Thread safe; never blocks. */
  interface Peer {
    /** Queues one text message; nothing happens if the connection is closed. */
    void send(String text);

    /** Ends the connection after what is queued (status codes of RFC 6455 section 7.4). */
    void close(int status, String reason);
  }

  /** One connection. Thread safe; messages come one after another. */
  interface Session {
    /** Longest message that is read at this time, in bytes. */
    int maxMessage();

    /** A complete message arrived; no other is read until this returns. */
    void message(byte[] text);

    /** A message was longer than {@link #maxMessage}; the connection ends with this call. */
    void tooLong();

    /** The endpoint's patience is over. */
    void waited();

    /** The connection is closed. */
    void closed();
  }
}
