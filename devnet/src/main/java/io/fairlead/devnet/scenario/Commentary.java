package io.fairlead.devnet.scenario;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.console.Amounts;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells a person what the node's events mean, batch by batch. Thread safe. */
final class Commentary implements AutoCloseable {
  private final RelayClient relay;
  private final Deployment deployment;
  private final Console console;
  private final Map<Bytes32, Tracked> intents = new ConcurrentHashMap<>();
  private final Set<Long> told = new ConcurrentSkipListSet<>();
  private final Set<Long> settled = new ConcurrentSkipListSet<>();

  /** Asks the node for more without holding up its events. */
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("commentary").unstarted(task));

  Commentary(RelayClient relay, Deployment deployment, Console console) {
    this.relay = relay;
    this.deployment = deployment;
    this.console = console;
  }

  /** From now on fills of this intent are compared with its limit. */
  void submitted(Tracked intent) {
    intents.put(intent.hash(), intent);
  }

  /** How many batches were settled. */
  int batches() {
    return settled.size();
  }

  /** An event as the node sends it. */
  void event(JsonNode event) {
    if (!event.path("event").asString("").equals("batch")) {
      return;
    }
    long batch = Long.parseLong(event.path("batch").asString("-1"));
    String stage = event.path("stage").asString("");
    if (batch >= 0 && (stage.equals("settled") || stage.equals("unsettled"))) {
      thread.execute(() -> tellOnce(batch));
    }
  }

  private void tellOnce(long batch) {
    try {
      JsonNode record = relay.batch(batch);
      if (told.add(batch)) {
        tell(batch, record);
      }
    } catch (RpcException e) {
      // It has not ended yet; its next event asks again.
      console.quiet("batch " + batch + ": " + e.problem());
    }
  }

  private void tell(long batch, JsonNode record) {
    JsonNode settlement = record.path("settlement");
    StringBuilder line = new StringBuilder("batch ").append(batch);
    line.append(" · block ").append(record.path("block").path("number").asString("?"));
    line.append(" · ").append(record.path("intents").size()).append(" intents");
    if (settlement.isMissingNode()) {
      console.quiet(
          line.append(" · nothing settled ").append(record.path("reason").asString("")).toString());
      bids(batch);
      return;
    }
    settled.add(batch);
    int fills = settlement.path("fills").size();
    long gas = Long.parseLong(settlement.path("gasUsed").asString("0"));
    line.append(" · ").append(fills).append(" filled");
    line.append(" · gas ")
        .append(gas)
        .append(" (")
        .append(gas / Math.max(1, fills))
        .append(" each)");
    line.append(" · tx ").append(settlement.path("transactionHash").asString(""));
    console.good(line.toString());
    bids(batch);
    settlement.path("fills").forEach(this::fill);
  }

  private void fill(JsonNode fill) {
    Tracked intent = intents.get(Bytes32.parse(fill.path("intentHash").asString()));
    if (intent != null) {
      BigInteger bought = new BigInteger(fill.path("bought").asString());
      console.line(
          "    "
              + Amounts.shortHash(intent.hash().toString())
              + " gets "
              + ScenarioReport.amount(bought, intent.intent().buyToken(), deployment)
              + ", better than its limit by "
              + ScenarioReport.improvement(intent.intent(), fill, deployment));
    }
  }

  /** Bids and the winner, from the transcript anybody can read. */
  private void bids(long batch) {
    try {
      for (JsonNode text : relay.transcript(batch).path("lines")) {
        JsonNode line = JsonMapper.shared().readTree(text.asString());
        TranscriptText.describe(line).forEach(sentence -> console.quiet("    " + sentence));
      }
    } catch (RpcException | JacksonException e) {
      console.quiet("    no transcript of batch " + batch);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
