package io.fairlead.devnet.chain;

import io.fairlead.devnet.process.ProcessException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The npm packages of this module, as the build installed them. */
public final class NodePackages {
  /** System property with the folder that holds the module folders; the launcher sets it. */
  public static final String HOME_PROPERTY = "fairlead.home";

  private final Path module;
  private final Path modules;

  private NodePackages(Path module, Path modules) {
    this.module = module;
    this.modules = modules;
  }

  /**
   * Those of the installation this process runs from.
   *
   * @throws ProcessException if they are not there
   */
  public static NodePackages installed() {
    Path home = Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath().normalize();
    Path module = home.resolve("devnet");
    Path modules = module.resolve("node_modules");
    if (!Files.isDirectory(modules)) {
      throw new ProcessException(
          "the npm packages are not installed under " + home + "; start Fairlead by its launcher");
    }
    return new NodePackages(module, modules);
  }

  /** A file of a package, for example {@code @uniswap/v2-core/build/UniswapV2Pair.json}. */
  public Path file(String path) {
    return modules.resolve(path);
  }

  /** The folder in which programs of Node find these packages. */
  public Path folder() {
    return module;
  }

  /** The Anvil program for this machine: npm's, else the one on the PATH. */
  Path anvil() {
    String os =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    Path packaged = file("@foundry-rs/anvil-" + os + "-" + arch).resolve("bin").resolve("anvil");
    return Files.isExecutable(packaged) ? packaged : onPath("anvil");
  }

  /** The command which starts Hardhat's command line, without npm's wrapper. */
  List<String> hardhat() {
    return List.of(onPath("node").toString(), file("hardhat/internal/cli/bootstrap.js").toString());
  }

  private static Path onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new ProcessException(program + " is not on the PATH"));
  }
}
