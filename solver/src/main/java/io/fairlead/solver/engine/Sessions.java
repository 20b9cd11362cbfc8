package io.fairlead.solver.engine;

import io.fairlead.auction.engine.Solution;
import io.fairlead.solver.recall.Memory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows of those who ask it: which of their searches go on, and what their last
 * auction left. Of a node that has gone on to a later auction the earlier one interests nobody, so
 * its search is ended. Remembers the sources that asked last. Thread safe.
 */
final class Sessions implements AutoCloseable {
  private static final int MOST_SOURCES = 16;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}");

  private final Map<String, Source> sources = new LinkedHashMap<>(MOST_SOURCES, 0.75f, true);

  /** Puts memories in order beside the searches, so that no answer waits for it. */
  private final ThreadPoolExecutor keeper =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(4),
          Thread.ofPlatform().daemon().name("solver-memory").factory(),
          new ThreadPoolExecutor.DiscardOldestPolicy());

  private static final class Source {
    final List<Search> running = new ArrayList<>();
    volatile Memory memory = Memory.NONE;
  }

  /** One search. */
  static final class Search {
    private final Source source;
    private final @Nullable BigInteger auction;
    private volatile boolean superseded;

    private Search(Source source, @Nullable BigInteger auction) {
      this.source = source;
      this.auction = auction;
    }

    /** Whether its node has asked about a later auction since. */
    boolean superseded() {
      return superseded;
    }

    /** What the source's last auction left. */
    Memory memory() {
      return source.memory;
    }
  }

  /**
   * A search begins; those for earlier auctions of the same source end.
   *
   * @param name of the source
   * @param auction the auction's id; null for a quote, which ends nothing and is not ended
   */
  synchronized Search begin(String name, @Nullable String auction) {
    Source source = sources.computeIfAbsent(name, any -> new Source());
    if (sources.size() > MOST_SOURCES) {
      sources.remove(sources.keySet().iterator().next());
    }
    BigInteger number =
        auction != null && NUMBER.matcher(auction).matches() ? new BigInteger(auction) : null;
    if (number != null) {
      for (Search other : source.running) {
        if (other.auction != null && other.auction.compareTo(number) < 0) {
          other.superseded = true;
        }
      }
    }
    Search search = new Search(source, number);
    source.running.add(search);
    return search;
  }

  /**
   * A search has ended.
   *
   * @param prepared what was solved
   * @param best its answer; empty if there is none
   */
  void end(Search search, Prepared prepared, List<Solution> best) {
    synchronized (this) {
      search.source.running.remove(search);
    }
    if (search.auction != null && !best.isEmpty() && !search.superseded) {
      keeper.execute(() -> search.source.memory = Memory.of(prepared.ready(), best.getFirst()));
    }
  }

  @Override
  public void close() {
    keeper.shutdownNow();
  }
}
