package io.fairlead.auction.engine;

/** What became of a solution, in the words of the solver-engine API. */
public enum NotificationKind {
  /** No answer before the deadline. */
  TIMEOUT("timeout"),
  /** A solution without trades. */
  EMPTY_SOLUTION("emptySolution"),
  /** Two solutions of one answer have the same id. */
  DUPLICATED_SOLUTION_ID("duplicatedSolutionId"),
  /** The settlement reverts when executed on the pinned block. */
  SIMULATION_FAILED("simulationFailed"),
  /** A clearing price is zero or too large, or an owner's limit is not met. */
  INVALID_CLEARING_PRICES("invalidClearingPrices"),
  /** A traded token has no clearing price. */
  MISSING_PRICE("missingPrice"),
  /** A fill the order does not allow. */
  INVALID_EXECUTED_AMOUNT("invalidExecutedAmount"),
  /** It is being sent. */
  SETTLEMENT_STARTED("settlementStarted"),
  /** It is on chain. */
  SUCCESS("success"),
  /** It is on chain but reverted. */
  REVERT("revert"),
  /** Any other rejection; the message says which. */
  DRIVER_ERROR("driverError"),
  /** It won but did not land before its last block. */
  EXPIRED("expired"),
  /** It won but could not be sent. */
  FAIL("fail"),
  /** The answer is not in the format. */
  DESERIALIZATION_ERROR("deserializationError"),
  /** It was valid and another solution was better. An addition to the API. */
  OUTBID("outbid"),
  /** What would have become of it if its solver were not a shadow. An addition to the API. */
  SHADOW("shadow");

  private final String text;

  NotificationKind(String text) {
    this.text = text;
  }

  /** The word on the wire. */
  public String text() {
    return text;
  }
}
