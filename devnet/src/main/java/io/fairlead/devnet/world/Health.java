package io.fairlead.devnet.world;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a process whether it is ready. */
final class Health {
  private Health() {}

  /** Whether the address answers 200 within a second. */
  static boolean ok(String url) {
    try {
      if (!(URI.create(url).toURL().openConnection() instanceof HttpURLConnection connection)) {
        return false;
      }
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(1_000);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
