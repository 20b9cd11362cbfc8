package io.fairlead.devnet.bench.gas;

import io.fairlead.devnet.bench.arena.Arena;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The results for programs: docs/gas.md. */
final class GasJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private GasJson() {}

  /** One array of objects, one per row. */
  static ArrayNode rows(List<Row> rows) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Row row : rows) {
      Measurement one = row.measurement();
      array
          .addObject()
          .put("settlement", one.settlement())
          .put("variant", one.variant())
          .put("n", one.n())
          .put("gas", one.gas())
          .put("gasPerIntent", row.gasPerIntent())
          .put("marginalGas", row.marginalGas())
          .put("calldataBytesPerIntent", row.calldataBytesPerIntent());
    }
    return array;
  }

  /** One object with an array per kind of extra. */
  static ObjectNode extras(Extras extras) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("transactionGasCap", Arena.TRANSACTION_CAP);
    ArrayNode largest = json.putArray("largest");
    extras.largest().forEach(one -> write(largest.addObject(), one));
    ArrayNode rejections = json.putArray("usedNonce");
    for (Rejection one : extras.rejections()) {
      rejections
          .addObject()
          .put("settlement", one.settlement())
          .put("variant", one.variant())
          .put("mode", one.mode())
          .put("base", one.gas().base())
          .put("callData", one.gas().callData())
          .put("execution", one.gas().execution());
    }
    ArrayNode routed = json.putArray("uniswapV3");
    extras.routed().forEach(one -> write(routed.addObject(), one));
    ArrayNode node = json.putArray("node");
    for (Row row : extras.node()) {
      ObjectNode one = node.addObject();
      write(one, row.measurement());
      one.put("gasPerIntent", row.gasPerIntent()).put("marginalGas", row.marginalGas());
    }
    ArrayNode breakdowns = json.putArray("spending");
    extras.breakdowns().forEach(one -> write(breakdowns.addObject(), one));
    ArrayNode checks = json.putArray("checks");
    for (CheckCost one : extras.checks()) {
      checks
          .addObject()
          .put("check", one.check().word())
          .put("method", one.method().word())
          .put("variant", one.variant())
          .put("mode", one.mode())
          .put("single", one.single())
          .put("further", one.further());
    }
    ArrayNode tokens = json.putArray("tokens");
    for (TokenRow row : extras.tokens()) {
      write(tokens.addObject().put("token", row.token()), row.measurement());
    }
    return json;
  }

  private static void write(ObjectNode json, Breakdown one) {
    json.put("settlement", one.settlement()).put("variant", one.variant()).put("mode", one.mode());
    write(json.putObject("single"), one.single());
    write(json.putObject("further"), one.further());
  }

  private static void write(ObjectNode json, Spending spending) {
    for (Item item : Item.values()) {
      json.put(item.word(), spending.of(item));
    }
    json.put("refund", spending.refund()).put("gas", spending.gasUsed());
  }

  private static void write(ObjectNode json, Measurement one) {
    json.put("settlement", one.settlement())
        .put("variant", one.variant())
        .put("mode", one.mode())
        .put("n", one.n())
        .put("gas", one.gas())
        .put("calldataBytes", one.calldataBytes());
  }
}
