package io.fairlead.devnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.typeddata.TypedDataJson;
import io.fairlead.devnet.settlement.DifferentialWorld.Executed;
import io.fairlead.relay.decode.DecodeCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code fairlead decode} says of an executed settlement, from each of its events. */
record ExplorerView(DifferentialWorld world, Executed executed) {
  static ExplorerView of(DifferentialWorld world, Executed executed) {
    return new ExplorerView(world, executed);
  }

  /** Every fill's event leads to the terms that were signed, and to the signature. */
  void assertShows(Settlement settlement, String where) {
    Iterator<SettlementEvent> events = executed.events().iterator();
    for (Trade trade : settlement.trades()) {
      SettlementEvent.Filled event = (SettlementEvent.Filled) events.next();
      JsonNode shown = decode(event.intentHash(), where);
      switch (trade) {
        case Trade.OfIntent one ->
            assertThat(shown.path("intent"))
                .as(where)
                .isEqualTo(TypedDataJson.message(one.signed().intent()));
        case Trade.OfTwap part -> {
          assertThat(shown.path("twap"))
              .as(where)
              .isEqualTo(TypedDataJson.message(part.signed().twap()));
          assertThat(shown.path("part").intValue()).as(where).isEqualTo(part.part());
        }
      }
      assertSigned(shown, trade.signature().toString(), where);
      assertThat(shown.at("/fill/sold").asString())
          .as(where)
          .isEqualTo(event.fill().sold().toString());
      assertThat(shown.at("/fill/bought").asString())
          .as(where)
          .isEqualTo(event.fill().bought().toString());
      assertThat(shown.has("tokenPermit")).as(where).isEqualTo(trade.tokenPermit().isPresent());
    }
    for (BasketTrade trade : settlement.baskets()) {
      SettlementEvent.BasketFilled event = (SettlementEvent.BasketFilled) events.next();
      JsonNode shown = decode(event.intentHash(), where);
      assertThat(shown.path("basket"))
          .as(where)
          .isEqualTo(TypedDataJson.message(trade.signed().basket()));
      assertSigned(shown, trade.signed().signature().toString(), where);
      assertThat(shown.path("quote").asString()).as(where).isEqualTo(event.quote().toString());
    }
  }

  private static void assertSigned(JsonNode shown, String signature, String where) {
    assertThat(shown.path("signature").asString()).as(where).isEqualTo(signature);
    assertThat(shown.path("signedByKey").booleanValue()).as(where).isTrue();
  }

  private JsonNode decode(Bytes32 intentHash, String where) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new DecodeCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "--rpc",
                world.url(),
                "--tx",
                executed.transaction().toString(),
                "--intent",
                intentHash.toString());
    assertThat(code).as("%s %s", where, err).isZero();
    JsonNode shown = JsonMapper.shared().readTree(out.toString());
    assertThat(shown.path("intentHash").asString()).as(where).isEqualTo(intentHash.toString());
    return shown;
  }
}
