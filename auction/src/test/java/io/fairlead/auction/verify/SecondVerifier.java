package io.fairlead.auction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the verifier in {@code auction/verifier} on many transcripts at once. */
final class SecondVerifier {
  private static final Path HOME = Path.of(System.getProperty("fairlead.home", ".."));

  private SecondVerifier() {}

  /**
   * What it says of one transcript.
   *
   * @param step where it disagrees, or {@code agrees}
   * @param line of that step; 0 if it agrees
   */
  record Answer(String step, int line) {
    static Answer of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Agrees agrees -> new Answer("agrees", 0);
        case Verdict.Disagrees disagrees -> new Answer(disagrees.step().text(), disagrees.line());
      };
    }
  }

  /** Answers in the order of the transcripts, which are written to {@code folder}. */
  static List<Answer> verify(Path folder, List<List<String>> transcripts, List<String> options)
      throws IOException, InterruptedException {
    Path out = folder.resolve("answers");
    Path errors = folder.resolve("errors");
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                HOME.resolve("auction/verifier/target/js/src/cli.js").toString(),
                "--json"));
    command.addAll(options);
    for (int i = 0; i < transcripts.size(); i++) {
      String text =
          String.join("\n", transcripts.get(i)) + (transcripts.get(i).isEmpty() ? "" : "\n");
      command.add(Files.writeString(folder.resolve(i + ".jsonl"), text).toString());
    }
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(120 + transcripts.size(), TimeUnit.SECONDS))
          .as("ended in time")
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(errors)).isEmpty();
    List<Answer> answers = Files.readAllLines(out).stream().map(SecondVerifier::read).toList();
    assertThat(answers).hasSameSizeAs(transcripts);
    assertThat(process.exitValue())
        .isEqualTo(answers.stream().allMatch(one -> one.line() == 0) ? 0 : 1);
    return answers;
  }

  private static Answer read(String text) {
    JsonView answer = Json.parse(text.getBytes(StandardCharsets.UTF_8));
    return answer.field("verdict").text(32).equals("agrees")
        ? new Answer("agrees", 0)
        : new Answer(
            answer.field("step").text(32),
            (int) answer.field("line").integer(1, Integer.MAX_VALUE));
  }
}
