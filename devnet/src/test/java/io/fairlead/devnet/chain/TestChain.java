package io.fairlead.devnet.chain;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.chain.submit.TransactionFields;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.rpc.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A chain for one test class, and short ways to use it. */
public final class TestChain implements AutoCloseable {
  public static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);
  public static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final DevChain chain;

  private TestChain(DevChain chain) {
    this.chain = chain;
  }

  public static TestChain start(ChainKind kind) {
    try {
      Path target = Path.of("target", "chains");
      Files.createDirectories(target);
      Path directory = Files.createTempDirectory(target, kind.text());
      return new TestChain(
          DevChain.start(kind, 0, Instant.parse("2026-01-01T00:00:00Z"), directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public DevChain chain() {
    return chain;
  }

  /** An account with a hundred ether. */
  public LocalSigner rich(String role) {
    LocalSigner signer = DevKeys.signer(role);
    chain.setBalance(signer.address(), ETHER.multiply(BigInteger.valueOf(100)));
    return signer;
  }

  public long nonce(Signer signer) {
    return Quantity.parseLong(
        chain.rpc().call("eth_getTransactionCount", signer.address().toString(), "latest"));
  }

  public SignedTransaction transaction(
      Signer from, long nonce, long tipGwei, @Nullable Address to, Bytes data) {
    return transaction(from, nonce, tipGwei, to, data, 300_000);
  }

  public SignedTransaction transaction(
      Signer from, long nonce, long tipGwei, @Nullable Address to, Bytes data, long gasLimit) {
    return new TransactionSigner(from)
        .sign(
            new TransactionFields(
                DevChain.CHAIN_ID,
                nonce,
                to,
                BigInteger.ZERO,
                data,
                gasLimit,
                GWEI.multiply(BigInteger.valueOf(500)),
                GWEI.multiply(BigInteger.valueOf(tipGwei))));
  }

  public void send(SignedTransaction transaction) {
    chain.rpc().call("eth_sendRawTransaction", transaction.raw().toString());
  }

  public JsonNode receipt(SignedTransaction transaction) {
    return chain.rpc().call("eth_getTransactionReceipt", transaction.hash().toString());
  }

  /** Puts runtime code, in hexadecimal without prefix, at an address named by a number. */
  public Address code(int number, String hex) {
    byte[] address = new byte[Address.SIZE];
    address[0] = 0x77;
    address[Address.SIZE - 1] = (byte) number;
    Address at = Address.of(address);
    chain.setCode(at, Bytes.of(HexFormat.of().parseHex(hex)));
    return at;
  }

  public BigInteger storage(Address at, long slot) {
    return new BigInteger(
        chain
            .rpc()
            .call("eth_getStorageAt", at.toString(), Quantity.of(slot), "latest")
            .asString()
            .substring(2),
        16);
  }

  @Override
  public void close() {
    chain.close();
  }
}
