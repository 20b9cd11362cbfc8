package io.fairlead.devnet.scenario;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.devnet.console.Amounts;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.console.Table;
import io.fairlead.devnet.deploy.Deployment;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The table of how intents ended. */
final class ScenarioReport {
  private ScenarioReport() {}

  static void print(List<Tracked> intents, Deployment deployment, Console console) {
    Table table =
        new Table("", "intent", "sells", "for", "state", "fills", "better than limit", "what");
    for (Tracked one : intents) {
      Intent intent = one.intent();
      JsonNode status = one.status();
      boolean sale = intent.side() == Side.SELL;
      table.row(
          one.met() ? "ok" : "NO",
          Amounts.shortHash(one.hash().toString()),
          (sale ? "" : "≤ ") + amount(intent.sellAmount(), intent.sellToken(), deployment),
          (sale ? "≥ " : "") + amount(intent.buyAmount(), intent.buyToken(), deployment),
          status.path("status").asString("?"),
          Integer.toString(status.path("fills").size()),
          improvement(intent, status, deployment),
          one.what());
    }
    table.lines().forEach(console::line);
  }

  /**
   * What all fills gave beyond the signed limit, in the buy token and in basis points of what the
   * limit asks for the amount sold.
   */
  static String improvement(Intent intent, JsonNode status, Deployment deployment) {
    BigInteger sold = new BigInteger(status.path("sold").asString("0"));
    BigInteger bought = new BigInteger(status.path("bought").asString("0"));
    if (sold.signum() == 0) {
      return "-";
    }
    BigInteger atLimit = sold.multiply(intent.buyAmount()).divide(intent.sellAmount());
    if (atLimit.signum() == 0) {
      return "-";
    }
    return "+"
        + amount(bought.subtract(atLimit), intent.buyToken(), deployment)
        + " ("
        + Amounts.bps(bought, atLimit)
        + ")";
  }

  static String amount(BigInteger wei, Address token, Deployment deployment) {
    return deployment
        .token(token)
        .map(known -> Amounts.tokens(wei, known.decimals()) + " " + known.symbol())
        .orElseGet(() -> wei + " of " + Amounts.shortHash(token.toString()));
  }
}
