package io.fairlead.devnet.deploy;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import java.nio.charset.StandardCharsets;

/**
 * DEVNET ONLY: keys anybody can compute from this source. What an account of such a key owns on a
 * public chain is lost at once.
 */
public final class DevKeys {
  private DevKeys() {}

  /** Sets everything up and owns the contracts. */
  public static LocalSigner deployer() {
    return signer("deployer");
  }

  /** The private key of a role, for key files of a devnet. */
  public static Bytes32 key(String role) {
    return Keccak.hash(
        ("Fairlead devnet, worthless key of " + role).getBytes(StandardCharsets.UTF_8));
  }

  /** The account of a role. */
  public static LocalSigner signer(String role) {
    return LocalSigner.of(key(role));
  }

  /** The account of a wallet, from 0. */
  public static LocalSigner wallet(int index) {
    return signer("wallet " + index);
  }
}
