package io.fairlead.auction.run;

import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Transcripts in memory. */
public final class MemoryTranscripts implements TranscriptStore {
  private final Map<Long, List<String>> lines = new TreeMap<>();
  private final Set<Long> complete = new HashSet<>();
  private final Map<Bytes32, Long> byHash = new HashMap<>();

  @Override
  public void begin(long batch) {
    if (complete.contains(batch)) {
      throw new IllegalStateException("complete");
    }
    lines.put(batch, new ArrayList<>());
  }

  @Override
  public void append(long batch, List<String> more) {
    if (complete.contains(batch)) {
      throw new IllegalStateException("complete");
    }
    lines.computeIfPresent(
        batch,
        (number, kept) -> {
          kept.addAll(more);
          return kept;
        });
  }

  @Override
  public void complete(long batch, Bytes32 hash) {
    complete.add(batch);
    byHash.put(hash, batch);
  }

  @Override
  public Optional<Long> find(Bytes32 hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  @Override
  public Optional<Stored> read(long batch) {
    return Optional.ofNullable(lines.get(batch))
        .map(list -> new Stored(list, complete.contains(batch)));
  }
}
