package io.fairlead.relay.verify;

import io.fairlead.auction.election.StandingHistory;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.transcript.FileTranscriptStore;
import io.fairlead.auction.winner.Standings;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.rpc.ForeignText;
import io.fairlead.chain.rpc.RpcAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gets transcripts and facts, from a file or from a Fairlead node. */
public final class TranscriptFetch {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private TranscriptFetch() {}

  /**
   * The lines of a file.
   *
   * @throws IOException if it cannot be read, or is too large
   */
  public static List<String> file(Path file) throws IOException {
    if (Files.size(file) > FileTranscriptStore.MAX_BYTES) {
      throw new IOException("larger than any transcript");
    }
    return Files.readAllLines(file);
  }

  /**
   * The lines of a batch.
   *
   * @throws ChainException if the node does not give them
   */
  public static List<String> node(URI node, long batch) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    params.put("batch", Long.toString(batch));
    JsonNode answer = call(node, "batch_transcript", params);
    List<String> lines = new ArrayList<>();
    for (JsonNode line : answer.path("lines")) {
      lines.add(line.asString(""));
    }
    return lines;
  }

  /** The solvers' standings after a batch, if its transcript tells them. */
  static Optional<Standings> standings(List<String> lines) {
    try {
      return StandingHistory.after(lines);
    } catch (JsonFormatException notATranscript) {
      return Optional.empty();
    }
  }

  /**
   * What the node says of itself.
   *
   * @throws ChainException if it does not answer
   */
  static JsonNode info(URI node) {
    return call(node, "fairlead_info", JsonNodeFactory.instance.objectNode());
  }

  private static String text(RpcAnswer.Failure failure) {
    return ForeignText.clean(failure.message()) + " (" + failure.code() + ")";
  }

  private static JsonNode call(URI node, String method, JsonNode params) {
    try (EthereumNode connection = EthereumNode.connect(node, TIMEOUT)) {
      return switch (connection.rawCall(method, params)) {
        case RpcAnswer.Success success -> success.value();
        case RpcAnswer.Failure failure ->
            throw new ChainException(node + " refuses " + method + ": " + text(failure));
      };
    }
  }
}
