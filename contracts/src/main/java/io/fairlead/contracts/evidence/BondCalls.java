package io.fairlead.contracts.evidence;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/** Call data of what both registries have in common, and of the solver registry. Pure. */
public final class BondCalls {
  private static final AbiFunction DEPOSIT = AbiFunction.of("deposit(address)");
  private static final AbiFunction REQUEST_EXIT = AbiFunction.of("requestExit()");
  private static final AbiFunction CANCEL_EXIT = AbiFunction.of("cancelExit()");
  private static final AbiFunction WITHDRAW = AbiFunction.of("withdraw(address)");
  private static final AbiFunction IS_ACTIVE = AbiFunction.of("isActive(address)");
  private static final AbiFunction BOND_OF = AbiFunction.of("bondOf(address)");
  private static final AbiFunction EVICT = AbiFunction.of("evict(address,bytes32)");
  private static final AbiFunction REINSTATE = AbiFunction.of("reinstate(address)");
  private static final AbiFunction SLASH = AbiFunction.of("slash(address,uint256,address,bytes32)");

  private BondCalls() {}

  /** Adds the transaction's value to an account's bond. */
  public static Bytes deposit(Address account) {
    return DEPOSIT.encode(call -> call.address(account));
  }

  /** Starts the sender's unbonding delay. */
  public static Bytes requestExit() {
    return REQUEST_EXIT.encode(call -> {});
  }

  /** Takes a request to leave back. */
  public static Bytes cancelExit() {
    return CANCEL_EXIT.encode(call -> {});
  }

  /** Pays the sender's whole bond to {@code to}. */
  public static Bytes withdraw(Address to) {
    return WITHDRAW.encode(call -> call.address(to));
  }

  /** Asks whether an account is active: one {@code bool}. */
  public static Bytes isActive(Address account) {
    return IS_ACTIVE.encode(call -> call.address(account));
  }

  /** Asks for an account's bond: {@code (uint96 amount, uint64 unlockAt, uint32 holds, bool)}. */
  public static Bytes bondOf(Address account) {
    return BOND_OF.encode(call -> call.address(account));
  }

  /** Solver registry, owner: shuts a solver out. */
  public static Bytes evict(Address solver, Bytes32 reason) {
    return EVICT.encode(call -> call.address(solver).word(reason));
  }

  /** Solver registry, owner: lets an evicted solver in again. */
  public static Bytes reinstate(Address solver) {
    return REINSTATE.encode(call -> call.address(solver));
  }

  /** Solver registry, owner: takes {@code amount} wei of a solver's bond. */
  public static Bytes slash(
      Address solver, BigInteger amount, Address beneficiary, Bytes32 reason) {
    return SLASH.encode(
        call -> call.address(solver).uint(amount, 256).address(beneficiary).word(reason));
  }
}
