package io.fairlead.chain.simulate;

import io.fairlead.chain.rpc.ForeignText;
import io.fairlead.contracts.abi.AbiException;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts revert data into words. Immutable. */
public final class RevertReason {
  private static final int SELECTOR = 4;
  private static final Bytes ERROR = Bytes.parse("0x08c379a0");
  private static final Bytes PANIC = Bytes.parse("0x4e487b71");

  private final Map<Bytes, String> names;

  /**
   * Knows the standard errors and these.
   *
   * @param names names of custom errors by their four-byte selector
   */
  public RevertReason(Map<Bytes, String> names) {
    this.names = Map.copyOf(names);
  }

  /**
   * Knows the standard errors and these.
   *
   * @param signatures canonical signatures of custom errors, as {@code AwardUsed(uint256)}
   */
  public static RevertReason ofSignatures(List<String> signatures) {
    Map<Bytes, String> names = new HashMap<>();
    for (String signature : signatures) {
      names.put(
          AbiFunction.of(signature).selector(), signature.substring(0, signature.indexOf('(')));
    }
    return new RevertReason(names);
  }

  /** One short line: the text of {@code require}, or the error's name and first arguments. */
  public String text(Bytes data) {
    if (data.size() == 0) {
      return "reverted without a reason";
    }
    byte[] bytes = data.bytes();
    if (bytes.length < SELECTOR) {
      return "reverted with " + data;
    }
    Bytes selector = Bytes.of(Arrays.copyOf(bytes, SELECTOR));
    Bytes arguments = Bytes.of(Arrays.copyOfRange(bytes, SELECTOR, bytes.length));
    try {
      if (selector.equals(ERROR)) {
        byte[] text = AbiReader.read(arguments, AbiReader::bytes).bytes();
        return ForeignText.clean(new String(text, StandardCharsets.UTF_8));
      }
      if (selector.equals(PANIC)) {
        return panic(AbiReader.read(arguments, reader -> reader.number(31)));
      }
    } catch (AbiException notWhatItsSelectorSays) {
      return "reverted with malformed data";
    }
    String name = names.get(selector);
    return name == null ? "unknown error " + selector : name + words(arguments.bytes());
  }

  /** The first four argument words, zeros in front left out; enough to tell what was meant. */
  private static String words(byte[] arguments) {
    StringBuilder text = new StringBuilder("(");
    for (int at = 0; at + 32 <= arguments.length; at += 32) {
      if (at == 4 * 32) {
        text.append(", ...");
        break;
      }
      text.append(at == 0 ? "" : ", ");
      text.append("0x").append(new BigInteger(1, arguments, at, 32).toString(16));
    }
    return text.append(')').toString();
  }

  private static String panic(long code) {
    String meaning =
        switch ((int) code) {
          case 0x01 -> "assertion failed";
          case 0x11 -> "arithmetic overflow";
          case 0x12 -> "division by zero";
          case 0x21 -> "no such enum value";
          case 0x22 -> "corrupt storage array";
          case 0x31 -> "pop of an empty array";
          case 0x32 -> "array index out of bounds";
          case 0x41 -> "out of memory";
          case 0x51 -> "call of an uninitialised function";
          default -> "unknown code";
        };
    return "panic 0x" + Long.toHexString(code) + ": " + meaning;
  }
}
