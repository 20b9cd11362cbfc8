package io.fairlead.relay.lane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Numbers that are never given twice, whatever happens to clock or process: the newest one is in a
 * file, synced before it is used. Each is good for {@link #SERIES} series.
 */
public final class SeriesStart {
  /** Series of one number. */
  static final long SERIES = 1L << 20;

  private static final long MAX = (1L << 43) - 1;

  private final Path file;

  /** Remembers in {@code file}, whose folder must be there. */
  public SeriesStart(Path file) {
    this.file = file;
  }

  /**
   * The first series of a number that was never given before: {@code millis} if the clock went on,
   * so that a lost file does no harm either.
   *
   * @param millis of the wall clock
   */
  public synchronized long next(long millis) {
    try {
      long start = Math.max(millis, read() + 1);
      if (start > MAX) {
        throw new IllegalStateException("no series are left, see " + file.getFileName());
      }
      write(start);
      return start * SERIES;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long read() throws IOException {
    return Files.exists(file)
        ? Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip())
        : 0;
  }

  private void write(long start) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer text = ByteBuffer.wrap((start + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        out.write(text);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
