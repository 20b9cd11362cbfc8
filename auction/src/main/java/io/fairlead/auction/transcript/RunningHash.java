package io.fairlead.auction.transcript;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Commits to a growing list of lines: {@code h(0) = 0}, {@code h(n) = keccak256(h(n-1) ‖
 * keccak256(line n))}. Immutable.
 */
public record RunningHash(Bytes32 value) {
  /** Of no lines. */
  public static final RunningHash EMPTY = new RunningHash(Bytes32.ZERO);

  /** Of these lines, without their newlines. */
  public static RunningHash of(List<String> lines) {
    RunningHash hash = EMPTY;
    for (String line : lines) {
      hash = hash.plus(line);
    }
    return hash;
  }

  /** The hash with one more line, given without its newline. */
  public RunningHash plus(String line) {
    Bytes32 hash = Keccak.hash(line.getBytes(StandardCharsets.UTF_8));
    return new RunningHash(Keccak.hash(value.bytes(), hash.bytes()));
  }
}
