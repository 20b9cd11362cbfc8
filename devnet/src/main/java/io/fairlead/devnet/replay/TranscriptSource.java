package io.fairlead.devnet.replay;

import io.fairlead.relay.verify.TranscriptFetch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Where recorded auctions are. */
public sealed interface TranscriptSource {
  /** What each is called in messages, in the order of their batches. */
  List<String> names();

  /**
   * The lines of one.
   *
   * @throws IOException if it cannot be read
   */
  List<String> lines(int index) throws IOException;

  /** Files, one per auction. */
  record Transcripts(List<Path> files) implements TranscriptSource {
    private static final String END = ".jsonl";

    /** Copies the list. */
    public Transcripts {
      files = List.copyOf(files);
    }

    /**
     * Files as given; of a directory, or of {@code data/transcripts} in it, the complete
     * transcripts of batches in the range.
     */
    static Transcripts of(List<Path> given, long from, long to) throws IOException {
      List<Path> files = new ArrayList<>();
      for (Path path : given) {
        if (Files.isDirectory(path)) {
          files.addAll(within(path, from, to));
        } else {
          files.add(path);
        }
      }
      return new Transcripts(files);
    }

    private static List<Path> within(Path directory, long from, long to) throws IOException {
      Path inside = directory.resolve("data").resolve("transcripts");
      try (Stream<Path> found = Files.list(Files.isDirectory(inside) ? inside : directory)) {
        return found
            .filter(file -> inRange(String.valueOf(file.getFileName()), from, to))
            .sorted()
            .toList();
      }
    }

    private static boolean inRange(String name, long from, long to) {
      if (!name.matches("[0-9]{1,18}\\.jsonl")) {
        return false;
      }
      long batch = Long.parseLong(name.substring(0, name.length() - END.length()));
      return batch >= from && batch <= to;
    }

    @Override
    public List<String> names() {
      return files.stream().map(Path::toString).toList();
    }

    @Override
    public List<String> lines(int index) throws IOException {
      return TranscriptFetch.file(files.get(index));
    }
  }

  /** A node. */
  record Node(URI url, long from, long to) implements TranscriptSource {
    @Override
    public List<String> names() {
      return LongStream.rangeClosed(from, to).mapToObj(batch -> "batch " + batch).toList();
    }

    @Override
    public List<String> lines(int index) {
      return TranscriptFetch.node(url, from + index);
    }
  }
}
