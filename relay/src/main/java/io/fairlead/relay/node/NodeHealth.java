package io.fairlead.relay.node;

import io.fairlead.chain.head.HeadTracker;
import io.fairlead.relay.batching.BatchLoop;
import io.fairlead.relay.http.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts together what the node's parts say of themselves. */
final class NodeHealth implements Health {
  private final HeadTracker heads;
  private final BatchLoop loop;
  private final AtomicBoolean stopping;

  NodeHealth(HeadTracker heads, BatchLoop loop, AtomicBoolean stopping) {
    this.heads = heads;
    this.loop = loop;
    this.stopping = stopping;
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (stopping.get()) {
      problems.add("stopping");
    }
    if (!heads.isReachable()) {
      problems.add("chain node unreachable");
    }
    loop.problem().ifPresent(problem -> problems.add("batches: " + problem));
    return problems;
  }
}
