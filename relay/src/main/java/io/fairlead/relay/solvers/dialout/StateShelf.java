package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.engine.delta.StateDelta;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last few requests, so that each is made JSON once and changes are worked out once, however
 * many solvers are asked. What solvers have of it is named by hash. Bounded; thread safe.
 */
public final class StateShelf {
  private static final int KEPT = 3;
  private static final int RECENT = 4;

  /** Only auctions are kept: quotes come and go, and are small once pools are known. */
  private final Map<Bytes32, RequestState> kept = new LinkedHashMap<>();

  private final Deque<Entry> recent = new ArrayDeque<>();

  private record Entry(
      SolveRequest request, RequestState state, Map<Bytes32, Optional<StateDelta>> deltas) {}

  /** Whether solvers may keep what this request says. */
  static boolean keeps(SolveRequest request) {
    return request.id() != null;
  }

  /** The state of a request. */
  RequestState of(SolveRequest request) {
    return entry(request).state();
  }

  /** Whether this state is still here. */
  synchronized boolean has(Bytes32 state) {
    return kept.containsKey(state);
  }

  /** From the state called {@code base} to the request; empty if the state is not here any more. */
  Optional<StateDelta> delta(Bytes32 base, SolveRequest request) {
    Entry entry = entry(request);
    RequestState before;
    synchronized (this) {
      before = kept.get(base);
    }
    if (before == null) {
      return Optional.empty();
    }
    RequestState from = before;
    synchronized (entry) {
      return entry.deltas().computeIfAbsent(base, _ -> StateDelta.between(from, entry.state()));
    }
  }

  /** By identity: every solver is asked with the same object. */
  @SuppressWarnings("ReferenceEquality")
  private synchronized Entry entry(SolveRequest request) {
    for (Entry entry : recent) {
      if (entry.request() == request) {
        return entry;
      }
    }
    Entry entry = new Entry(request, RequestState.of(request), new LinkedHashMap<>());
    recent.addFirst(entry);
    if (recent.size() > RECENT) {
      recent.removeLast();
    }
    if (keeps(request)) {
      kept.put(entry.state().hash(), entry.state());
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return entry;
  }
}
