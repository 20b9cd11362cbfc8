package io.fairlead.relay.config;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.config.NodeConfig.Anchors;
import io.fairlead.relay.config.NodeConfig.AuctionSettings;
import io.fairlead.relay.config.NodeConfig.BatchSettings;
import io.fairlead.relay.config.NodeConfig.Dex;
import io.fairlead.relay.config.NodeConfig.Keys;
import io.fairlead.relay.config.NodeConfig.Limits;
import io.fairlead.relay.config.NodeConfig.SolverEntry;
import io.fairlead.relay.http.HttpLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@link NodeConfig} from JSON (comments allowed); paths in it are relative to its folder.
 */
public final class NodeConfigReader {
  /** Milliseconds that bids are given to be opened if nothing else is said. */
  private static final long MAX_REVEAL = 300;

  private static final int MAX_BYTES = 1024 * 1024;
  private static final long YEAR = 366L * 86_400;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  private NodeConfigReader() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException naming everything that is wrong
   */
  public static NodeConfig read(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(List.of(file + ": larger than " + MAX_BYTES + " bytes"));
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read"));
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    return parse(bytes, folder == null ? Path.of("/") : folder);
  }

  /**
   * Reads the text of a file.
   *
   * @param folder what relative paths are relative to
   * @throws ConfigException naming everything that is wrong
   */
  public static NodeConfig parse(byte[] json, Path folder) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new ConfigException(List.of("the file is not valid JSON: " + e.getOriginalMessage()));
    }
    List<String> problems = new ArrayList<>();
    NodeConfig config = node(new ConfigObject(root, "", problems), folder);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private static NodeConfig node(ConfigObject at, Path folder) {
    List<Address> tokens = at.addresses("tokens");
    Address nativeToken = at.address("nativeToken");
    if (new HashSet<>(tokens).size() != tokens.size()) {
      at.problem("tokens", "holds an address twice");
    }
    if (!tokens.isEmpty() && !tokens.contains(nativeToken)) {
      at.problem("tokens", "must hold nativeToken");
    }
    ConfigObject listen = at.optionalObject("listen");
    String host = listen.text("host", "127.0.0.1");
    int port = (int) listen.number("port", 0, 65_535, 8_080L);
    listen.end();
    List<URI> builders = at.urls("builders");
    if (at.has("builders") && builders.isEmpty()) {
      at.problem("builders", "must name at least one builder");
    }
    NodeConfig config =
        new NodeConfig(
            at.url("rpcUrl"),
            at.number("chainId", 1, Long.MAX_VALUE, null),
            at.address("settlement"),
            nativeToken,
            tokens,
            dex(at, "uniswapV2"),
            dex(at, "uniswapV3"),
            builders,
            solvers(at),
            host,
            port,
            folder.resolve(at.text("dataDir")),
            keys(at.object("keys"), folder),
            batch(at.optionalObject("batch")),
            auction(at.optionalObject("auction")),
            limits(at.optionalObject("limits")),
            anchors(at),
            at.has("solverRegistry")
                ? Optional.of(at.address("solverRegistry"))
                : Optional.empty());
    at.end();
    return config;
  }

  private static Optional<Dex> dex(ConfigObject at, String name) {
    if (!at.has(name)) {
      return Optional.empty();
    }
    ConfigObject dex = at.object(name);
    Dex read = new Dex(dex.address("factory"), dex.address("router"));
    dex.end();
    return Optional.of(read);
  }

  private static Optional<Anchors> anchors(ConfigObject at) {
    if (!at.has("anchors")) {
      return Optional.empty();
    }
    ConfigObject anchors = at.object("anchors");
    Anchors read = new Anchors(anchors.address("registry"));
    anchors.end();
    return Optional.of(read);
  }

  private static List<SolverEntry> solvers(ConfigObject at) {
    List<SolverEntry> solvers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigObject solver : at.objects("solvers")) {
      String name = solver.text("name");
      if (!names.add(name)) {
        solver.problem("name", "is used twice");
      }
      solvers.add(new SolverEntry(name, solver.url("url"), solver.address("account")));
      solver.end();
    }
    return solvers;
  }

  private static Keys keys(ConfigObject at, Path folder) {
    Keys keys =
        new Keys(
            folder.resolve(at.text("auctioneerFile")),
            folder.resolve(at.text("receiptFile")),
            folder.resolve(at.text("submitterFile")));
    at.end();
    return keys;
  }

  private static BatchSettings batch(ConfigObject at) {
    BatchSettings batch =
        new BatchSettings(
            (int) at.number("everyBlocks", 1, 10_000, 1L),
            Duration.ofMillis(at.number("minIntervalMillis", 0, 86_400_000, 0L)),
            (int) at.number("maxEntries", 2, 100_000, 1_000L));
    at.end();
    return batch;
  }

  private static AuctionSettings auction(ConfigObject at) {
    long solve = at.number("solveMillis", 2, 600_000, 2_000L);
    AuctionSettings auction =
        new AuctionSettings(
            Duration.ofMillis(solve),
            Duration.ofMillis(
                at.number("revealMillis", 1, solve - 1, Math.clamp(solve / 4, 1, MAX_REVEAL))),
            (int) at.number("blocksToLand", 1, 10_000, 3L),
            (int) at.number("maxFallbacks", 0, 100, 2L),
            at.number("maxGas", 21_000, 1_000_000_000, 16_000_000L),
            Duration.ofMillis(at.number("pollMillis", 10, 60_000, 250L)));
    at.end();
    return auction;
  }

  private static Limits limits(ConfigObject at) {
    HttpLimits usual = HttpLimits.DEFAULT;
    Limits limits =
        new Limits(
            (int) at.number("maxOpenIntents", 1, 10_000_000, 100_000L),
            (int) at.number("maxOpenPerOwner", 1, 10_000, 100L),
            Duration.ofSeconds(at.number("maxValiditySeconds", 1, YEAR, 86_400L)),
            new HttpLimits(
                usual.bodyBytes(),
                (int)
                    at.number("requestsPerSecond", 1, 1_000_000, (long) usual.requestsPerSecond()),
                (int) at.number("burst", 1, 10_000_000, (long) usual.burst()),
                (int) at.number("connections", 1, 1_000_000, (long) usual.connections()),
                (int)
                    at.number(
                        "connectionsPerAddress",
                        1,
                        1_000_000,
                        (long) usual.connectionsPerAddress()),
                usual.concurrentRequests(),
                usual.requestsPerConnection(),
                (int)
                    at.number(
                        "subscriptionsPerConnection",
                        1,
                        100_000,
                        (long) usual.subscriptionsPerConnection()),
                usual.pendingBytes(),
                Duration.ofSeconds(at.number("idleSeconds", 5, 86_400, usual.idle().toSeconds())),
                at.bool("trustForwardedFor", usual.trustForwardedFor())));
    at.end();
    return limits;
  }
}
