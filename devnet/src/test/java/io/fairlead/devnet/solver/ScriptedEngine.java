package io.fairlead.devnet.solver;

import io.fairlead.devnet.world.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A guest's engine in JavaScript, in a process of its own. */
final class ScriptedEngine {
  private ScriptedEngine() {}

  /**
   * Starts it with the guest's key and returns when it is ready.
   *
   * @param folder of the world that invited the guest; its log is written there too
   */
  static Process start(Path script, Settings.Guest guest, Path folder, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("node", script.toString()));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .put(
            "FAIRLEAD_SOLVER_KEY",
            Files.readString(folder.resolve("keys").resolve(guest.role() + ".key")).strip());
    Path log = log(guest, folder);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.readString(log).contains("ready"));
    return process;
  }

  /** What it writes. */
  static Path log(Settings.Guest guest, Path folder) {
    return folder.resolve("engine-" + guest.name() + ".log");
  }
}
