package io.fairlead.solver.command;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.KeyFileException;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.solver.dialout.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of a solver that connects to a node. */
final class DialOutOptions {
  private static final String PATH = "/solver";

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = {
        "Connect to this node (ws://, wss://) instead of listening;",
        "without a path, /solver is meant. Needs --name and --key-file."
      },
      required = true)
  private String node = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name the node has this solver under.",
      required = true)
  private String name = "";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Key of the solver's account: 0x and 64 hex digits.",
      required = true)
  private Path keyFile = Path.of("");

  @Option(
      names = "--node-account",
      paramLabel = "ADDRESS",
      description = {
        "The account the node must name, its receipt signer: then a node in",
        "between cannot use the login for itself. Recommended."
      })
  private @Nullable String nodeAccount;

  /**
   * Notices what is wrong before anything is started.
   *
   * @throws ParameterException naming the option at fault
   */
  void check(CommandLine line) {
    URI at = url(line);
    Credentials who = credentials(line);
    if (at.getHost().isEmpty() || who.solver().isBlank()) {
      throw new ParameterException(line, "--name must not be blank");
    }
  }

  /**
   * Where to connect.
   *
   * @throws ParameterException if it is no such URL
   */
  URI url(CommandLine line) {
    try {
      URI given = new URI(node);
      boolean plain = "ws".equals(given.getScheme()) || "http".equals(given.getScheme());
      if (given.getHost() == null
          || given.getUserInfo() != null
          || !(plain || "wss".equals(given.getScheme()) || "https".equals(given.getScheme()))) {
        throw new ParameterException(line, "--node must be ws://HOST[:PORT] or wss://…");
      }
      String path = given.getPath();
      return new URI(
          plain ? "ws" : "wss",
          null,
          given.getHost(),
          given.getPort(),
          path == null || path.isEmpty() || "/".equals(path) ? PATH : path,
          given.getQuery(),
          null);
    } catch (URISyntaxException e) {
      throw new ParameterException(line, "--node must be ws://HOST[:PORT] or wss://…", e);
    }
  }

  /**
   * Who logs in.
   *
   * @throws ParameterException naming the option at fault
   */
  Credentials credentials(CommandLine line) {
    Optional<Address> account;
    try {
      account = Optional.ofNullable(nodeAccount).map(Address::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          line, "--node-account must be an address: 0x and 40 hex digits", e);
    }
    try {
      return new Credentials(name, LocalSigner.read(keyFile), account);
    } catch (KeyFileException e) {
      throw new ParameterException(line, "--key-file: " + e.getMessage(), e);
    }
  }
}
