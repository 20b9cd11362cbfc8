package io.fairlead.devnet.wallet;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes to and from a server, with no library in between that would mend them. */
final class RawSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  private final Socket socket;
  private final DataInputStream in;

  private RawSocket(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Sends text; what comes back until the server closes or falls silent for a second. */
  static String exchange(URI server, String text) throws IOException {
    try (RawSocket raw = new RawSocket(server)) {
      raw.socket.setSoTimeout(1_000);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        raw.write(text.getBytes(StandardCharsets.ISO_8859_1));
        raw.in.transferTo(answer);
      } catch (SocketTimeoutException | SocketException silentOrReset) {
        // What came until then is the answer.
      }
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }

  /** Sends text and hangs up at once. */
  static void drop(URI server, String text) throws IOException {
    try (RawSocket raw = new RawSocket(server)) {
      raw.write(text.getBytes(StandardCharsets.ISO_8859_1));
      raw.socket.setSoLinger(true, 0);
    }
  }

  /** A WebSocket of which only the beginning was done properly. */
  static RawSocket webSocket(URI server) throws IOException {
    RawSocket raw = new RawSocket(server);
    raw.write(
        ("GET / HTTP/1.1\r\nHost: "
                + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) raw.in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101 ")) {
      throw new IOException("not upgraded: " + head);
    }
    return raw;
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Sends one whole message. */
  void frame(int opcode, byte[] payload) throws IOException {
    write(masked(opcode, payload));
  }

  /** A client's frame; the mask is all zeros, which is allowed. */
  static byte[] masked(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload);
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /** The next text message. */
  String message() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = Math.toIntExact(in.readLong());
      }
      byte[] payload = in.readNBytes(length);
      if ((first & 0x0f) == 0x1) {
        return new String(payload, StandardCharsets.UTF_8);
      }
      if ((first & 0x0f) == 0x8) {
        throw new IOException("closed by the server");
      }
    }
  }

  /** Whether the server closes the connection in time, while these bytes are sent or after them. */
  boolean endsOn(byte[] bytes, int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      write(bytes);
      in.transferTo(new ByteArrayOutputStream());
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
