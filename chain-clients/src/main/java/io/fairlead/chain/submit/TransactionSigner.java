package io.fairlead.chain.submit;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;
import java.util.Arrays;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/** Signs EIP-1559 transactions; the key stays in its {@link Signer}. Thread safe. */
public final class TransactionSigner {
  private final Signer signer;

  /** Signs with {@code signer}. */
  public TransactionSigner(Signer signer) {
    this.signer = signer;
  }

  /** The account transactions come from. */
  public Address address() {
    return signer.address();
  }

  /** Signs {@code fields}; the same fields give the same transaction. */
  public SignedTransaction sign(TransactionFields fields) {
    Address to = fields.to();
    RawTransaction transaction =
        RawTransaction.createTransaction(
            fields.chainId(),
            BigInteger.valueOf(fields.nonce()),
            BigInteger.valueOf(fields.gasLimit()),
            to == null ? "" : to.toString(),
            fields.value(),
            fields.data().toString(),
            fields.maxPriorityFeePerGas(),
            fields.maxFeePerGas());
    Signature signature = signer.sign(Keccak.hash(TransactionEncoder.encode(transaction)));
    byte[] rsv = signature.bytes();
    byte[] raw =
        TransactionEncoder.encode(
            transaction,
            new Sign.SignatureData(
                rsv[64], Arrays.copyOfRange(rsv, 0, 32), Arrays.copyOfRange(rsv, 32, 64)));
    return new SignedTransaction(Keccak.hash(raw), fields.nonce(), Bytes.of(raw));
  }
}
