package io.fairlead.chain.submit;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The header by which builders know a sender: {@code address:signature}, an EIP-191 personal
 * signature of the text {@code 0x} + hex(keccak256(body)), over the body's bytes as they are sent.
 */
final class FlashbotsSignature {
  static final String HEADER = "X-Flashbots-Signature";

  private final Signer signer;

  FlashbotsSignature(Signer signer) {
    this.signer = signer;
  }

  Map<String, String> headers(byte[] body) {
    Signature signature = signer.sign(digest(body));
    return Map.of(HEADER, signer.address() + ":" + signature);
  }

  /** What is signed for {@code body}. */
  static Bytes32 digest(byte[] body) {
    byte[] text = Keccak.hash(body).toString().getBytes(StandardCharsets.US_ASCII);
    byte[] prefix =
        ("\u0019Ethereum Signed Message:\n" + text.length).getBytes(StandardCharsets.US_ASCII);
    return Keccak.hash(prefix, text);
  }
}
