package io.fairlead.chain.submit;

import io.fairlead.chain.submit.RawTransactionException.Problem;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.transaction.type.ITransaction;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.crypto.transaction.type.Transaction2930;
import org.web3j.crypto.transaction.type.Transaction7702;
import org.web3j.utils.Numeric;

/**
 * Reads signed transactions of anybody: legacy ones with a chain id and those of types 1, 2 and 4.
 * The library which takes them apart forgives much, so only bytes which it would write itself are
 * accepted. Thread safe.
 */
public final class RawTransactionReader {
  /** Longest accepted transaction in bytes, as in Ethereum's own pools. */
  public static final int MAX_SIZE = 128 * 1024;

  private final SignatureRecovery recovery = SignatureRecovery.best();

  /**
   * Reads a transaction.
   *
   * @throws RawTransactionException if it cannot be read, saying why
   */
  public DecodedTransaction read(Bytes raw) {
    byte[] data = raw.bytes();
    if (data.length == 0 || data.length > MAX_SIZE) {
      throw new RawTransactionException(
          Problem.SIZE, "a transaction has 1 to " + MAX_SIZE + " bytes");
    }
    int first = data[0] & 0xff;
    int type = first >= 0xc0 ? 0 : first;
    if (first == 0 || !isSupported(type)) {
      throw new RawTransactionException(
          Problem.UNSUPPORTED_TYPE, "transactions of type " + first + " are not supported");
    }
    try {
      RlpNesting.check(data, type == 0 ? 0 : 1);
      return read(raw, data, type);
    } catch (RawTransactionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RawTransactionException(Problem.MALFORMED, "the transaction is malformed", e);
    }
  }

  /** Blobs (type 3) do not stand in a block, so their transactions cannot be handed on from one. */
  static boolean isSupported(long type) {
    return (type >= 0 && type <= 2) || type == 4;
  }

  private DecodedTransaction read(Bytes raw, byte[] data, int type) {
    if (!(TransactionDecoder.decode(raw.toString()) instanceof SignedRawTransaction signed)) {
      throw new RawTransactionException(Problem.SIGNATURE, "the transaction is not signed");
    }
    Sign.SignatureData signature = signed.getSignatureData();
    if (!Arrays.equals(TransactionEncoder.encode(signed, signature), data)) {
      throw new RawTransactionException(
          Problem.MALFORMED, "the transaction is not in canonical form");
    }
    ITransaction body = signed.getTransaction();
    if (body instanceof Transaction2930 typed) {
      // What stands in the list is sent on unread, but the library would pad or cut wrong lengths.
      typed
          .getAccessList()
          .forEach(entry -> {
            Address.parse(entry.getAddress());
            entry.getStorageKeys().forEach(Bytes32::parse);
          });
    }
    BigInteger v = new BigInteger(1, signature.getV());
    BigInteger fee =
        number(
            body instanceof Transaction1559 dynamic
                ? dynamic.getMaxFeePerGas()
                : body.getGasPrice(),
            256);
    BigInteger tip =
        body instanceof Transaction1559 dynamic
            ? number(dynamic.getMaxPriorityFeePerGas(), 256)
            : fee;
    long chainId = body instanceof Transaction2930 typed ? typed.getChainId() : chainOf(v);
    return new DecodedTransaction(
        Keccak.hash(data),
        type,
        chainId,
        sender(signed, type == 0 ? v.testBit(0) ? 27 : 28 : v.intValueExact(), type, chainId),
        number(body.getNonce(), 63).longValueExact(),
        to(body.getTo()),
        number(body.getValue(), 256),
        Bytes.of(Numeric.hexStringToByteArray(body.getData())),
        number(body.getGasLimit(), 63).longValueExact(),
        fee,
        tip,
        authorizations(body),
        raw);
  }

  /** EIP-7702: at least one, and the transaction creates no contract. */
  private static List<Authorization> authorizations(ITransaction body) {
    if (!(body instanceof Transaction7702 delegating)) {
      return List.of();
    }
    if (delegating.getAuthorizationList().isEmpty() || to(body.getTo()) == null) {
      throw new RawTransactionException(
          Problem.MALFORMED, "a transaction of type 4 has authorizations and calls somebody");
    }
    return delegating.getAuthorizationList().stream()
        .map(one ->
            new Authorization(
                one.getChainId(),
                Address.parse(one.getAddress()),
                one.getNonce(),
                one.getYParity(),
                one.getR(),
                one.getS()))
        .toList();
  }

  private Address sender(SignedRawTransaction signed, int v, int type, long chainId) {
    byte[] message =
        type == 0
            ? TransactionEncoder.encode((RawTransaction) signed, chainId)
            : TransactionEncoder.encode((RawTransaction) signed);
    byte[] rsv = new byte[Signature.SIZE];
    System.arraycopy(Numeric.toBytesPadded(r(signed), 32), 0, rsv, 0, 32);
    System.arraycopy(Numeric.toBytesPadded(s(signed), 32), 0, rsv, 32, 32);
    rsv[Signature.SIZE - 1] = (byte) v;
    return recovery
        .recover(Keccak.hash(message), Signature.of(rsv))
        .orElseThrow(
            () -> new RawTransactionException(Problem.SIGNATURE, "the signature is nobody's"));
  }

  private static BigInteger r(SignedRawTransaction signed) {
    return new BigInteger(1, signed.getSignatureData().getR());
  }

  private static BigInteger s(SignedRawTransaction signed) {
    return new BigInteger(1, signed.getSignatureData().getS());
  }

  /** EIP-155: v is twice the chain id plus 35 or 36. */
  private static long chainOf(BigInteger v) {
    if (v.compareTo(BigInteger.valueOf(37)) < 0) {
      throw new RawTransactionException(Problem.NO_CHAIN, "the transaction names no chain");
    }
    return number(v.subtract(BigInteger.valueOf(35)).shiftRight(1), 62).longValueExact();
  }

  private static BigInteger number(BigInteger value, int bits) {
    if (value.signum() < 0 || value.bitLength() > bits) {
      throw new RawTransactionException(Problem.MALFORMED, "a number is too large");
    }
    return value;
  }

  private static @Nullable Address to(@Nullable String text) {
    return text == null || text.isEmpty() || text.equals("0x") ? null : Address.parse(text);
  }
}
