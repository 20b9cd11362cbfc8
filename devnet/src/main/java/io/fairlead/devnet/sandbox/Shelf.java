package io.fairlead.devnet.sandbox;

import io.fairlead.auction.replay.ReplayException;
import io.fairlead.auction.sandbox.BatchSummary;
import io.fairlead.auction.sandbox.SandboxBatch;
import io.fairlead.chain.ChainException;
import io.fairlead.devnet.replay.SwapCheck;
import io.fairlead.devnet.replay.TranscriptSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The batches that are served: those that had ended when it was made. Their summaries are held, and
 * the few that were asked for last; others are read again. Thread safe.
 */
final class Shelf {
  private static final int HELD = 4;

  private final TranscriptSource source;
  private final SortedMap<Long, Place> places = new TreeMap<>();
  private final List<String> skipped = new ArrayList<>();
  private final Map<Long, SandboxBatch> held = new LinkedHashMap<>(8, 0.75f, true);

  private record Place(int index, BatchSummary summary) {}

  /** Reads every transcript once. */
  Shelf(TranscriptSource source) {
    this.source = source;
    List<String> names = source.names();
    for (int i = 0; i < names.size(); i++) {
      try {
        BatchSummary summary = read(i).summary();
        if (places.putIfAbsent(summary.batch(), new Place(i, summary)) != null) {
          skipped.add(names.get(i) + ": batch " + summary.batch() + " is there already");
        }
      } catch (IOException | ReplayException | ChainException e) {
        skipped.add(names.get(i) + ": " + e.getMessage());
      }
    }
  }

  private SandboxBatch read(int index) throws IOException {
    return SandboxBatch.read(source.lines(index), SwapCheck.INSTANCE);
  }

  /** Transcripts that are not served, and why. */
  List<String> skipped() {
    return Collections.unmodifiableList(skipped);
  }

  /** Ascending by number. */
  Collection<BatchSummary> summaries() {
    return places.values().stream().map(Place::summary).toList();
  }

  /**
   * One batch; empty if it is not here.
   *
   * @throws IOException if its transcript can no longer be read, or is another one now
   */
  Optional<SandboxBatch> batch(long number) throws IOException {
    Place place = places.get(number);
    if (place == null) {
      return Optional.empty();
    }
    synchronized (held) {
      SandboxBatch found = held.get(number);
      if (found == null) {
        found = again(place);
        held.put(number, found);
        if (held.size() > HELD) {
          held.remove(held.keySet().iterator().next());
        }
      }
      return Optional.of(found);
    }
  }

  private SandboxBatch again(Place place) throws IOException {
    try {
      SandboxBatch batch = read(place.index());
      if (batch.summary().equals(place.summary())) {
        return batch;
      }
    } catch (ReplayException | ChainException e) {
      throw new IOException(e.getMessage(), e);
    }
    throw new IOException("the transcript is another one now");
  }
}
