package io.fairlead.chain.submit;

import io.fairlead.chain.rpc.Quantity;
import io.fairlead.chain.submit.RawTransactionException.Problem;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.List;
import org.web3j.crypto.AccessListObject;
import org.web3j.crypto.AuthorizationTuple;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;

/** Transactions as a node's JSON-RPC shows them in a block. */
public final class NodeTransaction {
  private NodeTransaction() {}

  /**
   * Puts a transaction's bytes together again and reads them.
   *
   * @throws RawTransactionException if it is of an unsupported type, or the bytes do not have the
   *     shown hash
   */
  public static DecodedTransaction read(JsonNode json, RawTransactionReader reader) {
    DecodedTransaction result = reader.read(bytes(json));
    if (!result.hash().toString().equals(json.path("hash").asString(""))) {
      throw new RawTransactionException(
          Problem.HASH, "the bytes of a transaction do not have the hash the node shows");
    }
    return result;
  }

  private static Bytes bytes(JsonNode json) {
    try {
      long type = json.hasNonNull("type") ? Quantity.readLong(json.get("type")) : 0;
      if (!RawTransactionReader.isSupported(type)) {
        throw new RawTransactionException(
            Problem.UNSUPPORTED_TYPE, "transactions of type " + type + " are not supported");
      }
      BigInteger v = Quantity.read(json.get("v"));
      // The library counts the parity of typed transactions from 27.
      BigInteger counted = type == 0 ? v : v.add(BigInteger.valueOf(27));
      return Bytes.of(
          TransactionEncoder.encode(
              unsigned(json, type),
              new Sign.SignatureData(
                  Numeric.toBytesPadded(counted, (counted.bitLength() + 7) / 8),
                  Numeric.toBytesPadded(Quantity.read(json.get("r")), 32),
                  Numeric.toBytesPadded(Quantity.read(json.get("s")), 32))));
    } catch (RawTransactionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RawTransactionException(
          Problem.MALFORMED, "the node shows a malformed transaction", e);
    }
  }

  private static RawTransaction unsigned(JsonNode json, long type) {
    BigInteger nonce = Quantity.read(json.get("nonce"));
    BigInteger gas = Quantity.read(json.get("gas"));
    String to = json.path("to").asString("");
    BigInteger value = Quantity.read(json.get("value"));
    String data = json.path("input").asString();
    if (type == 0) {
      return RawTransaction.createTransaction(
          nonce, Quantity.read(json.get("gasPrice")), gas, to, value, data);
    }
    long chain = Quantity.readLong(json.get("chainId"));
    List<AccessListObject> access =
        json.path("accessList").valueStream().map(NodeTransaction::access).toList();
    if (type == 1) {
      return RawTransaction.createTransaction(
          chain, nonce, Quantity.read(json.get("gasPrice")), gas, to, value, data, access);
    }
    BigInteger tip = Quantity.read(json.get("maxPriorityFeePerGas"));
    BigInteger fee = Quantity.read(json.get("maxFeePerGas"));
    return type == 2
        ? RawTransaction.createTransaction(chain, nonce, gas, to, value, data, tip, fee, access)
        : RawTransaction.createTransaction(
            chain, nonce, tip, fee, gas, to, value, data, access, authorizations(json));
  }

  private static List<AuthorizationTuple> authorizations(JsonNode json) {
    return json.path("authorizationList")
        .valueStream()
        .map(one ->
            new AuthorizationTuple(
                Quantity.read(one.get("chainId")),
                one.path("address").asString(),
                Quantity.read(one.get("nonce")),
                Quantity.read(one.get("yParity")),
                Quantity.read(one.get("r")),
                Quantity.read(one.get("s"))))
        .toList();
  }

  private static AccessListObject access(JsonNode entry) {
    return new AccessListObject(
        entry.path("address").asString(),
        entry.path("storageKeys").valueStream().map(JsonNode::asString).toList());
  }
}
