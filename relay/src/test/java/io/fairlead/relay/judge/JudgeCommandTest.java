package io.fairlead.relay.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JudgeCommandTest {
  private static final String AUCTION =
      """
      {"referencePrices": {"0xAa": "1000000000000000000", "0xbb": "2000000000000000000"},
       "orders": [
         {"uid": "0x01", "sellToken": "0xaa", "buyToken": "0xBB",
          "sellAmount": "1000", "buyAmount": "500", "side": "sell"},
         {"uid": "0x02", "sellToken": "0xbb", "buyToken": "0xaa",
          "sellAmount": "500", "buyAmount": "1000", "side": "buy"}],
       "solutions": [
         {"solver": "first", "id": "both", "trades": [
           {"order": "0x01", "executedSell": "1000", "executedBuy": "505"},
           {"order": "0x02", "executedSell": "480", "executedBuy": "1000"}]},
         {"solver": "second", "id": "one", "trades": [
           {"order": "0x01", "executedSell": "1000", "executedBuy": "504"}]}],
       "maxWinners": 20}
      """;

  private static final String EXECUTION =
      """
      {"referencePrices": {"b": "2000000000000000000"},
       "order": {"sellToken": "a", "buyToken": "b", "sellAmount": "1000", "buyAmount": "2000",
         "side": "sell", "partiallyFillable": false, "feePolicies": [
           {"kind": "volume", "factor": "0.1"},
           {"kind": "surplus", "factor": "0.50", "maxVolumeFactor": "0.9"}]},
       "executedSell": "1000", "executedBuy": "2125"}
      """;

  private record Run(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  @Test
  void decidesAnAuction() {
    Run run = run(AUCTION, "winners");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.json())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"fair": ["both", "one"], "winners": ["both"], "totalScore": "50",
                     "scores": {"both": "50", "one": "8"}, "referenceScores": {"first": "8"}}
                    """));
  }

  @Test
  void scoresAnExecution() {
    Run run = run(EXECUTION, "score");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.json())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"surplus\": \"125\", \"fees\": [\"250\", \"125\"], \"score\": \"1000\"}"));
  }

  @Test
  void withoutPriceTheScoreIsZeroAndSaysWhy() {
    Run run = run(EXECUTION.replace("\"b\": \"2", "\"c\": \"2"), "score");
    assertThat(run.code()).isZero();
    assertThat(run.json().get("score").asString()).isEqualTo("0");
    assertThat(run.json().get("surplus").asString()).isEqualTo("125");
    assertThat(run.json().get("reason").asString()).contains("no reference price");
  }

  @Test
  void badInputIsNamedOnStandardErrorAlone() {
    refused(
        AUCTION.replace("\"504\"", "\"5o4\""), "winners", "$.solutions[1].trades[0].executedBuy");
    refused(AUCTION.replace("\"maxWinners\": 20", "\"max\": 20"), "winners", "$.maxWinners");
    refused("not json", "winners", "$: ");
    refused("[".repeat(2_000), "winners", "$: ");
    refused("", "score", "$: ");
    refused(EXECUTION.replace("0.50", "1.5"), "score", "$.order.feePolicies[1].factor");
    refused(EXECUTION.replace("\"0.1\"", "0.1"), "score", "$.order.feePolicies[0].factor");
    refused(EXECUTION.replace("\"volume\"", "\"tip\""), "score", "$.order.feePolicies[0].kind");
    refused(EXECUTION.replace("\"2125\"", "\"1999\""), "score", "$.executedBuy");
    refused(
        EXECUTION.replace("\"executedSell\": \"1000\"", "\"executedSell\": \"999\""),
        "score",
        "$.executedSell");
  }

  /** Whoever makes the document must not steer the terminal. */
  @Test
  void controlCharactersAreNotRepeated() {
    Run run = run("{\"referencePrices\": {\"a\\u001b[31m\\n\": 5}}", "winners");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().strip()).doesNotContain("\u001b").doesNotContain("\n");
  }

  @Test
  void tooMuchInputIsNotRead() {
    InputStream endless =
        new InputStream() {
          private long left = 12L * 1024 * 1024;

          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) == 1 ? one[0] : -1;
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            left -= length;
            if (left < 0) {
              throw new IOException("read further than it should");
            }
            Arrays.fill(into, from, from + length, (byte) ' ');
            return length;
          }
        };
    Run run = run(endless, "winners");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("$: larger than");
  }

  @Test
  void aCutSearchSaysWhatItCannotProve() {
    String auction =
        AUCTION.replace(
            "\"solutions\": [",
            "\"solutions\": [{\"solver\": \"third\", \"id\": \"other\", \"trades\": ["
                + "{\"order\": \"0x02\", \"executedSell\": \"479\", \"executedBuy\": \"1000\"}]},");
    Run run = run(auction, "winners", "--max-steps", "0");
    assertThat(run.code()).isZero();
    assertThat(run.json().get("totalScore").asString()).isNotEmpty();
    Run whole = run(auction, "winners");
    assertThat(whole.json().has("gap")).isFalse();
    assertThat(run(auction, "winners", "--max-steps", "-1").code()).isEqualTo(2);
  }

  @Test
  void helpSaysWhatGoesInAndComesOut() {
    assertThat(run("", "--help").out()).contains("winners", "score");
    assertThat(run("", "winners", "--help").out())
        .contains("referencePrices", "referenceScores", "solver:id", "Exit codes");
    assertThat(run("", "score", "--help").out())
        .contains("maxVolumeFactor", "surplus token", "Exit codes");
    assertThat(run("").code()).isEqualTo(2);
  }

  private static void refused(String input, String command, String field) {
    Run run = run(input, command);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("judge " + command + ": ").contains(field);
  }

  private static Run run(String input, String... arguments) {
    return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
  }

  private static Run run(InputStream input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine.IFactory factory =
        new CommandLine.IFactory() {
          @Override
          public <K> K create(Class<K> type) throws Exception {
            if (type == JudgeWinnersCommand.class) {
              return type.cast(new JudgeWinnersCommand(input));
            }
            return type == JudgeScoreCommand.class
                ? type.cast(new JudgeScoreCommand(input))
                : CommandLine.defaultFactory().create(type);
          }
        };
    int code =
        new CommandLine(new JudgeCommand(), factory)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
