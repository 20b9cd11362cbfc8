package io.fairlead.devnet.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;

/** Ports of the loopback interface. */
public final class FreePort {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final Set<Integer> given = new LinkedHashSet<>();

  private FreePort() {}

  /**
   * The port itself, or a free one for 0. A port is never given out twice by one process.
   *
   * @param use for the message
   * @throws ProcessException if something listens on it
   */
  public static synchronized int of(int port, String use) {
    for (int attempt = 0; attempt < 100; attempt++) {
      int found = bind(port, use);
      if (port != 0 || given.add(found)) {
        return found;
      }
    }
    throw new ProcessException("no free port for " + use);
  }

  private static int bind(int port, String use) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new ProcessException("port " + port + " for " + use + " is in use", e);
    }
  }
}
