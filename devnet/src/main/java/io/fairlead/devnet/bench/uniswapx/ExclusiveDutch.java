package io.fairlead.devnet.bench.uniswapx;

import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.bench.arena.Order;

/** {@code ExclusiveDutchOrder}, open to any filler. */
final class ExclusiveDutch implements OrderKind {
  private static final String DEFINITION =
      "ExclusiveDutchOrder(OrderInfo info,uint256 decayStartTime,uint256 decayEndTime,"
          + "address exclusiveFiller,uint256 exclusivityOverrideBps,address inputToken,"
          + "uint256 inputStartAmount,uint256 inputEndAmount,DutchOutput[] outputs)";
  private static final Bytes32 TYPE =
      Permit2Digest.text(DEFINITION + Terms.OUTPUT_DEFINITION + Terms.INFO_DEFINITION);

  @Override
  public String settlement() {
    return "uniswapx-exclusive";
  }

  @Override
  public String reactor() {
    return "ExclusiveDutchOrderReactor";
  }

  @Override
  public String type() {
    return "ExclusiveDutchOrder";
  }

  @Override
  public String definition() {
    return DEFINITION;
  }

  @Override
  public Bytes32 witness(Order order, Terms terms) {
    return Permit2Digest.hash(
        new AbiWriter()
            .word(TYPE)
            .word(terms.infoHash(order))
            .uint(order.validFrom())
            .uint(order.validTo())
            .address(Address.ZERO)
            .uint(0)
            .address(terms.sellToken())
            .uint(order.sold(), 256)
            .uint(order.sold(), 256)
            .word(terms.outputsHash(order)));
  }

  @Override
  public void write(AbiWriter struct, Order order, Terms terms) {
    terms.writeInfo(struct, order);
    struct
        .uint(order.validFrom())
        .uint(order.validTo())
        .address(Address.ZERO)
        .uint(0)
        .address(terms.sellToken())
        .uint(order.sold(), 256)
        .uint(order.sold(), 256);
    terms.writeOutputs(struct, order);
  }
}
