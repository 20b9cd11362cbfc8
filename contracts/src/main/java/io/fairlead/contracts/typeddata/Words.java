package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** A row of 32-byte words, each right-aligned, as EIP-712 and the ABI lay out static values. */
final class Words {
  private static final int WORD = 32;
  private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);
  private final ByteBuffer buffer;

  Words(int count) {
    this.buffer = ByteBuffer.allocate(count * WORD);
  }

  Words put(byte[] word) {
    buffer.put(word);
    return this;
  }

  Words put(Address address) {
    buffer.position(buffer.position() + WORD - Address.SIZE);
    buffer.put(address.bytes());
    return this;
  }

  Words put(long value) {
    buffer.position(buffer.position() + WORD - Long.BYTES);
    buffer.putLong(value);
    return this;
  }

  Words put(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int skip = bytes.length > WORD ? bytes.length - WORD : 0;
    buffer.position(buffer.position() + WORD - (bytes.length - skip));
    buffer.put(bytes, skip, bytes.length - skip);
    return this;
  }

  /** A number in two's complement. */
  Words putSigned(BigInteger value) {
    return put(value.signum() < 0 ? value.add(TWO_256) : value);
  }

  byte[] bytes() {
    return buffer.array();
  }

  Bytes32 keccak() {
    return Keccak.hash(buffer.array());
  }
}
