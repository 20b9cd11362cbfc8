package io.fairlead.chain.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.chain.Seeded;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import java.math.BigInteger;
import java.security.SignatureException;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.utils.Numeric;

class TransactionSignerTest {
  private static TransactionFields fields(Seeded random) {
    BigInteger tip = random.uint(60);
    return new TransactionFields(
        1 + random.below(100_000),
        random.below(1 << 30),
        random.below(5) == 0 ? null : random.address(),
        random.uint(100),
        random.bytes(300),
        21_000 + random.below(30_000_000),
        tip.add(random.uint(60)),
        tip);
  }

  @Test
  void signsWhatWeb3jSignsWithTheSameKey() {
    Seeded.forAll(
        100,
        random -> {
          var key = random.bytes32();
          TransactionFields fields = fields(random);
          Address to = fields.to();
          RawTransaction same =
              RawTransaction.createTransaction(
                  fields.chainId(),
                  BigInteger.valueOf(fields.nonce()),
                  BigInteger.valueOf(fields.gasLimit()),
                  to == null ? "" : to.toString(),
                  fields.value(),
                  fields.data().toString(),
                  fields.maxPriorityFeePerGas(),
                  fields.maxFeePerGas());
          byte[] expected =
              TransactionEncoder.signMessage(same, Credentials.create(key.toString()));
          SignedTransaction signed = new TransactionSigner(LocalSigner.of(key)).sign(fields);
          assertThat(signed.raw()).isEqualTo(Bytes.of(expected));
          assertThat(signed.hash()).isEqualTo(Keccak.hash(expected));
          assertThat(signed.nonce()).isEqualTo(fields.nonce());
        });
  }

  @Test
  void decodesToItsFieldsAndSender() {
    Seeded.forAll(
        50,
        random -> {
          LocalSigner signer = LocalSigner.of(random.bytes32());
          TransactionFields fields = fields(random);
          SignedTransaction signed = new TransactionSigner(signer).sign(fields);
          SignedRawTransaction decoded =
              (SignedRawTransaction) TransactionDecoder.decode(signed.raw().toString());
          Transaction1559 body = (Transaction1559) decoded.getTransaction();
          assertThat(body.getChainId()).isEqualTo(fields.chainId());
          assertThat(body.getNonce()).isEqualTo(fields.nonce());
          assertThat(body.getGasLimit()).isEqualTo(fields.gasLimit());
          assertThat(body.getValue()).isEqualTo(fields.value());
          assertThat(body.getMaxFeePerGas()).isEqualTo(fields.maxFeePerGas());
          assertThat(body.getMaxPriorityFeePerGas()).isEqualTo(fields.maxPriorityFeePerGas());
          assertThat(Bytes.of(Numeric.hexStringToByteArray(body.getData())))
              .isEqualTo(fields.data());
          try {
            assertThat(decoded.getFrom()).isEqualTo(signer.address().toString());
          } catch (SignatureException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void showsNeitherDataNorBytes() {
    Seeded random = new Seeded(1);
    TransactionFields fields =
        new TransactionFields(
            1,
            2,
            random.address(),
            BigInteger.ZERO,
            Bytes.parse("0xabcdef"),
            21_000,
            BigInteger.ONE,
            BigInteger.ONE);
    assertThat(fields.toString()).doesNotContain("abcdef");
    assertThat(new TransactionSigner(LocalSigner.of(random.bytes32())).sign(fields).toString())
        .doesNotContain("abcdef");
  }

  @Test
  void refusesImpossibleFields() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new TransactionFields(
                1, 0, null, BigInteger.ZERO, Bytes.EMPTY, 1, BigInteger.ONE, BigInteger.TWO));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new TransactionFields(
                1, -1, null, BigInteger.ZERO, Bytes.EMPTY, 1, BigInteger.ONE, BigInteger.ONE));
  }
}
