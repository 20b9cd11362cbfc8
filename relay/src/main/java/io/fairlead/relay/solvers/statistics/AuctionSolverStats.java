package io.fairlead.relay.solvers.statistics;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.relay.solvers.dialout.DialOutSolver;
import io.fairlead.relay.solvers.dialout.Traffic;
import io.fairlead.relay.solvers.statistics.SolverRecord.Figures;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code auction_solverStats}: what became of each solver's answers since the node started. */
public final class AuctionSolverStats implements RpcMethod {
  private final SolverStatistics statistics;
  private final SortedMap<String, DialOutSolver> dialling = new TreeMap<>();

  /**
   * Of these.
   *
   * @param dialling those that connect to the node
   */
  public AuctionSolverStats(SolverStatistics statistics, Collection<DialOutSolver> dialling) {
    this.statistics = statistics;
    dialling.forEach(solver -> this.dialling.put(solver.name(), solver));
  }

  @Override
  public String name() {
    return "auction_solverStats";
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params.of(json, List.of());
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    statistics.figures().forEach((name, figures) -> answer.add(write(name, figures)));
    return answer;
  }

  private ObjectNode write(String name, Figures figures) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("solver", name)
        .put("asked", figures.asked())
        .put("answered", figures.answered())
        .put("late", figures.late())
        .put("failed", figures.failed())
        .put("valid", figures.valid());
    ObjectNode refused = node.putObject("refused");
    figures.refused().forEach(refused::put);
    node.put("won", figures.won())
        .put("settled", figures.settled())
        .put("notSettled", figures.notSettled())
        .put("scoreTotal", figures.scoreTotal().toString())
        .put("scoreBest", figures.scoreBest().toString())
        .put("medianMicros", figures.medianMicros())
        .put("p95Micros", figures.p95Micros());
    DialOutSolver dials = dialling.get(name);
    if (dials != null) {
      Traffic.Figures traffic = dials.traffic().figures();
      node.putObject("connection")
          .put("connected", dials.connected())
          .put("whole", traffic.whole())
          .put("wholeBytes", traffic.wholeBytes())
          .put("changed", traffic.changed())
          .put("changedBytes", traffic.changedBytes())
          .put("savedBytes", traffic.savedBytes());
    }
    return node;
  }
}
