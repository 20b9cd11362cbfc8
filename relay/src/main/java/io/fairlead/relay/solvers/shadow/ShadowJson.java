package io.fairlead.relay.solvers.shadow;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.replay.ReplayedAuction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The line that says what would have become of a shadow in one auction. Pure. */
final class ShadowJson {
  private ShadowJson() {}

  /**
   * Canonical text.
   *
   * @param transcript running hash of the auction's complete transcript, which holds nothing of it
   */
  static String write(
      long batch, Bytes32 transcript, String solver, Address account, ReplayedAuction replayed) {
    ObjectNode node =
        Json.object()
            .put("type", "shadow")
            .put("batch", Long.toString(batch))
            .put("transcript", transcript.toString())
            .put("solver", solver)
            .put("account", account.toString())
            .put("recorded", replayed.recordedTotal().toString())
            .put("wouldBe", replayed.replayedTotal().toString());
    String failure = replayed.failure();
    if (failure != null) {
      node.put("failure", failure);
    }
    ArrayNode solutions = node.putArray("solutions");
    for (ReplayedAuction.Tried tried : replayed.tried()) {
      ObjectNode one = solutions.addObject().put("id", tried.id());
      switch (tried) {
        case ReplayedAuction.Tried.Valid valid ->
            one.put("verdict", "valid")
                .put("score", valid.score().toString())
                .put("wouldWin", valid.won());
        case ReplayedAuction.Tried.Refused refused ->
            one.put("verdict", "rejected")
                .put("reason", refused.reason().text())
                .put("detail", refused.detail());
        case ReplayedAuction.Tried.Reverts reverts ->
            one.put("verdict", "reverts").put("detail", reverts.detail());
      }
    }
    return Json.canonical(node);
  }
}
