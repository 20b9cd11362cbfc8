package io.fairlead.devnet.builder;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Hex;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header {@code X-Flashbots-Signature: address:signature}, made over the bytes of the body as
 * they were sent: a personal message (EIP-191) of the hash's text.
 */
final class SignedBody {
  static final String HEADER = "X-Flashbots-Signature";

  private final SignatureRecovery recovery = SignatureRecovery.best();

  /** Who signed; empty if the header is not a signature of this body by the account it names. */
  Optional<Address> signer(String header, byte[] body) {
    int colon = header.indexOf(':');
    if (colon < 0 || header.length() > 200) {
      return Optional.empty();
    }
    try {
      Address named = Address.parse(header.substring(0, colon));
      byte[] bytes = Hex.decode(header.substring(colon + 1));
      if (bytes.length == Signature.SIZE && (bytes[64] == 0 || bytes[64] == 1)) {
        bytes[64] = (byte) (bytes[64] + 27);
      }
      return recovery.recover(digest(body), Signature.of(bytes)).filter(named::equals);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is signed for a body. */
  static Bytes32 digest(byte[] body) {
    String text = Keccak.hash(body).toString();
    String message = "\u0019Ethereum Signed Message:\n" + text.length() + text;
    return Keccak.hash(message.getBytes(StandardCharsets.UTF_8));
  }
}
