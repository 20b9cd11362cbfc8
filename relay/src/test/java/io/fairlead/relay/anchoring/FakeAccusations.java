package io.fairlead.relay.anchoring;

import io.fairlead.contracts.evidence.RelayEvent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Accusations put here by a test, and the answers they got. */
final class FakeAccusations implements AccusationChain {
  final List<RelayEvent.Accused> made = new ArrayList<>();
  final List<Bytes> sent = new ArrayList<>();
  final Set<Bytes32> closed = new HashSet<>();
  Predicate<Bytes> accepts = _ -> true;
  long time;

  @Override
  public long time() {
    return time;
  }

  @Override
  public List<RelayEvent.Accused> accusations() {
    List<RelayEvent.Accused> news = List.copyOf(made);
    made.clear();
    return news;
  }

  @Override
  public boolean isOpen(Bytes32 receiptHash) {
    return !closed.contains(receiptHash);
  }

  @Override
  public boolean accepts(Bytes callData) {
    return accepts.test(callData);
  }

  @Override
  public void send(Bytes callData) {
    sent.add(callData);
  }
}
