package io.fairlead.relay.stream;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a settlement filled, as JSON: {@code {sold, bought, fee}} of an intent, {@code {units,
 * quote}} of a basket, as decimal texts.
 *
 * @param intentHash whose
 * @param json the amounts
 */
public record FillJson(Bytes32 intentHash, ObjectNode json) {
  /** Everything it filled, in the order of its events. */
  public static List<FillJson> of(BatchSettlement settlement) {
    List<FillJson> all = new ArrayList<>();
    for (BatchSettlement.IntentFill one : settlement.fills()) {
      all.add(
          new FillJson(
              one.intentHash(),
              JsonNodeFactory.instance
                  .objectNode()
                  .put("sold", one.fill().sold().toString())
                  .put("bought", one.fill().bought().toString())
                  .put("fee", one.fill().fee().toString())));
    }
    for (BatchSettlement.BasketFill one : settlement.basketFills()) {
      all.add(
          new FillJson(
              one.intentHash(),
              JsonNodeFactory.instance
                  .objectNode()
                  .put("units", one.units().toString())
                  .put("quote", one.quote().toString())));
    }
    return all;
  }
}
