package io.fairlead.devnet.transaction;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads signed transactions of the types 0, 1 and 2. Thread safe. */
public final class TransactionReader {
  /** Longest accepted transaction in bytes, as in Ethereum's own pools. */
  public static final int MAX_SIZE = 128 * 1024;

  private final SignatureRecovery recovery = SignatureRecovery.best();

  /**
   * Reads a transaction's bytes.
   *
   * @throws IllegalArgumentException if they are no transaction of a known type in canonical form,
   *     signed for one chain
   */
  public EthTransaction read(Bytes raw) {
    byte[] data = raw.bytes();
    if (data.length == 0 || data.length > MAX_SIZE) {
      throw new IllegalArgumentException("a transaction has 1 to " + MAX_SIZE + " bytes");
    }
    int first = data[0] & 0xff;
    int type = first >= 0xc0 ? 0 : first;
    if (type > 2 || first == 0) {
      throw new IllegalArgumentException("transaction type " + type + " is not supported");
    }
    EthTransaction result = read(type, new Fields(Rlp.decode(data, type == 0 ? 0 : 1)));
    if (!result.raw().equals(raw)) {
      throw new IllegalArgumentException("the transaction is not in canonical form");
    }
    return result;
  }

  private EthTransaction read(int type, Fields fields) {
    BigInteger chain = type > 0 ? fields.number(8) : BigInteger.ZERO;
    long nonce = fields.number(7).longValue();
    @Nullable BigInteger tip = type == 2 ? fields.number(32) : null;
    BigInteger fee = fields.number(32);
    long gasLimit = fields.number(7).longValue();
    Bytes to = fields.text();
    BigInteger value = fields.number(32);
    Bytes data = fields.text();
    List<TransactionBody.Access> access = type > 0 ? accessList(fields.sequence()) : List.of();
    BigInteger v = fields.number(8);
    BigInteger r = fields.number(32);
    BigInteger s = fields.number(32);
    fields.end();
    boolean odd = v.testBit(0);
    if (type == 0) {
      if (v.compareTo(BigInteger.valueOf(35)) < 0) {
        throw new IllegalArgumentException("the transaction is signed for every chain");
      }
      chain = v.subtract(BigInteger.valueOf(35)).shiftRight(1);
      odd = !odd;
    } else if (v.bitLength() > 1) {
      throw new IllegalArgumentException("wrong signature");
    }
    TransactionBody body =
        new TransactionBody(
            type,
            chain.longValueExact(),
            nonce,
            tip == null ? fee : tip,
            fee,
            gasLimit,
            to.size() == 0 ? null : Address.of(to.bytes()),
            value,
            data,
            access);
    return body.signed(odd, r, s, sender(body, odd, r, s));
  }

  private Address sender(TransactionBody body, boolean odd, BigInteger r, BigInteger s) {
    byte[] signature = new byte[Signature.SIZE];
    put(r, signature, 32);
    put(s, signature, 64);
    signature[Signature.SIZE - 1] = (byte) (odd ? 28 : 27);
    return recovery
        .recover(body.signingHash(), Signature.of(signature))
        .orElseThrow(() -> new IllegalArgumentException("wrong signature"));
  }

  private static void put(BigInteger value, byte[] to, int end) {
    byte[] bytes = value.toByteArray();
    int skip = bytes.length > 32 ? bytes.length - 32 : 0;
    System.arraycopy(bytes, skip, to, end - (bytes.length - skip), bytes.length - skip);
  }

  private static List<TransactionBody.Access> accessList(List<RlpItem> items) {
    List<TransactionBody.Access> result = new ArrayList<>();
    for (RlpItem item : items) {
      Fields entry = new Fields(item);
      Address address = Address.of(entry.text().bytes());
      List<Bytes32> slots = new ArrayList<>();
      for (RlpItem slot : entry.sequence()) {
        if (!(slot instanceof RlpItem.Text(Bytes value))) {
          throw new IllegalArgumentException("a slot is a list");
        }
        slots.add(Bytes32.of(value.bytes()));
      }
      entry.end();
      result.add(new TransactionBody.Access(address, slots));
    }
    return result;
  }

  /** Members of a list, one after another. */
  private static final class Fields {
    private final Deque<RlpItem> items;

    Fields(RlpItem item) {
      if (!(item instanceof RlpItem.Sequence(List<RlpItem> members))) {
        throw new IllegalArgumentException("a list is expected");
      }
      items = new ArrayDeque<>(members);
    }

    Bytes text() {
      if (items.poll() instanceof RlpItem.Text(Bytes value)) {
        return value;
      }
      throw new IllegalArgumentException("a field is missing or a list");
    }

    List<RlpItem> sequence() {
      if (items.poll() instanceof RlpItem.Sequence(List<RlpItem> members)) {
        return members;
      }
      throw new IllegalArgumentException("a list is missing");
    }

    BigInteger number(int maxBytes) {
      byte[] bytes = text().bytes();
      if (bytes.length > maxBytes || (bytes.length > 0 && bytes[0] == 0)) {
        throw new IllegalArgumentException("a number is too large or has leading zeros");
      }
      return new BigInteger(1, bytes);
    }

    void end() {
      if (!items.isEmpty()) {
        throw new IllegalArgumentException("there are too many fields");
      }
    }
  }
}
