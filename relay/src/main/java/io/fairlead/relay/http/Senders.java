package io.fairlead.relay.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds whom to charge for a request. */
final class Senders {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private Senders() {}

  static String of(HttpServerRequest request, boolean trustForwardedFor) {
    String direct = key(request.remoteAddress().hostAddress());
    return trustForwardedFor ? forwarded(request.getHeader("X-Forwarded-For"), direct) : direct;
  }

  /** The last entry: the only one the trusted proxy itself wrote. */
  static String forwarded(@Nullable String header, String direct) {
    if (header == null) {
      return direct;
    }
    String last = header.substring(header.lastIndexOf(',') + 1).trim();
    return LITERAL.matcher(last).matches() ? key(last) : direct;
  }

  /** The address itself, or the /64 network of an IPv6 address: one customer has all of it. */
  static String key(@Nullable String address) {
    if (address == null || !LITERAL.matcher(address).matches()) {
      return "unknown";
    }
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
          : parsed.getHostAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return "unknown";
    }
  }
}
