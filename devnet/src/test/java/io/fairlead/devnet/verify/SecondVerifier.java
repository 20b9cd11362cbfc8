package io.fairlead.devnet.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fairlead verify-ts}, which shares no code with {@code fairlead verify}. */
final class SecondVerifier {
  private static final Path HOME = Path.of(System.getProperty("fairlead.home", ".."));
  private static final long TIMEOUT_SECONDS = 180;

  private SecondVerifier() {}

  /**
   * What it says of each file, in the last line of {@code fairlead verify}.
   *
   * @param previous the transcript before all of these, if it was at hand
   */
  static SortedMap<Path, String> verify(
      Collection<Path> files,
      Optional<Path> previous,
      Path folder,
      String chain,
      Deployment deployment)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                HOME.resolve("auction/verifier/target/js/src/cli.js").toString(),
                "--json",
                "--rpc=" + chain,
                "--settlement=" + deployment.settlement(),
                "--native-token=" + deployment.nativeToken(),
                "--receipt-signer=" + DevKeys.signer("receipt").address(),
                "--v2-factory=" + deployment.uniswapV2().factory(),
                "--v3-factory=" + deployment.uniswapV3().factory()));
    previous.ifPresent(file -> command.add("--previous=" + file));
    files.forEach(file -> command.add(file.toString()));
    Path out = folder.resolve("second-answers");
    Path errors = folder.resolve("second-errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(errors)).isEmpty();
    SortedMap<Path, String> answers = new TreeMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode answer = JsonMapper.shared().readTree(line);
      answers.put(Path.of(answer.path("file").asString()), sentence(answer));
    }
    return answers;
  }

  private static String sentence(JsonNode answer) {
    return answer.path("verdict").asString().equals("agrees")
        ? "batch %s agrees, transcript %s"
            .formatted(answer.path("batch").asString(), answer.path("transcriptHash").asString())
        : "the transcript DISAGREES in step %s at line %d"
            .formatted(answer.path("step").asString(), answer.path("line").asInt());
  }
}
