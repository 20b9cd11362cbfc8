package io.fairlead.devnet.world;

import io.fairlead.devnet.deploy.Deployment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The configuration of the node in a devnet. */
final class NodeConfigFile {
  /** Who sends the settlements, by place of the winner. */
  static final List<String> SUBMITTERS =
      List.of("submitter", "submitter-1", "submitter-2", "submitter-3");

  private NodeConfigFile() {}

  /**
   * A solver the node asks; its account receives what settlements leave over.
   *
   * @param url empty if it connects to the node
   */
  record Solver(String name, Optional<String> url, String account) {}

  static void write(
      Path file,
      Deployment deployment,
      String rpcUrl,
      String builderUrl,
      List<Solver> solvers,
      int port,
      Path runDirectory) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("rpcUrl", rpcUrl);
    json.put("chainId", deployment.chainId());
    json.put("settlement", deployment.settlement().toString());
    json.put("nativeToken", deployment.nativeToken().toString());
    ArrayNode tokens = json.putArray("tokens");
    deployment.tokens().forEach(token -> tokens.add(token.address().toString()));
    json.putObject("uniswapV2")
        .put("factory", deployment.uniswapV2().factory().toString())
        .put("router", deployment.uniswapV2().router().toString());
    json.putObject("uniswapV3")
        .put("factory", deployment.uniswapV3().factory().toString())
        .put("router", deployment.uniswapV3().router().toString());
    json.putArray("builders").add(builderUrl);
    ArrayNode list = json.putArray("solvers");
    for (Solver solver : solvers) {
      ObjectNode entry =
          list.addObject().put("name", solver.name()).put("account", solver.account());
      solver
          .url()
          .ifPresentOrElse(url -> entry.put("url", url), () -> entry.put("transport", "dialout"));
    }
    json.putObject("listen").put("host", "127.0.0.1").put("port", port);
    json.put("dataDir", runDirectory.resolve("data").toString());
    ArrayNode submitters =
        json.putObject("keys")
            .put("auctioneerFile", KeyFiles.path(runDirectory, "auctioneer").toString())
            .put("receiptFile", KeyFiles.path(runDirectory, "receipt").toString())
            .putArray("submitterFiles");
    SUBMITTERS.forEach(role -> submitters.add(KeyFiles.path(runDirectory, role).toString()));
    json.put("solverRegistry", deployment.solverRegistry().toString());
    json.putObject("anchors").put("registry", deployment.relayRegistry().toString());
    json.putObject("batch").put("everyBlocks", 2);
    json.putObject("auction")
        .put("solveMillis", 1_500)
        .put("blocksToLand", 10)
        .put("pollMillis", 100);
    // One machine plays every wallet, so what protects a node from one sender would be in the way.
    json.putObject("limits")
        .put("requestsPerSecond", 2_000)
        .put("burst", 10_000)
        .put("subscriptionsPerConnection", 10_000);
    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
  }
}
