package io.fairlead.devnet.transaction;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does, unsigned.
 *
 * @param type 0 (legacy with a chain id, EIP-155), 1 (EIP-2930) or 2 (EIP-1559)
 * @param maxTip wei per gas; the gas price for types 0 and 1
 * @param maxFee wei per gas; the gas price for types 0 and 1
 * @param to called account; null creates a contract
 * @param value wei
 * @param accessList addresses and slots warmed in advance; empty for type 0
 */
public record TransactionBody(
    int type,
    long chainId,
    long nonce,
    BigInteger maxTip,
    BigInteger maxFee,
    long gasLimit,
    @Nullable Address to,
    BigInteger value,
    Bytes data,
    List<Access> accessList) {

  /** Storage slots of a contract. */
  public record Access(Address address, List<Bytes32> slots) {
    /** Copies the slots. */
    public Access {
      slots = List.copyOf(slots);
    }
  }

  /** Copies the access list. */
  public TransactionBody {
    accessList = List.copyOf(accessList);
    if (type < 0 || type > 2) {
      throw new IllegalArgumentException("transaction type " + type + " is not supported");
    }
  }

  /** A transaction of type 2. */
  public static TransactionBody call(
      long chainId,
      long nonce,
      BigInteger maxTip,
      BigInteger maxFee,
      long gasLimit,
      @Nullable Address to,
      Bytes data) {
    return new TransactionBody(
        2, chainId, nonce, maxTip, maxFee, gasLimit, to, BigInteger.ZERO, data, List.of());
  }

  /** What the sender signs. */
  public Bytes32 signingHash() {
    List<RlpItem> fields = fields();
    if (type == 0) {
      fields.addAll(List.of(RlpItem.of(chainId), RlpItem.of(0), RlpItem.of(0)));
    }
    return Keccak.hash(envelope(fields));
  }

  /** The signed transaction. */
  public EthTransaction sign(Signer signer) {
    byte[] signature = signer.sign(signingHash()).bytes();
    return signed(
        signature[Signature.SIZE - 1] == 28,
        new BigInteger(1, Arrays.copyOfRange(signature, 0, 32)),
        new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)),
        signer.address());
  }

  EthTransaction signed(boolean odd, BigInteger r, BigInteger s, Address sender) {
    List<RlpItem> fields = fields();
    BigInteger v =
        type == 0
            ? BigInteger.valueOf(chainId).shiftLeft(1).add(BigInteger.valueOf(odd ? 36 : 35))
            : BigInteger.valueOf(odd ? 1 : 0);
    fields.addAll(List.of(RlpItem.of(v), RlpItem.of(r), RlpItem.of(s)));
    Bytes raw = Bytes.of(envelope(fields));
    return new EthTransaction(this, sender, Keccak.hash(raw.bytes()), raw);
  }

  private byte[] envelope(List<RlpItem> fields) {
    byte[] payload = Rlp.encode(RlpItem.list(fields));
    if (type == 0) {
      return payload;
    }
    byte[] result = new byte[payload.length + 1];
    result[0] = (byte) type;
    System.arraycopy(payload, 0, result, 1, payload.length);
    return result;
  }

  private List<RlpItem> fields() {
    List<RlpItem> fields = new ArrayList<>();
    if (type > 0) {
      fields.add(RlpItem.of(chainId));
    }
    fields.add(RlpItem.of(nonce));
    if (type == 2) {
      fields.add(RlpItem.of(maxTip));
    }
    fields.add(RlpItem.of(maxFee));
    fields.add(RlpItem.of(gasLimit));
    fields.add(to == null ? RlpItem.of(Bytes.EMPTY) : RlpItem.of(to));
    fields.add(RlpItem.of(value));
    fields.add(RlpItem.of(data));
    if (type > 0) {
      fields.add(RlpItem.list(accessList.stream().map(TransactionBody::item).toList()));
    }
    return fields;
  }

  private static RlpItem item(Access access) {
    List<RlpItem> slots = access.slots().stream().map(RlpItem::of).toList();
    return RlpItem.list(List.of(RlpItem.of(access.address()), RlpItem.list(slots)));
  }
}
