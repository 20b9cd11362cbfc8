package io.fairlead.devnet.bench.gpv2;

import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.devnet.bench.arena.Order;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * What an owner signs for GPv2: EIP-712, domain {@code Gnosis Protocol} version {@code v2}. Always
 * a sell order, all or nothing, of plain ERC-20 balances, to the owner, without app data and fee.
 */
final class Gpv2Order {
  private static final Bytes32 TYPE =
      text(
          "Order(address sellToken,address buyToken,address receiver,uint256 sellAmount,uint256 buyAmount,"
              + "uint32 validTo,bytes32 appData,uint256 feeAmount,string kind,bool partiallyFillable,"
              + "string sellTokenBalance,string buyTokenBalance)");
  private static final Bytes32 DOMAIN =
      text("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final Bytes32 SELL = text("sell");
  private static final Bytes32 ERC20 = text("erc20");
  private static final byte[] PREFIX = {0x19, 0x01};

  private Gpv2Order() {}

  static Bytes32 domainSeparator(long chainId, Address settlement) {
    return hash(
        new AbiWriter()
            .word(DOMAIN)
            .word(text("Gnosis Protocol"))
            .word(text("v2"))
            .uint(chainId)
            .address(settlement));
  }

  static Bytes32 digest(Bytes32 domainSeparator, Order order, Address sellToken, Address buyToken) {
    Bytes32 struct =
        hash(
            new AbiWriter()
                .word(TYPE)
                .address(sellToken)
                .address(buyToken)
                .address(Address.ZERO)
                .uint(order.sold(), 256)
                .uint(order.limit(), 256)
                .uint(order.validTo())
                .word(Bytes32.ZERO)
                .uint(BigInteger.ZERO, 256)
                .word(SELL)
                .bool(false)
                .word(ERC20)
                .word(ERC20));
    return Keccak.hash(PREFIX, domainSeparator.bytes(), struct.bytes());
  }

  private static Bytes32 hash(AbiWriter words) {
    return Keccak.hash(words.toBytes().bytes());
  }

  private static Bytes32 text(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
