package io.fairlead.devnet.transaction;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;

/** A value in recursive length prefix encoding: bytes, or a list of values. */
sealed interface RlpItem {
  /** A string of bytes. */
  record Text(Bytes value) implements RlpItem {}

  /** A list. */
  record Sequence(List<RlpItem> items) implements RlpItem {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  static RlpItem of(Bytes value) {
    return new Text(value);
  }

  static RlpItem of(Address value) {
    return new Text(Bytes.of(value.bytes()));
  }

  static RlpItem of(Bytes32 value) {
    return new Text(Bytes.of(value.bytes()));
  }

  static RlpItem of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /** A number without leading zeros; zero is no bytes. */
  static RlpItem of(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int skip = bytes[0] == 0 ? 1 : 0;
    return new Text(Bytes.of(java.util.Arrays.copyOfRange(bytes, skip, bytes.length)));
  }

  static RlpItem list(List<RlpItem> items) {
    return new Sequence(items);
  }
}
