package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Hex;
import java.nio.ByteBuffer;

/**
 * How the solver-engine API names an order: {@code intentHash ‖ owner ‖ validTo}, 56 bytes.
 *
 * @param intentHash EIP-712 digest
 * @param owner who signed
 * @param validTo last second of its window, big-endian uint32
 */
public record IntentUid(Bytes32 intentHash, Address owner, long validTo)
    implements Comparable<IntentUid> {
  /** Length in bytes. */
  public static final int SIZE = Bytes32.SIZE + Address.SIZE + Integer.BYTES;

  /**
   * @throws IllegalArgumentException if {@code validTo} does not fit uint32
   */
  public IntentUid {
    if (validTo < 0 || validTo > Intent.MAX_TIME) {
      throw new IllegalArgumentException("validTo does not fit uint32");
    }
  }

  /** The uid of an intent with the given digest. */
  public static IntentUid of(Bytes32 intentHash, Intent intent) {
    return new IntentUid(intentHash, intent.owner(), intent.validTo());
  }

  /**
   * Reads {@code 0x} and 112 hex digits.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static IntentUid parse(String text) {
    if (text.length() != 2 + 2 * SIZE) {
      throw new IllegalArgumentException("a uid has " + SIZE + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(Hex.decode(text));
    byte[] hash = new byte[Bytes32.SIZE];
    byte[] owner = new byte[Address.SIZE];
    buffer.get(hash).get(owner);
    return new IntentUid(
        Bytes32.of(hash), Address.of(owner), Integer.toUnsignedLong(buffer.getInt()));
  }

  /** By hash, owner, then time: consistent with equals. */
  @Override
  public int compareTo(IntentUid other) {
    int byHash = intentHash.compareTo(other.intentHash);
    if (byHash != 0) {
      return byHash;
    }
    int byOwner = owner.compareTo(other.owner);
    return byOwner != 0 ? byOwner : Long.compare(validTo, other.validTo);
  }

  /** Lower-case {@code 0x} hexadecimal. */
  @Override
  public String toString() {
    return Hex.encode(
        ByteBuffer.allocate(SIZE)
            .put(intentHash.bytes())
            .put(owner.bytes())
            .putInt((int) validTo)
            .array());
  }
}
