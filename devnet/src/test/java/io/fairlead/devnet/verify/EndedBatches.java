package io.fairlead.devnet.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.devnet.wallet.TestWallets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The batches a node has ended, and their transcripts as it publishes them. */
final class EndedBatches {
  private final TestWallets wallets;

  EndedBatches(TestWallets wallets) {
    this.wallets = wallets;
  }

  /** With one winner that landed at once, and somebody who lost to it. */
  boolean simple(long batch) {
    TamperedTranscript transcript = new TamperedTranscript(transcript(batch));
    JsonNode fair = transcript.line("election").path("fair");
    return transcript.ofType("election").size() == 1
        && transcript.ofType("award").size() == 1
        && transcript.ofType("simulation").size() == 1
        && fair.size() > 1
        && transcript.ofType("bid").stream().noneMatch(bid -> bid.contains("\"solutions\":[]"));
  }

  /** Number of the last batch an intent was in, by its status. */
  static long last(JsonNode status) {
    JsonNode batches = status.path("batches");
    return Long.parseLong(batches.get(batches.size() - 1).asString());
  }

  /** Number of a batch with this intent that settled nothing. */
  long awaitUnsettled(String open) {
    long[] found = new long[1];
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          for (JsonNode batch : ended()) {
            if (batch.path("stage").asString().equals("unsettled")
                && batch.path("intents").toString().contains(open)) {
              found[0] = Long.parseLong(batch.path("batch").asString());
            }
          }
          return found[0] != 0;
        });
    return found[0];
  }

  /** Every batch that has ended, from the first. */
  List<JsonNode> ended() {
    List<JsonNode> ended = new ArrayList<>();
    for (long number = 1; number < 500; number++) {
      try {
        ended.add(wallets.rpc().call("batch_get", Map.of("batch", number)));
      } catch (RpcException e) {
        assertThat(e.reason()).isIn("unknownBatch", "batchNotEnded");
        break;
      }
    }
    return ended;
  }

  /** The lines of a batch. */
  List<String> transcript(long batch) {
    JsonNode answer = wallets.rpc().call("batch_transcript", Map.of("batch", batch));
    List<String> lines = new ArrayList<>();
    answer.path("lines").forEach(line -> lines.add(line.asString()));
    return lines;
  }
}
