package io.fairlead.chain.read;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.abi.AbiException;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Token metadata as contracts really return it. */
final class TokenText {
  private static final int MAX_SYMBOL = 32;

  private TokenText() {}

  /** A uint8, in whatever width it was declared. */
  static Optional<Integer> decimals(Bytes returned) {
    try {
      BigInteger value = new ReturnWords(returned).unsigned(0, 8);
      return Optional.of(value.intValueExact());
    } catch (ChainException notDecimals) {
      return Optional.empty();
    }
  }

  /** A string, or the zero-padded bytes32 of older tokens (MKR). */
  static Optional<String> symbol(Bytes returned) {
    byte[] text;
    if (returned.size() == 32) {
      text = returned.bytes();
    } else {
      try {
        text = AbiReader.read(returned, AbiReader::bytes).bytes();
      } catch (AbiException notText) {
        return Optional.empty();
      }
    }
    StringBuilder printable = new StringBuilder();
    new String(text, StandardCharsets.UTF_8)
        .codePoints()
        .filter(c -> c > ' ' && !Character.isISOControl(c) && c != 0xfffd)
        .filter(c ->
            Character.isLetterOrDigit(c)
                || c < 0x7f
                || Character.getType(c) == Character.CURRENCY_SYMBOL)
        .limit(MAX_SYMBOL)
        .forEach(printable::appendCodePoint);
    return printable.isEmpty() ? Optional.empty() : Optional.of(printable.toString());
  }
}
