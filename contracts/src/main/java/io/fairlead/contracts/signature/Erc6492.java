package io.fairlead.contracts.signature;

import io.fairlead.contracts.abi.AbiException;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signature of an account that may not be deployed yet (ERC-6492).
 *
 * @param factory who deploys it
 * @param factoryCall what the factory is called with
 * @param signature the account's own
 */
public record Erc6492(Address factory, Bytes factoryCall, Bytes signature) {
  private static final byte[] MAGIC = new byte[32];

  static {
    for (int i = 0; i < MAGIC.length; i++) {
      MAGIC[i] = (byte) (i % 2 == 0 ? 0x64 : 0x92);
    }
  }

  /** Whether a signature says that it is of this kind. */
  public static boolean isMarked(Bytes signature) {
    byte[] bytes = signature.bytes();
    int from = bytes.length - MAGIC.length;
    return from >= 0 && Arrays.equals(bytes, from, bytes.length, MAGIC, 0, MAGIC.length);
  }

  /** Unwraps a marked signature; empty if what is before the mark is malformed. */
  public static Optional<Erc6492> unwrap(Bytes signature) {
    byte[] bytes = signature.bytes();
    Bytes wrapped = Bytes.of(Arrays.copyOf(bytes, bytes.length - MAGIC.length));
    try {
      return Optional.of(
          AbiReader.read(wrapped, in -> new Erc6492(in.address(), in.bytes(), in.bytes())));
    } catch (AbiException malformed) {
      return Optional.empty();
    }
  }

  /** The signature as it is submitted. */
  public Bytes wrap() {
    byte[] wrapped =
        new AbiWriter().address(factory).bytes(factoryCall).bytes(signature).toBytes().bytes();
    byte[] marked = Arrays.copyOf(wrapped, wrapped.length + MAGIC.length);
    System.arraycopy(MAGIC, 0, marked, wrapped.length, MAGIC.length);
    return Bytes.of(marked);
  }
}
