package io.fairlead.devnet.bench.uniswapx;

import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.devnet.bench.arena.Order;
import java.math.BigInteger;
import java.util.List;

/**
 * The parts every kind of order has: who, until when, and one output which does not decay and goes
 * to the owner.
 *
 * @param nonce Permit2's
 */
record Terms(Address reactor, Address sellToken, Address buyToken, BigInteger nonce) {
  static final String INFO_DEFINITION =
      "OrderInfo(address reactor,address swapper,uint256 nonce,uint256 deadline,"
          + "address additionalValidationContract,bytes additionalValidationData)";
  static final String OUTPUT_DEFINITION =
      "DutchOutput(address token,uint256 startAmount,uint256 endAmount,address recipient)";

  private static final Bytes32 INFO_TYPE = Permit2Digest.text(INFO_DEFINITION);
  private static final Bytes32 OUTPUT_TYPE = Permit2Digest.text(OUTPUT_DEFINITION);

  Bytes32 infoHash(Order order) {
    return Permit2Digest.hash(
        new AbiWriter()
            .word(INFO_TYPE)
            .address(reactor)
            .address(order.owner().address())
            .uint(nonce, 256)
            .uint(order.validTo())
            .address(Address.ZERO)
            .word(Keccak.hash(new byte[0])));
  }

  void writeInfo(AbiWriter struct, Order order) {
    struct.tuple(info ->
        info.address(reactor)
            .address(order.owner().address())
            .uint(nonce, 256)
            .uint(order.validTo())
            .address(Address.ZERO)
            .bytes(Bytes.EMPTY));
  }

  Bytes32 outputsHash(Order order) {
    AbiWriter output = new AbiWriter().word(OUTPUT_TYPE);
    writeOutput(output, order);
    return Keccak.hash(Permit2Digest.hash(output).bytes());
  }

  void writeOutputs(AbiWriter struct, Order order) {
    struct.array(List.of(order), this::writeOutput);
  }

  private void writeOutput(AbiWriter output, Order order) {
    output
        .address(buyToken)
        .uint(order.bought(), 256)
        .uint(order.bought(), 256)
        .address(order.owner().address());
  }
}
