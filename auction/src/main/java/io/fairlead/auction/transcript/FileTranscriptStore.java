package io.fairlead.auction.transcript;

import io.fairlead.contracts.primitive.Bytes32;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file per batch in one directory: {@code 000000000123.jsonl}, with {@code .open} at the end of
 * its name until it is complete. A line counts once its newline is on disk, so that a kill in the
 * middle of one leaves no half line behind. {@code by-hash/0x…} holds the batch of the complete
 * transcript with that hash.
 */
public final class FileTranscriptStore implements TranscriptStore {
  /** Largest transcript that is read. */
  public static final long MAX_BYTES = 256L * 1024 * 1024;

  private final Path directory;
  private final Path addresses;

  /** Creates the directory if there is none. */
  public FileTranscriptStore(Path directory) {
    this.directory = directory;
    this.addresses = directory.resolve("by-hash");
    try {
      Files.createDirectories(addresses);
    } catch (IOException e) {
      throw new TranscriptStoreException("cannot create the directory of transcripts", e);
    }
  }

  @Override
  public void begin(long batch) {
    if (Files.exists(complete(batch, ""))) {
      throw new IllegalStateException("the transcript of batch " + batch + " is complete");
    }
    try (FileChannel file =
        FileChannel.open(
            complete(batch, ".open"),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      file.force(true);
      syncDirectory();
    } catch (IOException e) {
      throw failure("begin", batch, e);
    }
  }

  @Override
  public void append(long batch, List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    try (FileChannel file =
        FileChannel.open(
            complete(batch, ".open"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.position(endOfLastLine(file));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.truncate(file.position());
      file.force(true);
    } catch (IOException e) {
      throw failure("append to", batch, e);
    }
  }

  @Override
  public void complete(long batch, Bytes32 hash) {
    if (Files.exists(complete(batch, ""))) {
      return;
    }
    try {
      // First: an address without a transcript is found to be none, the other way round never.
      Path address = addresses.resolve(hash.toString());
      Files.writeString(address, Long.toString(batch));
      sync(address);
      sync(addresses);
      Files.move(complete(batch, ".open"), complete(batch, ""), StandardCopyOption.ATOMIC_MOVE);
      syncDirectory();
    } catch (IOException e) {
      throw failure("complete", batch, e);
    }
  }

  @Override
  public Optional<Long> find(Bytes32 hash) {
    Path address = addresses.resolve(hash.toString());
    try {
      if (!Files.exists(address)) {
        return Optional.empty();
      }
      long batch = Long.parseLong(Files.readString(address));
      Path file = complete(batch, "");
      return Files.exists(file) && RunningHash.of(lines(file)).value().equals(hash)
          ? Optional.of(batch)
          : Optional.empty();
    } catch (NumberFormatException cut) {
      // A kill came between the name and the content; the writer will say it again.
      return Optional.empty();
    } catch (IOException e) {
      throw new TranscriptStoreException("cannot look for the transcript " + hash, e);
    }
  }

  @Override
  public Optional<Stored> read(long batch) {
    try {
      for (String suffix : List.of("", ".open")) {
        Path file = complete(batch, suffix);
        if (Files.exists(file)) {
          return Optional.of(new Stored(lines(file), suffix.isEmpty()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read", batch, e);
    }
  }

  private Path complete(long batch, String suffix) {
    return directory.resolve("%012d.jsonl%s".formatted(batch, suffix));
  }

  /** Lines whose newline is there. */
  private static List<String> lines(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readAllBytes();
    }
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return lines;
  }

  /** Where a half line left by a kill begins; the end of the file if there is none. */
  private static long endOfLastLine(FileChannel file) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long end = file.size(); end > 0; end--) {
      one.clear();
      file.read(one, end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  /** A new or renamed file is only found after a crash if its directory is on disk too. */
  private void syncDirectory() throws IOException {
    sync(directory);
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static TranscriptStoreException failure(String what, long batch, IOException cause) {
    return new TranscriptStoreException(
        "cannot " + what + " the transcript of batch " + batch, cause);
  }
}
