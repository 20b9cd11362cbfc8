package io.fairlead.auction.engine.delta;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed from one request to another: tokens, orders (by uid) and pools (by id) that were
 * added, changed (only the fields that did) or removed, and the other fields that have another
 * value. Pure.
 *
 * @param base hash of the state it starts from
 * @param result hash of the state it leads to
 * @param patch the change, in the form of docs/solvers.md
 */
public record StateDelta(Bytes32 base, Bytes32 result, JsonNode patch) {
  /**
   * The change from {@code before} to {@code after}; empty if either is not a request in the usual
   * order, and has to be sent whole.
   */
  public static Optional<StateDelta> between(RequestState before, RequestState after) {
    Optional<ObjectNode> from = KeyedState.of(before.json());
    Optional<ObjectNode> to = KeyedState.of(after.json());
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StateDelta(
            before.hash(),
            after.hash(),
            ObjectPatch.between(from.get(), to.get()).orElseGet(Json::object)));
  }

  /**
   * The state it leads to from {@code before}; empty if this is not its base, or if what comes out
   * is not what its sender has: then the state has to be asked for whole.
   *
   * @throws io.fairlead.auction.json.JsonFormatException if the patch has not the form
   */
  public Optional<RequestState> apply(RequestState before) {
    Optional<ObjectNode> from = KeyedState.of(before.json());
    if (from.isEmpty() || !before.hash().equals(base)) {
      return Optional.empty();
    }
    RequestState after =
        RequestState.of(KeyedState.request(ObjectPatch.apply(from.get(), Json.view(patch))));
    return after.hash().equals(result) ? Optional.of(after) : Optional.empty();
  }

  /** Its JSON: {@code base}, {@code result}, {@code patch}. */
  public ObjectNode write() {
    return Json.object()
        .put("base", base.toString())
        .put("result", result.toString())
        .set("patch", patch);
  }

  /**
   * Reads what {@link #write} makes.
   *
   * @throws io.fairlead.auction.json.JsonFormatException naming the field at fault
   */
  public static StateDelta read(JsonView view) {
    JsonView patch = view.field("patch");
    if (!patch.node().isObject()) {
      throw patch.problem("must be an object");
    }
    return new StateDelta(
        view.field("base").bytes32(), view.field("result").bytes32(), patch.node());
  }

  /** Without what it holds: orders' terms belong in no log. */
  @Override
  public String toString() {
    return "StateDelta[" + base + " to " + result + "]";
  }
}
