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
final class CreationCode {
  private static final Pattern HEX = Pattern.compile("\"(0x[0-9a-fA-F]{2000,})\"");

  private final NodePackages packages;

  CreationCode(NodePackages packages) {
    this.packages = packages;
  }

  /** Of one of our own contracts, by its name. */
  static Bytes ours(String contract) {
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

  /** Of a contract in an npm package, by the path of its artifact. */
  Bytes of(String path) {
    return read(JsonMapper.shared().readTree(packages.file(path).toFile()));
  }

  /** Of Permit2, which npm has only inside a generated program. */
  Bytes permit2() {
    Path program =
        packages.file("@uniswap/uniswapx-sdk/dist/cjs/src/contracts/factories/Permit2__factory.js");
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

  private static Bytes read(JsonNode artifact) {
    String text = artifact.path("bytecode").asString();
    return Bytes.parse(text.startsWith("0x") ? text : "0x" + text);
  }
}
