package io.fairlead.contracts.abi;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Keccak;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/** A function of a contract, by its signature text. Immutable. */
public final class AbiFunction {
  private static final int SELECTOR = 4;

  private final String signature;
  private final byte[] selector;

  private AbiFunction(String signature) {
    this.signature = signature;
    byte[] hash = Keccak.hash(signature.getBytes(StandardCharsets.UTF_8)).bytes();
    this.selector = Arrays.copyOf(hash, SELECTOR);
  }

  /**
   * A function by its signature.
   *
   * @param signature canonical, for example {@code transfer(address,uint256)}: no blanks, no names,
   *     {@code uint256} in full, structs as tuples, enums as {@code uint8}
   */
  public static AbiFunction of(String signature) {
    return new AbiFunction(signature);
  }

  /** The canonical signature. */
  public String signature() {
    return signature;
  }

  /** The first four bytes of the signature's hash. */
  public Bytes selector() {
    return Bytes.of(selector);
  }

  /** Selector and arguments; {@code arguments} writes them in order. */
  public Bytes encode(Consumer<AbiWriter> arguments) {
    AbiWriter writer = new AbiWriter();
    arguments.accept(writer);
    byte[] encoded = writer.toArray();
    return Bytes.of(
        ByteBuffer.allocate(SELECTOR + encoded.length).put(selector).put(encoded).array());
  }

  /**
   * Reads call data of this function.
   *
   * @param arguments reads every argument, in order
   * @throws AbiException if the selector is another, or the rest is not these arguments
   */
  public <T> T decode(Bytes callData, Function<AbiReader, T> arguments) {
    byte[] data = callData.bytes();
    if (data.length < SELECTOR || !Arrays.equals(data, 0, SELECTOR, selector, 0, SELECTOR)) {
      throw new AbiException("not a call of this function");
    }
    return AbiReader.read(data, SELECTOR, arguments);
  }

  @Override
  public String toString() {
    return signature;
  }
}
