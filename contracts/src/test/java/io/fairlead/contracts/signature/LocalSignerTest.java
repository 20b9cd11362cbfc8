package io.fairlead.contracts.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalSignerTest {
  /** First account of the mnemonic "test test ... junk" every development chain uses. */
  @Test
  void knowsAPublicDevelopmentKey() {
    LocalSigner signer =
        LocalSigner.of(
            Bytes32.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
    assertThat(signer.address()).hasToString("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  }

  @Test
  void nativeAndJavaSignAlikeAndRecover() {
    RandomValues.forAll(
        100,
        random -> {
          BigInteger key = new BigInteger(1, random.array(32)).mod(Curve.ORDER);
          Bytes32 digest = random.bytes32();
          LocalSigner fast = new LocalSigner(key, NativeLibrary.load());
          LocalSigner slow = new LocalSigner(key, Optional.empty());
          Signature signature = fast.sign(digest);
          assertThat(slow.sign(digest)).isEqualTo(signature);
          assertThat(new BouncyCastleRecovery().recover(digest, signature))
              .contains(slow.address());
          assertThat(new NativeRecovery().recover(digest, signature)).contains(slow.address());
        });
  }
}
