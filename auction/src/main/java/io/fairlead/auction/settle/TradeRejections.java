package io.fairlead.auction.settle;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.FillContext;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.settlement.Violation;
import java.math.BigInteger;

/** Puts a contract rule that a trade breaks into words with the numbers that matter. */
final class TradeRejections {
  private TradeRejections() {}

  static RejectedException of(
      String path,
      Violation violation,
      Trade trade,
      BigInteger sellPrice,
      BigInteger buyPrice,
      FillContext context) {
    return switch (violation) {
      case ZERO_PRICE, TOKENS_NOT_ASCENDING ->
          new RejectedException(RejectionReason.INVALID_PRICE, path + ": a clearing price is zero");
      case AMOUNT_TOO_LARGE ->
          new RejectedException(
              RejectionReason.INVALID_EXECUTED_AMOUNT,
              path + ": what is sold or bought does not fit 128 bits");
      case LIMIT_NOT_MET, FEE_TOO_HIGH, NOT_FULL_FILL, OVERFILLED ->
          ofFill(path, violation, trade, ClearingMath.fill(trade, sellPrice, buyPrice), context);
      case BAD_BASKET,
          TOKEN_MISMATCH,
          SAME_TOKEN,
          BAD_RECEIVER,
          HOOKS_MISSING,
          WINDOW_CLOSED,
          WRONG_LANE,
          NONCE_USED,
          WRONG_SIGNER ->
          new RejectedException(
              RejectionReason.ORDER_NOT_EXECUTABLE, path + ": " + violation.solidityName());
    };
  }

  private static RejectedException ofFill(
      String path, Violation violation, Trade trade, Fill fill, FillContext context) {
    Intent intent = trade.intent();
    String moves = ": sells " + fill.sold() + " for " + fill.bought();
    return switch (violation) {
      case LIMIT_NOT_MET ->
          new RejectedException(
              RejectionReason.LIMIT_NOT_MET,
              path + moves + ", limit is " + intent.sellAmount() + " for " + intent.buyAmount());
      case FEE_TOO_HIGH ->
          new RejectedException(
              RejectionReason.FEE_TOO_HIGH,
              path
                  + ".fee: "
                  + fill.fee()
                  + " is more than "
                  + ClearingMath.MAX_FEE_BPS
                  + " bps of "
                  + fill.sold());
      case NOT_FULL_FILL ->
          new RejectedException(
              RejectionReason.NOT_FULL_FILL,
              path
                  + ".executedAmount"
                  + moves
                  + ", must be exactly "
                  + switch (intent.side()) {
                    case SELL -> intent.sellAmount() + " sold, fee included";
                    case BUY -> intent.buyAmount() + " bought";
                  });
      default ->
          new RejectedException(
              RejectionReason.OVERFILLED,
              path
                  + ".executedAmount"
                  + moves
                  + ", filled before: "
                  + context.filledBefore()
                  + " of "
                  + switch (intent.side()) {
                    case SELL -> intent.sellAmount();
                    case BUY -> intent.buyAmount();
                  });
    };
  }
}
