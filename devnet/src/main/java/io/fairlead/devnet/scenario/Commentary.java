package io.fairlead.devnet.scenario;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.console.Amounts;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells a person what the node's events mean, batch by batch. Thread safe. */
final class Commentary implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Commentary.class);
  private static final long FINISH_SECONDS = 2;

  private final RelayClient relay;
  private final Deployment deployment;
  private final Console console;
  private final Map<Bytes32, Tracked> intents = new ConcurrentHashMap<>();
  private final Set<Long> told = new ConcurrentSkipListSet<>();
  private final Set<Long> settled = new ConcurrentSkipListSet<>();
  private final Repetition repetition = new Repetition();
  private final AtomicLong filled = new AtomicLong();
  private final AtomicLong gasUsed = new AtomicLong();

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

  /** What was told so far, in one line. */
  String summary() {
    return "%d intents submitted, %d batches settled of %d, %d fills, gas %d per fill"
        .formatted(
            intents.size(),
            settled.size(),
            told.size(),
            filled.get(),
            gasUsed.get() / Math.max(1, filled.get()));
  }

  /** An event as the node sends it. */
  void event(JsonNode event) {
    if (!event.path("event").asString("").equals("batch")) {
      return;
    }
    long batch = Long.parseLong(event.path("batch").asString("-1"));
    String stage = event.path("stage").asString("");
    if (batch >= 0 && (stage.equals("ended") || stage.equals("unsettled"))) {
      execute(() -> tellOnce(batch));
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
    JsonNode settlements = record.path("settlements");
    if (settlements.isEmpty()) {
      unsettled(batch, record);
      return;
    }
    endRepetition();
    settled.add(batch);
    int fills = settlements.valueStream().mapToInt(one -> one.path("fills").size()).sum();
    long gas = settlements.valueStream().mapToLong(Commentary::gas).sum();
    console.good(
        head(batch, record)
            + " · "
            + fills
            + " filled · gas "
            + gas
            + " ("
            + gas / Math.max(1, fills)
            + " each)");
    bids(batch).forEach(this::detail);
    filled.addAndGet(fills);
    gasUsed.addAndGet(gas);
    for (JsonNode settlement : settlements) {
      String transaction = settlement.path("transactionHash").asString("");
      detail("won by " + winner(record, settlement) + " · tx " + transaction);
      settlement.path("fills").forEach(this::fill);
    }
  }

  private static long gas(JsonNode settlement) {
    return Long.parseLong(settlement.path("gasUsed").asString("0"));
  }

  private void unsettled(long batch, JsonNode record) {
    List<String> sentences = new ArrayList<>();
    sentences.add("nothing settled: " + record.path("reason").asString("?"));
    sentences.addAll(bids(batch));
    if (repetition.repeats(batch, sentences)) {
      return;
    }
    endRepetition();
    repetition.start(sentences);
    console.quiet(head(batch, record) + " · " + sentences.getFirst());
    sentences.stream().skip(1).forEach(this::detail);
  }

  private void endRepetition() {
    repetition.end().ifPresent(console::quiet);
  }

  private void detail(String sentence) {
    console.quiet("    " + sentence);
  }

  private static String head(long batch, JsonNode record) {
    return "batch "
        + batch
        + " · block "
        + record.path("block").path("number").asString("?")
        + " · "
        + count(record.path("intents").size());
  }

  private static String count(int intents) {
    return intents + (intents == 1 ? " intent" : " intents");
  }

  /** Whose award it is that was executed: the newest for its place. */
  private static String winner(JsonNode record, JsonNode settlement) {
    int place = settlement.path("place").asInt(-1);
    return record
        .path("awards")
        .valueStream()
        .filter(award -> award.path("place").asInt(-2) == place)
        .map(award -> award.path("solver").asString("?"))
        .reduce("?", (_, newer) -> newer);
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

  /** Bids, from the transcript anybody can read. */
  private List<String> bids(long batch) {
    try {
      List<String> sentences = new ArrayList<>();
      for (JsonNode text : relay.transcript(batch).path("lines")) {
        sentences.addAll(TranscriptText.describe(JsonMapper.shared().readTree(text.asString())));
      }
      return sentences;
    } catch (RpcException | JacksonException e) {
      return List.of("no transcript");
    }
  }

  /** A line between batches. */
  void say(String text) {
    execute(() -> {
      endRepetition();
      console.line(text);
    });
  }

  /** Says what is left to say; nothing is said of later events. */
  void finish() {
    execute(this::endRepetition);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(FINISH_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      // Finished: events may still arrive.
      LOG.trace("not told", e);
    }
  }

  @Override
  public void close() {
    finish();
  }
}
