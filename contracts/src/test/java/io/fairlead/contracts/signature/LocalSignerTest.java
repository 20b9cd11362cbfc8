package io.fairlead.contracts.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class LocalSignerTest {
  /** First account of the mnemonic "test test ... junk" every development chain uses. */
  @Test
  void knowsAPublicDevelopmentKey() {
    LocalSigner signer =
        LocalSigner.of(
            Bytes32.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
    assertThat(signer.address().toChecksum())
        .isEqualTo("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  }

  /** The signature given in EIP-712 for its own example, by the key keccak256("cow"). */
  @Test
  void signsTheExampleOfEip712() {
    Bytes32 key = Keccak.hash("cow".getBytes(StandardCharsets.US_ASCII));
    Bytes32 digest =
        Bytes32.parse("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
    for (LocalSigner signer : both(key)) {
      assertThat(signer.address().toChecksum())
          .isEqualTo("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
      assertThat(signer.sign(digest))
          .hasToString(
              "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
                  + "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562"
                  + "1c");
    }
  }

  /** Common test vectors of RFC 6979 on secp256k1 with SHA-256. */
  @Test
  void isDeterministicAsRfc6979() throws Exception {
    Bytes32 one = Bytes32.of(BigIntegers.asUnsignedByteArray(32, BigInteger.ONE));
    for (LocalSigner signer : both(one)) {
      assertThat(signer.sign(sha256("Satoshi Nakamoto")).toString())
          .startsWith(
              "0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                  + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5");
      assertThat(
              signer
                  .sign(
                      sha256(
                          "All those moments will be lost in time, like tears in rain. Time to"
                              + " die..."))
                  .toString())
          .startsWith(
              "0x8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b"
                  + "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21");
    }
  }

  @Test
  void nativeAndJavaSignAlikeAndRecover() {
    RandomValues.forAll(
        300,
        random -> {
          Bytes32 digest = random.bytes32();
          List<LocalSigner> signers = both(random.bytes32());
          Signature signature = signers.get(0).sign(digest);
          assertThat(signature.isCanonical()).isTrue();
          assertThat(signers.get(1).sign(digest)).isEqualTo(signature);
          assertThat(new BouncyCastleRecovery().recover(digest, signature))
              .contains(signers.get(0).address());
        });
  }

  @Test
  void signsEveryDigest() {
    Bytes32 largest = Bytes32.parse("0x" + "ff".repeat(32));
    for (Bytes32 digest : List.of(Bytes32.ZERO, largest, word(Curve.ORDER))) {
      List<LocalSigner> signers = both(word(BigInteger.TWO));
      Signature signature = signers.get(0).sign(digest);
      assertThat(signers.get(1).sign(digest)).isEqualTo(signature);
      assertThat(SignatureRecovery.best().recover(digest, signature))
          .contains(signers.get(0).address());
    }
  }

  @Test
  void refusesWhatIsNotAKey() {
    for (BigInteger key : List.of(BigInteger.ZERO, Curve.ORDER, Curve.ORDER.add(BigInteger.ONE))) {
      assertThatIllegalArgumentException().isThrownBy(() -> LocalSigner.of(word(key)));
    }
    assertThat(LocalSigner.of(word(Curve.ORDER.subtract(BigInteger.ONE)))).isNotNull();
  }

  @Test
  void doesNotShowTheKey() {
    Bytes32 key = new RandomValues(5).bytes32();
    assertThat(LocalSigner.of(key).toString())
        .isEqualTo("LocalSigner[" + LocalSigner.of(key).address() + "]");
  }

  private static List<LocalSigner> both(Bytes32 key) {
    BigInteger number = new BigInteger(1, key.bytes());
    return List.of(
        new LocalSigner(number, Optional.of(NativeLibrary.load().orElseThrow())),
        new LocalSigner(number, Optional.empty()));
  }

  private static Bytes32 word(BigInteger value) {
    return Bytes32.of(BigIntegers.asUnsignedByteArray(32, value));
  }

  private static Bytes32 sha256(String text) throws Exception {
    return Bytes32.of(
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
