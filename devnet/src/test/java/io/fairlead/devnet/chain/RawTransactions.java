package io.fairlead.devnet.chain;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.Signer;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Transactions of the rarer types, written byte by byte from the EIPs' own definitions, so that no
 * library of ours or others has a say in what they are.
 */
public final class RawTransactions {
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);
  private static final BigInteger FEE = GWEI.multiply(BigInteger.valueOf(500));
  private static final BigInteger TIP = GWEI;
  private static final int BLOB_SIZE = 131_072;

  /** Of the blob of zeros: {@code 0x01} and the end of SHA-256 of its commitment (EIP-4844). */
  private static final Bytes BLOB_HASH =
      Bytes.parse("0x010657f37554c781402a22917dee2f75def7ab966d7b770905398eba3c444014");

  private RawTransactions() {}

  /** A signed tuple {@code [chain_id, address, nonce, y_parity, r, s]} (EIP-7702), as RLP. */
  public static byte[] authorization(Signer authority, long chainId, Address delegate, long nonce) {
    List<byte[]> fields =
        new ArrayList<>(List.of(number(chainId), text(delegate.bytes()), number(nonce)));
    fields.addAll(signature(authority, Keccak.hash(new byte[] {5}, list(fields))));
    return list(fields);
  }

  /** A transaction of type 4 which carries {@code authorizations} and calls {@code to}. */
  public static SignedTransaction setCode(
      Signer sender, long nonce, Address to, Bytes data, byte[]... authorizations) {
    List<byte[]> fields = dynamicFee(nonce, to, data);
    fields.add(list(List.of(authorizations)));
    return signed(4, sender, nonce, fields);
  }

  /** A transaction of type 3 with one blob of zeros, as it goes to a node's pool. */
  public static SignedTransaction blob(Signer sender, long nonce, Address to) {
    List<byte[]> fields = dynamicFee(nonce, to, Bytes.EMPTY);
    fields.add(number(FEE));
    fields.add(list(List.of(text(BLOB_HASH.bytes()))));
    SignedTransaction inBlock = signed(3, sender, nonce, fields);
    byte[] body = inBlock.raw().bytes();
    byte[] infinity = new byte[48];
    infinity[0] = (byte) 0xc0;
    byte[] wrapped =
        list(
            List.of(
                Arrays.copyOfRange(body, 1, body.length),
                list(List.of(text(new byte[BLOB_SIZE]))),
                list(List.of(text(infinity))),
                list(List.of(text(infinity)))));
    return new SignedTransaction(inBlock.hash(), nonce, typed(3, wrapped));
  }

  /** A legacy transaction that is valid on every chain, as before EIP-155. */
  public static SignedTransaction onAnyChain(Signer sender, long nonce, Address to) {
    List<byte[]> fields =
        new ArrayList<>(
            List.of(
                number(nonce),
                number(FEE),
                number(100_000),
                text(to.bytes()),
                number(0),
                text(new byte[0])));
    Signature signature = sender.sign(Keccak.hash(list(fields)));
    fields.add(number(signature.v()));
    fields.add(number(half(signature, 0)));
    fields.add(number(half(signature, 1)));
    byte[] raw = list(fields);
    return new SignedTransaction(Keccak.hash(raw), nonce, Bytes.of(raw));
  }

  private static List<byte[]> dynamicFee(long nonce, Address to, Bytes data) {
    return new ArrayList<>(
        List.of(
            number(DevChain.CHAIN_ID),
            number(nonce),
            number(TIP),
            number(FEE),
            number(300_000),
            text(to.bytes()),
            number(0),
            text(data.bytes()),
            list(List.of())));
  }

  private static SignedTransaction signed(
      int type, Signer sender, long nonce, List<byte[]> fields) {
    List<byte[]> all = new ArrayList<>(fields);
    all.addAll(signature(sender, Keccak.hash(typed(type, list(fields)).bytes())));
    Bytes raw = typed(type, list(all));
    return new SignedTransaction(Keccak.hash(raw.bytes()), nonce, raw);
  }

  private static List<byte[]> signature(Signer signer, Bytes32 digest) {
    Signature signature = signer.sign(digest);
    return List.of(
        number(signature.v() - 27), number(half(signature, 0)), number(half(signature, 1)));
  }

  private static BigInteger half(Signature signature, int which) {
    return new BigInteger(1, Arrays.copyOfRange(signature.bytes(), 32 * which, 32 * which + 32));
  }

  private static Bytes typed(int type, byte[] body) {
    byte[] raw = new byte[1 + body.length];
    raw[0] = (byte) type;
    System.arraycopy(body, 0, raw, 1, body.length);
    return Bytes.of(raw);
  }

  private static byte[] number(long value) {
    return number(BigInteger.valueOf(value));
  }

  /** Big-endian without leading zeros; zero is no bytes. */
  private static byte[] number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return text(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static byte[] text(byte[] bytes) {
    return bytes.length == 1 && bytes[0] >= 0 ? bytes : prefixed(0x80, bytes);
  }

  private static byte[] list(List<byte[]> items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    items.forEach(out::writeBytes);
    return prefixed(0xc0, out.toByteArray());
  }

  private static byte[] prefixed(int kind, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (payload.length <= 55) {
      out.write(kind + payload.length);
    } else {
      byte[] length = BigInteger.valueOf(payload.length).toByteArray();
      int from = length[0] == 0 ? 1 : 0;
      out.write(kind + 55 + length.length - from);
      out.write(length, from, length.length - from);
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }
}
