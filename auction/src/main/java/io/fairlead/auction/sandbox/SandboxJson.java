package io.fairlead.auction.sandbox;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.sandbox.Trial.Ruling;
import io.fairlead.contracts.primitive.Address;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the sandbox says, as JSON. Amounts are decimal texts, native wei. */
public final class SandboxJson {
  private SandboxJson() {}

  /** Recorded batches. */
  public static ObjectNode batches(Collection<BatchSummary> batches) {
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("batches");
    for (BatchSummary one : batches) {
      list.addObject()
          .put("batch", Long.toString(one.batch()))
          .put("hash", one.hash().toString())
          .put("orders", one.orders())
          .put("solvers", one.solvers())
          .put("score", one.score().toString());
    }
    return root;
  }

  /** What would have become of an answer. */
  public static ObjectNode trial(long batch, Trial trial) {
    ObjectNode root =
        Json.object()
            .put("batch", Long.toString(batch))
            .put("recordedScore", trial.recordedTotal().toString())
            .put("score", trial.total().toString())
            .put("referenceScore", trial.reference().toString())
            .put("exact", trial.exact());
    ArrayNode winners = root.putArray("winners");
    for (Trial.Winner winner : trial.winners()) {
      winners
          .addObject()
          .put("solver", winner.solver())
          .put("id", winner.id())
          .put("tried", winner.tried())
          .put("score", winner.score().toString());
    }
    ArrayNode solutions = root.putArray("solutions");
    trial.solutions().forEach(one -> solutions.add(ruling(one, trial)));
    return root;
  }

  private static ObjectNode ruling(Ruling ruling, Trial trial) {
    ObjectNode node = Json.object().put("id", ruling.id());
    switch (ruling) {
      case Ruling.Admitted admitted -> {
        node.put("verdict", "admitted")
            .put("score", admitted.score().toString())
            .put("executionChecked", admitted.executionChecked())
            .put("competes", admitted.competes())
            .put("fair", admitted.fair())
            .put("wins", admitted.wins())
            .put("referenceScore", trial.reference().toString())
            .put("difference", admitted.difference().toString());
        Integer rank = admitted.rank();
        if (rank != null) {
          node.put("rank", rank.intValue());
        }
        Integer gap = admitted.gapBps();
        if (gap != null) {
          node.put("gapBps", gap.intValue());
        }
      }
      case Ruling.Refused refused -> {
        node.put("verdict", "refused").put("code", refused.code()).put("detail", refused.detail());
        if (refused.item() != null) {
          node.put("item", refused.item());
        }
        Address token = refused.token();
        if (token != null) {
          node.put("token", token.toString());
        }
      }
    }
    return node;
  }

  /**
   * Why a request is not answered.
   *
   * @param code stable word
   * @param field of the request that is at fault; null if it is not one field
   */
  public static ObjectNode error(String code, @Nullable String field, String message) {
    ObjectNode root = Json.object();
    ObjectNode error = root.putObject("error").put("code", code).put("message", message);
    if (field != null) {
      error.put("field", field);
    }
    return root;
  }
}
