package io.fairlead.chain.deploy;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;

/** Call data for tokens. Amounts in wei of the token. */
public final class Erc20Calls {
  private static final AbiFunction TRANSFER = AbiFunction.of("transfer(address,uint256)");
  private static final AbiFunction APPROVE = AbiFunction.of("approve(address,uint256)");
  private static final AbiFunction MINT = AbiFunction.of("mint(address,uint256)");
  private static final AbiFunction DEPOSIT = AbiFunction.of("deposit()");

  private Erc20Calls() {}

  /** {@code transfer(to, amount)}. */
  public static Bytes transfer(Address to, BigInteger amount) {
    return TRANSFER.encode(arguments -> arguments.address(to).uint(amount, 256));
  }

  /** {@code approve(spender, amount)}. */
  public static Bytes approve(Address spender, BigInteger amount) {
    return APPROVE.encode(arguments -> arguments.address(spender).uint(amount, 256));
  }

  /** {@code mint(to, amount)} of a development token. */
  public static Bytes mint(Address to, BigInteger amount) {
    return MINT.encode(arguments -> arguments.address(to).uint(amount, 256));
  }

  /** {@code deposit()} of wrapped native currency; the value sent is the amount. */
  public static Bytes deposit() {
    return DEPOSIT.selector();
  }
}
