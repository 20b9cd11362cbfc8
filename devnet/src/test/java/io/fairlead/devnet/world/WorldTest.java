package io.fairlead.devnet.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.scenario.OnceScenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole system: real processes, a real chain, wallets on the public JSON-RPC. */
final class WorldTest {
  @Test
  void everyIntentOfTheScenarioEndsAsItMust() throws IOException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "worlds")), "once");
    Settings settings =
        new Settings(
            ChainKind.ANVIL,
            Settings.Ports.FREE,
            1_000,
            OnceScenario.WALLETS,
            List.of("bestpath", "batch"),
            directory);
    try (PrintStream file =
            new PrintStream(directory.resolve("console.log").toFile(), StandardCharsets.UTF_8);
        World world = World.start(settings, file::println)) {
      boolean passed =
          OnceScenario.run(
              world.relayUrl(),
              world.deployment(),
              world.wallets(),
              world.chain().rpc(),
              new Console(file, false));
      assertThat(passed).as("see console.log in %s", directory).isTrue();
    }
  }
}
