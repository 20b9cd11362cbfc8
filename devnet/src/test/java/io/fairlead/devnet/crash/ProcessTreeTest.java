package io.fairlead.devnet.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.devnet.chain.NodePackages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** However a devnet ends, no process and no open port stays behind. */
final class ProcessTreeTest {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  /** Chain, its guard, builder, two solvers and node. */
  private static final int LEAST_CHILDREN = 6;

  /** A process that a signal ends exits with this and the signal's number. */
  private static final int SIGNALLED = 128;

  @Test
  void endsWithATerminateSignal() throws IOException {
    try (Tree tree = Tree.start("term", List.of())) {
      tree.parent.destroy();
      tree.awaitEnd(SIGNALLED + 15);
    }
  }

  @Test
  void endsWhenKilled() throws IOException {
    try (Tree tree = Tree.start("kill", List.of())) {
      tree.parent.destroyForcibly();
      tree.awaitEnd(SIGNALLED + 9);
    }
  }

  /** Ctrl-C interrupts every process of the terminal's foreground group at once. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void endsWhenItsGroupIsInterrupted() throws IOException, InterruptedException {
    // A build in the background ignores interrupts, and children would inherit that.
    try (Tree tree = Tree.start("int", List.of("setsid", "env", "--default-signal=INT"))) {
      Process interrupt = new ProcessBuilder("kill", "-INT", "--", "-" + tree.parent.pid()).start();
      assertThat(interrupt.waitFor()).isZero();
      tree.awaitEnd(SIGNALLED + 2);
    }
  }

  /** A devnet in a process of its own with everything it started. */
  private static final class Tree implements AutoCloseable {
    private final Process parent;
    private final Path log;
    private final List<ProcessHandle> children = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    private Tree(Process parent, Path log) {
      this.parent = parent;
      this.log = log;
    }

    static Tree start(String name, List<String> wrapper) throws IOException {
      Path directory =
          Files.createTempDirectory(Files.createDirectories(Path.of("target", "worlds")), name);
      Path log = directory.resolve("console.log");
      List<String> command = new ArrayList<>(wrapper);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add(
          "-D"
              + NodePackages.HOME_PROPERTY
              + "="
              + System.getProperty(NodePackages.HOME_PROPERTY, "."));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(
          List.of("io.fairlead.devnet.cli.Fairlead", "devnet", "--free-ports", "--quiet-wallets"));
      command.addAll(List.of("--run-dir", directory.resolve("run").toString()));
      Tree tree =
          new Tree(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(log.toFile())
                  .start(),
              log);
      boolean ready = false;
      try {
        tree.awaitReady();
        ready = true;
        return tree;
      } finally {
        if (!ready) {
          tree.close();
        }
      }
    }

    private String console() throws IOException {
      return Files.readString(log, StandardCharsets.UTF_8);
    }

    private void awaitReady() throws IOException {
      await("the devnet is ready")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .failFast("it ended", () -> !parent.isAlive())
          .until(() -> console().contains("ready; end it with"));
      parent.descendants().forEach(children::add);
      Matcher addresses = ADDRESS.matcher(console());
      while (addresses.find()) {
        ports.add(URI.create(addresses.group()).getPort());
      }
      assertThat(children).hasSizeGreaterThanOrEqualTo(LEAST_CHILDREN);
      assertThat(ports).hasSize(5).allMatch(Tree::isOpen);
    }

    void awaitEnd(int status) {
      await("everything ends with its parent")
          .atMost(END_LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() -> {
            assertThat(parent.isAlive()).as("the devnet itself").isFalse();
            assertThat(children.stream().filter(ProcessHandle::isAlive).map(Tree::text)).isEmpty();
          });
      assertThat(parent.exitValue()).isEqualTo(status);
      assertThat(ports).noneMatch(Tree::isOpen);
    }

    private static String text(ProcessHandle process) {
      return process.pid() + " " + process.info().command().orElse("?");
    }

    private static boolean isOpen(int port) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1_000);
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
