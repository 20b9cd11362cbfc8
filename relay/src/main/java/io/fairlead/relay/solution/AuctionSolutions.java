package io.fairlead.relay.solution;

import io.fairlead.relay.batch.EndedBatches;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.sequencer.Sequencer;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code auction_solutions}: what became of the solutions of a batch. A solver sees its own at any
 * time; everybody sees all of a batch that has ended.
 */
public final class AuctionSolutions implements RpcMethod {
  private final Sequencer sequencer;
  private final SolutionStream stream;
  private final SolverAccess access;

  /** Looks in {@code stream}. */
  public AuctionSolutions(Sequencer sequencer, SolutionStream stream, SolverAccess access) {
    this.sequencer = sequencer;
    this.stream = stream;
    this.access = access;
  }

  @Override
  public String name() {
    return "auction_solutions";
  }

  @Override
  public int cost() {
    return 5;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, List.of("batch", "solver", "access"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (params.has("solver") || params.has("access")) {
      long batch = params.number("batch", 0, Long.MAX_VALUE);
      String solver = access.proven(params);
      answer.put("batch", Long.toString(batch)).set("events", stream.of(batch, solver));
    } else {
      long batch = EndedBatches.find(params, sequencer).batch().number();
      answer.put("batch", Long.toString(batch)).set("events", stream.of(batch));
    }
    return answer;
  }
}
