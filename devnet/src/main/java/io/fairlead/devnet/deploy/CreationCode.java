package io.fairlead.devnet.deploy;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.chain.NodePackages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the creation code of contracts. */
public final class CreationCode {
  private static final Pattern HEX = Pattern.compile("\"(0x[0-9a-fA-F]{2000,})\"");
  private static final String GENERATED = "@uniswap/uniswapx-sdk/dist/cjs/src/contracts/factories/";

  private final NodePackages packages;

  /** Of what these packages hold. */
  public CreationCode(NodePackages packages) {
    this.packages = packages;
  }

  /**
   * Of one of our own contracts, by its name.
   *
   * @throws DeployException if there is none
   */
  public static Bytes ours(String contract) {
    String resource = "/io/fairlead/contracts/artifact/" + contract + ".json";
    try (InputStream in = CreationCode.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new DeployException("the contracts module has no compiled " + contract);
      }
      return read(JsonMapper.shared().readTree(in));
    } catch (IOException e) {
      throw new DeployException("cannot read " + resource, e);
    }
  }

  /**
   * Of a contract in an npm package, by the path of its artifact.
   *
   * @throws DeployException if the package is not installed
   */
  public Bytes of(String path) {
    return read(JsonMapper.shared().readTree(existing(path).toFile()));
  }

  /**
   * Of a contract which npm has only inside a generated program of Uniswap's.
   *
   * @param contract its name, for example {@code Permit2}
   * @throws DeployException if the package is not installed or has no such contract
   */
  public Bytes generated(String contract) {
    Path program = existing(GENERATED + contract + "__factory.js");
    try {
      Matcher matcher = HEX.matcher(Files.readString(program));
      if (!matcher.find()) {
        throw new DeployException("there is no creation code in " + program.getFileName());
      }
      return Bytes.parse(matcher.group(1));
    } catch (IOException e) {
      throw new DeployException("cannot read " + program.getFileName(), e);
    }
  }

  private Path existing(String path) {
    Path file = packages.file(path);
    if (!Files.isRegularFile(file)) {
      throw new DeployException(
          "the npm packages are not complete: there is no "
              + path
              + "; start Fairlead by its launcher");
    }
    return file;
  }

  private static Bytes read(JsonNode artifact) {
    String text = artifact.path("bytecode").asString();
    return Bytes.parse(text.startsWith("0x") ? text : "0x" + text);
  }
}
