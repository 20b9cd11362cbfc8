package io.fairlead.devnet.world;

import io.fairlead.devnet.chain.NodePackages;
import io.fairlead.devnet.process.ChildProcess;
import io.fairlead.devnet.process.ParentWatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands of our own program in processes of their own. */
final class JavaProcess {
  private JavaProcess() {}

  /** Starts {@code fairlead COMMAND…} on the same Java and class path as this process. */
  static ChildProcess start(String name, List<String> command, Path logFile) {
    List<String> full = new ArrayList<>();
    full.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    full.add("--enable-native-access=ALL-UNNAMED");
    full.add("--sun-misc-unsafe-memory-access=allow");
    full.add("-XX:+UseSerialGC");
    full.add("-Xmx512m");
    full.add(
        "-D"
            + NodePackages.HOME_PROPERTY
            + "="
            + System.getProperty(NodePackages.HOME_PROPERTY, "."));
    full.add("-cp");
    full.add(System.getProperty("java.class.path"));
    full.add("io.fairlead.devnet.cli.Fairlead");
    full.addAll(command);
    return ChildProcess.start(name, full, Map.of(ParentWatch.VARIABLE, "1"), logFile);
  }
}
