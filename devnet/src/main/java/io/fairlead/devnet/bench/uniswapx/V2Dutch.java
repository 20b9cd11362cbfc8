package io.fairlead.devnet.bench.uniswapx;

import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Order;
import java.math.BigInteger;
import java.util.List;

/**
 * {@code V2DutchOrder}: a cosigner adds the times of the decay, and here neither a preferred filler
 * nor better amounts.
 */
final class V2Dutch implements OrderKind {
  private static final String DEFINITION =
      "V2DutchOrder(OrderInfo info,address cosigner,address baseInputToken,uint256 baseInputStartAmount,"
          + "uint256 baseInputEndAmount,DutchOutput[] baseOutputs)";
  private static final Bytes32 TYPE =
      Permit2Digest.text(DEFINITION + Terms.OUTPUT_DEFINITION + Terms.INFO_DEFINITION);

  private final Signer cosigner;

  V2Dutch(Signer cosigner) {
    this.cosigner = cosigner;
  }

  @Override
  public String settlement() {
    return "uniswapx-v2dutch";
  }

  @Override
  public String reactor() {
    return "V2DutchOrderReactor";
  }

  @Override
  public String type() {
    return "V2DutchOrder";
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
            .address(cosigner.address())
            .address(terms.sellToken())
            .uint(order.sold(), 256)
            .uint(order.sold(), 256)
            .word(terms.outputsHash(order)));
  }

  @Override
  public void write(AbiWriter struct, Order order, Terms terms) {
    byte[] added = new AbiWriter().tuple(data -> writeAdded(data, order)).toBytes().bytes();
    Bytes32 digest = Keccak.hash(witness(order, terms).bytes(), added);
    terms.writeInfo(struct, order);
    struct
        .address(cosigner.address())
        .address(terms.sellToken())
        .uint(order.sold(), 256)
        .uint(order.sold(), 256);
    terms.writeOutputs(struct, order);
    struct.tuple(data -> writeAdded(data, order)).bytes(Bytes.of(cosigner.sign(digest).bytes()));
  }

  private static void writeAdded(AbiWriter data, Order order) {
    data.uint(order.validFrom())
        .uint(order.validTo())
        .address(Address.ZERO)
        .uint(0)
        .uint(0)
        .array(List.of(BigInteger.ZERO), (to, amount) -> to.uint(amount, 256));
  }
}
