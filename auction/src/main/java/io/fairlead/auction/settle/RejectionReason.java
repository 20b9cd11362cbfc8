package io.fairlead.auction.settle;

import io.fairlead.auction.engine.NotificationKind;

/** Why a solution cannot be settled. The word is stable: it stands in transcripts. */
public enum RejectionReason {
  /** It fills nothing. */
  NO_TRADES("noTrades", NotificationKind.EMPTY_SOLUTION),
  /** Another solution of the same answer has its id. */
  DUPLICATE_ID("duplicateId", NotificationKind.DUPLICATED_SOLUTION_ID),
  /** A trade names an order that is not in the batch. */
  UNKNOWN_ORDER("unknownOrder", NotificationKind.DRIVER_ERROR),
  /** A just-in-time order is not the solver's own. */
  FOREIGN_JIT_ORDER("foreignJitOrder", NotificationKind.DRIVER_ERROR),
  /** Two trades fill the same order. */
  DUPLICATE_TRADE("duplicateTrade", NotificationKind.DRIVER_ERROR),
  /** A traded token has no clearing price. */
  MISSING_PRICE("missingPrice", NotificationKind.MISSING_PRICE),
  /** A clearing price is zero, or 2^128 or more. */
  INVALID_PRICE("invalidPrice", NotificationKind.INVALID_CLEARING_PRICES),
  /** A trade moves nothing, or more than fits 128 bits. */
  INVALID_EXECUTED_AMOUNT("invalidExecutedAmount", NotificationKind.INVALID_EXECUTED_AMOUNT),
  /** An order that is all-or-nothing is filled in part, or beyond. */
  NOT_FULL_FILL("notFullFill", NotificationKind.INVALID_EXECUTED_AMOUNT),
  /** A partially fillable order would be filled beyond what is left of it. */
  OVERFILLED("overfilled", NotificationKind.INVALID_EXECUTED_AMOUNT),
  /** The owner would get less than the signed limit. */
  LIMIT_NOT_MET("limitNotMet", NotificationKind.INVALID_CLEARING_PRICES),
  /** The network fee is above the bound. */
  FEE_TOO_HIGH("feeTooHigh", NotificationKind.INVALID_EXECUTED_AMOUNT),
  /** The order cannot be filled at this time, or in this form, by anybody. */
  ORDER_NOT_EXECUTABLE("orderNotExecutable", NotificationKind.DRIVER_ERROR),
  /** A swap names a pool that was not in the request. */
  UNKNOWN_LIQUIDITY("unknownLiquidity", NotificationKind.DRIVER_ERROR),
  /** A swap goes to a pool of a kind for which the auctioneer makes no call; custom calls may. */
  LIQUIDITY_NOT_ENCODED("liquidityNotEncoded", NotificationKind.DRIVER_ERROR),
  /** A swap's tokens are not the pool's, or an amount is zero or too large. */
  INVALID_SWAP("invalidSwap", NotificationKind.DRIVER_ERROR),
  /** A call would send native value. */
  VALUE_NOT_SUPPORTED("valueNotSupported", NotificationKind.DRIVER_ERROR),
  /** A call would reach the hub, Permit2 or the settlement. */
  FORBIDDEN_TARGET("forbiddenTarget", NotificationKind.DRIVER_ERROR),
  /** The settlement would be larger than the auctioneer sends. */
  TOO_LARGE("tooLarge", NotificationKind.DRIVER_ERROR),
  /** Its certificate is not true, is about something else, or cannot be checked. */
  WRONG_CERTIFICATE("wrongCertificate", NotificationKind.DRIVER_ERROR),
  /** The solver had not committed to it, with this score, when bids were closed. */
  NOT_COMMITTED("notCommitted", NotificationKind.DRIVER_ERROR),
  /** The score that the solver committed to is not the solution's. */
  WRONG_SCORE("wrongScore", NotificationKind.DRIVER_ERROR),
  /** It asks for something a settlement cannot do. */
  UNSUPPORTED("unsupported", NotificationKind.DRIVER_ERROR);

  private final String text;
  private final NotificationKind notification;

  RejectionReason(String text, NotificationKind notification) {
    this.text = text;
    this.notification = notification;
  }

  /** The stable word. */
  public String text() {
    return text;
  }

  /** How the solver's operator is told. */
  public NotificationKind notification() {
    return notification;
  }

  /**
   * Reads the stable word.
   *
   * @throws IllegalArgumentException if there is no such reason
   */
  public static RejectionReason parse(String text) {
    for (RejectionReason reason : values()) {
      if (reason.text.equals(text)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("unknown reason");
  }
}
