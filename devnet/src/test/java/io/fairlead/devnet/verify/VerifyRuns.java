package io.fairlead.devnet.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.election.StandingHistory;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.verify.Verdict;
import io.fairlead.auction.winner.Standings;
import io.fairlead.chain.EthereumNode;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.wallet.SharedWorld;
import io.fairlead.relay.verify.BatchVerifier;
import io.fairlead.relay.verify.TranscriptFetch;
import io.fairlead.relay.verify.VerifyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;

/** {@code fairlead verify} on files and on a node, the chain's answers remembered in between. */
final class VerifyRuns implements AutoCloseable {
  /** How one ended. */
  record Run(int code, String out, String err) {}

  private final SharedWorld.Devnet devnet;
  private final EndedBatches batches;
  private final Path folder;
  private final RememberingChain remembered;
  private final EthereumNode node;
  private final BatchVerifier verifier;

  /**
   * What {@code fairlead verify} said of each transcript, in its last line: by the transcript
   * before, empty without one, then by the transcript.
   */
  private final SortedMap<String, SortedMap<String, String>> said = new TreeMap<>();

  private int files;

  VerifyRuns(SharedWorld.Devnet devnet, EndedBatches batches, Path folder) throws IOException {
    this.devnet = devnet;
    this.batches = batches;
    this.folder = folder;
    remembered = RememberingChain.of(devnet.world().chain().url());
    node = EthereumNode.connect(URI.create(remembered.url()), Duration.ofSeconds(30));
    Deployment deployment = devnet.world().deployment();
    verifier =
        new BatchVerifier(
            node,
            deployment.settlement(),
            deployment.nativeToken(),
            DevKeys.signer("receipt").address(),
            Optional.of(deployment.uniswapV2().factory()),
            Optional.of(deployment.uniswapV3().factory()));
  }

  /** Asks the second verifier about every transcript that was verified here. */
  void theSecondVerifierSaysTheSame() throws Exception {
    Path own = Files.createDirectories(devnet.directory().resolve("second-verifier"));
    int number = 0;
    int cutShort = 0;
    for (Map.Entry<String, SortedMap<String, String>> group : said.entrySet()) {
      Path before = Files.writeString(own.resolve(number++ + ".jsonl"), group.getKey());
      SortedMap<Path, String> expected = new TreeMap<>();
      for (Map.Entry<String, String> one : group.getValue().entrySet()) {
        Path file = Files.writeString(own.resolve(number++ + ".jsonl"), one.getKey());
        expected.put(file, one.getValue());
      }
      SortedMap<Path, String> answers =
          SecondVerifier.verify(
              expected.keySet(),
              group.getKey().isEmpty() ? Optional.empty() : Optional.of(before),
              own,
              chain(),
              devnet.world().deployment());
      for (Path file : List.copyOf(expected.keySet())) {
        if (saysThatTheSearchWasCutShort(file)) {
          String said = String.valueOf(expected.remove(file));
          assertThat(said).containsAnyOf("in step election", "in step reference");
          answers.remove(file);
          cutShort++;
        }
      }
      assertThat(answers).containsExactlyEntriesOf(expected);
    }
    assertThat(cutShort).isLessThanOrEqualTo(3);
  }

  /** The second verifier takes on trust how far a search had come that was cut short. */
  private static boolean saysThatTheSearchWasCutShort(Path file) throws IOException {
    for (String text : Files.readAllLines(file)) {
      try {
        if (TranscriptJson.read(text) instanceof TranscriptLine.Election election
            && election.references().values().stream()
                .anyMatch(reference -> reference.total().gap().signum() > 0)) {
          return true;
        }
      } catch (JsonFormatException e) {
        return false;
      }
    }
    return false;
  }

  String relay() {
    return devnet.world().relayUrl();
  }

  String chain() {
    return remembered.url();
  }

  Path write(List<String> lines) throws IOException {
    files++;
    return Files.writeString(
        folder.resolve("transcript-" + files + ".jsonl"),
        lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  Run verifyFile(List<String> lines) throws IOException {
    return verifyFile(write(lines), previous(lines));
  }

  /** One verifier for all of them: starting one for each, as a user would, takes a second each. */
  private Run verifyFile(Path file, Optional<Path> previous) throws IOException {
    Optional<Standings> before =
        previous.isPresent()
            ? StandingHistory.after(TranscriptFetch.file(previous.get()))
            : Optional.empty();
    String said =
        switch (verifier.verify(TranscriptFetch.file(file), before)) {
          case Verdict.Agrees(Verdict.Summary summary) ->
              "batch %d agrees, transcript %s".formatted(summary.batch(), summary.transcriptHash());
          case Verdict.Disagrees wrong ->
              "the transcript DISAGREES in step %s at line %d"
                  .formatted(wrong.step().text(), wrong.line());
        };
    this.said
        .computeIfAbsent(
            previous.isPresent() ? Files.readString(previous.get()) : "", _ -> new TreeMap<>())
        .put(Files.readString(file), said);
    return new Run(said.contains("DISAGREES") ? 1 : 0, said, "");
  }

  /** The transcript before, as far as the header says of which batch it is. */
  Optional<Path> previous(List<String> lines) throws IOException {
    try {
      long batch = new TamperedTranscript(lines).line("header").path("batch").asLong(0);
      return batch > 1 ? Optional.of(write(batches.transcript(batch - 1))) : Optional.empty();
    } catch (RuntimeException noHeader) {
      return Optional.empty();
    }
  }

  Run verifyFile(String text) throws IOException {
    files++;
    return verifyFile(
        Files.writeString(folder.resolve("transcript-" + files + ".jsonl"), text),
        Optional.empty());
  }

  /** All options a distrustful user gives, one of them replaced. */
  String[] with(String option, String value, Path file) {
    Deployment deployment = devnet.world().deployment();
    List<String> all =
        new ArrayList<>(
            List.of(
                "--rpc",
                chain(),
                "--settlement",
                deployment.settlement().toString(),
                "--native-token",
                deployment.nativeToken().toString(),
                "--receipt-signer",
                DevKeys.signer("receipt").address().toString(),
                "--v2-factory",
                deployment.uniswapV2().factory().toString(),
                "--v3-factory",
                deployment.uniswapV3().factory().toString(),
                file.toString()));
    all.set(all.indexOf(option) + 1, value);
    return all.toArray(String[]::new);
  }

  Run verify(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--rpc", chain()));
    all.addAll(Arrays.asList(arguments));
    return run(all.toArray(String[]::new));
  }

  static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new VerifyCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  @Override
  public void close() {
    node.close();
    remembered.close();
  }
}
