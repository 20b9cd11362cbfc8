package io.fairlead.devnet.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.chain.NodePackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code fairlead solver --node} as an operator runs it: a process of its own. */
record SolverProcess(Process process, Path log) implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  static SolverProcess start(Path log, String node, String name, Path key) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add(
        "-D"
            + NodePackages.HOME_PROPERTY
            + "="
            + System.getProperty(NodePackages.HOME_PROPERTY, "."));
    // Its own logs, not those of the tests on the class path.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.fairlead.devnet.cli.Fairlead");
    command.addAll(
        List.of(
            "solver",
            "--strategy",
            "bestpath",
            "--node",
            node,
            "--name",
            name,
            "--key-file",
            key.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // The virtual machine says so where it finds this one, in a line of its own.
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return new SolverProcess(builder.start(), log);
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitOutput(String text) {
    Awaitility.await()
        .atMost(LIMIT)
        .failFast("the solver ended", () -> !process.isAlive())
        .until(() -> output().contains(text));
  }

  /** The status it ends with. */
  int exit() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
