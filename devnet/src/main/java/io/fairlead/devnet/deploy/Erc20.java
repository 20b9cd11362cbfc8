package io.fairlead.devnet.deploy;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;

/** Calls of tokens. */
public final class Erc20 {
  /** The largest allowance, which most tokens never reduce. */
  public static final BigInteger UNLIMITED = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private static final AbiFunction APPROVE = AbiFunction.of("approve(address,uint256)");
  private static final AbiFunction TRANSFER = AbiFunction.of("transfer(address,uint256)");
  private static final AbiFunction MINT = AbiFunction.of("mint(address,uint256)");
  private static final AbiFunction BALANCE = AbiFunction.of("balanceOf(address)");
  private static final AbiFunction DEPOSIT = AbiFunction.of("deposit()");

  private Erc20() {}

  /** Lets {@code spender} take tokens of the caller. */
  public static Bytes approve(Address spender, BigInteger amount) {
    return APPROVE.encode(call -> call.address(spender).uint(amount, 256));
  }

  /** Sends tokens of the caller. */
  public static Bytes transfer(Address to, BigInteger amount) {
    return TRANSFER.encode(call -> call.address(to).uint(amount, 256));
  }

  /** How much an account has. */
  public static Bytes balanceOf(Address account) {
    return BALANCE.encode(call -> call.address(account));
  }

  /** Makes tokens of a {@code DevToken}, for its owner only, or of a {@code PlainToken}. */
  public static Bytes mint(Address to, BigInteger amount) {
    return MINT.encode(call -> call.address(to).uint(amount, 256));
  }

  static Bytes deposit() {
    return DEPOSIT.encode(call -> {});
  }
}
