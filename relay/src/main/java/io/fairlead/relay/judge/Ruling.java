package io.fairlead.relay.judge;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One document in, one out. */
final class Ruling {
  static final int OK = 0;
  static final int NO_DOCUMENT = 2;

  private Ruling() {}

  /** Prints what {@code rule} makes of {@code input}, or what is wrong with it, never both. */
  static int print(CommandSpec spec, InputStream input, Function<byte[], ObjectNode> rule) {
    try {
      ObjectNode answer = rule.apply(input.readNBytes(Json.MAX_BYTES + 1));
      spec.commandLine()
          .getOut()
          .println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answer));
      spec.commandLine().getOut().flush();
      return OK;
    } catch (JsonFormatException e) {
      return refuse(spec, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return refuse(spec, "standard input cannot be read: " + e.getMessage());
    }
  }

  /** Names in a document are a stranger's; they must not steer the terminal they are shown on. */
  private static int refuse(CommandSpec spec, String problem) {
    spec.commandLine()
        .getErr()
        .println(spec.qualifiedName() + ": " + problem.replaceAll("[^\\p{Graph} ]", "?"));
    spec.commandLine().getErr().flush();
    return NO_DOCUMENT;
  }
}
