package io.fairlead.devnet.transaction;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.rpc.Quantity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Transactions as a node's JSON-RPC shows them. */
public final class TransactionJson {
  private TransactionJson() {}

  /**
   * Puts the bytes of a transaction together again which a node shows in a block.
   *
   * @throws IllegalArgumentException if it is of another type than 0, 1 and 2, or the bytes do not
   *     have the shown hash
   */
  public static EthTransaction read(JsonNode json) {
    int type = (int) Quantity.parseLong(json.path("type"));
    BigInteger v = Quantity.parse(json.path("v"));
    boolean odd = v.testBit(0) != (type == 0);
    long chainId =
        json.hasNonNull("chainId")
            ? Quantity.parseLong(json.path("chainId"))
            : v.subtract(BigInteger.valueOf(35)).shiftRight(1).longValueExact();
    JsonNode to = json.path("to");
    List<TransactionBody.Access> access = new ArrayList<>();
    for (JsonNode entry : json.path("accessList")) {
      List<Bytes32> slots = new ArrayList<>();
      entry.path("storageKeys").forEach(slot -> slots.add(Bytes32.parse(slot.asString())));
      access.add(
          new TransactionBody.Access(Address.parse(entry.path("address").asString()), slots));
    }
    TransactionBody body =
        new TransactionBody(
            type,
            chainId,
            Quantity.parseLong(json.path("nonce")),
            Quantity.parse(json.path(type == 2 ? "maxPriorityFeePerGas" : "gasPrice")),
            Quantity.parse(json.path(type == 2 ? "maxFeePerGas" : "gasPrice")),
            Quantity.parseLong(json.path("gas")),
            to.isString() ? Address.parse(to.asString()) : null,
            Quantity.parse(json.path("value")),
            Bytes.parse(json.path("input").asString()),
            access);
    EthTransaction result =
        body.signed(
            odd,
            Quantity.parse(json.path("r")),
            Quantity.parse(json.path("s")),
            Address.parse(json.path("from").asString()));
    if (!result.hash().toString().equals(json.path("hash").asString())) {
      throw new IllegalArgumentException("the bytes do not have the shown hash");
    }
    return result;
  }
}
