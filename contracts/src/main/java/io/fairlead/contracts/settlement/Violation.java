package io.fairlead.contracts.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Bytes;

/** A reason for which the contract refuses a trade, each a Solidity error of the same name. */
public enum Violation {
  /** The tokens are not strictly ascending, or the zero address is one. */
  TOKENS_NOT_ASCENDING("TokensNotAscending(uint256)"),
  /** A clearing price is zero. */
  ZERO_PRICE("ZeroPrice(uint256)"),
  /**
   * A basket's legs or units make no sense: an asset twice, a leg of zero or in the quote token.
   */
  BAD_BASKET("BadBasket(bytes32)"),
  /** A token is not among the settlement's, or native ETH is bought where it cannot be. */
  TOKEN_MISMATCH("TokenMismatch(bytes32)"),
  /** Sell and buy token are the same; native ETH counts as WETH. */
  SAME_TOKEN("SameToken(bytes32)"),
  /** The receiver is the zero address or Settlement. */
  BAD_RECEIVER("BadReceiver(bytes32)"),
  /** {@code appData} says that there are hooks, and there are none. */
  HOOKS_MISSING("HooksMissing(bytes32)"),
  /** What is sold or bought does not fit 128 bits. */
  AMOUNT_TOO_LARGE("AmountTooLarge(bytes32)"),
  /** The owner would get less per token sold than the signed limit. */
  LIMIT_NOT_MET("LimitNotMet(bytes32)"),
  /** The fee is more than {@link ClearingMath#MAX_FEE_BPS} of what the owner pays. */
  FEE_TOO_HIGH("FeeTooHigh(bytes32)"),
  /** The block's time is outside the signed window. */
  WINDOW_CLOSED("WindowClosed(bytes32)"),
  /** What was signed cannot go together, or belongs to another auctioneer's lane. */
  WRONG_LANE("WrongLane(bytes32)"),
  /** An intent that is not partially fillable would be filled in part. */
  NOT_FULL_FILL("NotFullFill(bytes32)"),
  /** The nonce was used or invalidated. */
  NONCE_USED("NonceUsed(bytes32)"),
  /** The fills of a partially fillable intent would pass the signed amount. */
  OVERFILLED("Overfilled(bytes32)"),
  /** The intent is not signed by its owner. */
  WRONG_SIGNER("WrongSigner(bytes32)");

  private final String signature;

  Violation(String signature) {
    this.signature = signature;
  }

  /** The error's name in Solidity. */
  public String solidityName() {
    return signature.substring(0, signature.indexOf('('));
  }

  /** The first four bytes of the revert data. */
  public Bytes selector() {
    return AbiFunction.of(signature).selector();
  }
}
