package io.fairlead.auction.verify;

import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads lines one after another and hashes what it has read. */
final class LineCursor {
  private final List<String> lines;
  private int read;
  private RunningHash before = RunningHash.EMPTY;
  private RunningHash hash = RunningHash.EMPTY;
  private @Nullable TranscriptLine peeked;

  LineCursor(List<String> lines) {
    this.lines = lines;
  }

  /** Number of the line that was read last, from 1. */
  int number() {
    return read;
  }

  /** Of all lines before the one that was read last. */
  RunningHash hashBefore() {
    return before;
  }

  /** Of all lines that were read. */
  RunningHash hash() {
    return hash;
  }

  /** The next line if it is of this type; it is then read. */
  <T extends TranscriptLine> Optional<T> nextIf(Class<T> type) {
    TranscriptLine line = peek();
    if (!type.isInstance(line)) {
      return Optional.empty();
    }
    advance();
    return Optional.of(type.cast(line));
  }

  /** The next line, which must be of this type. */
  <T extends TranscriptLine> T next(Class<T> type) {
    TranscriptLine line = peek();
    if (!type.isInstance(line)) {
      read++;
      throw new DisagreementException(
          VerificationStep.FORMAT,
          "a line of type " + type.getSimpleName(),
          line == null ? "the end of the file" : line.getClass().getSimpleName());
    }
    advance();
    return type.cast(line);
  }

  /** Nothing may follow. */
  void end() {
    if (read < lines.size()) {
      read++;
      throw new DisagreementException(
          VerificationStep.FORMAT, "the end of the file", "another line");
    }
  }

  private void advance() {
    before = hash;
    hash = hash.plus(lines.get(read));
    read++;
    peeked = null;
  }

  private @Nullable TranscriptLine peek() {
    if (peeked == null && read < lines.size()) {
      try {
        peeked = TranscriptJson.read(lines.get(read));
      } catch (JsonFormatException e) {
        read++;
        throw new DisagreementException(
            VerificationStep.FORMAT, "a line of a transcript", String.valueOf(e.getMessage()));
      }
    }
    return peeked;
  }
}
