package io.fairlead.auction.ruling;

import io.fairlead.auction.score.Execution;
import io.fairlead.auction.score.FeePolicy;
import io.fairlead.auction.score.LimitTerms;
import io.fairlead.auction.winner.TokenPair;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * An order of a document.
 *
 * @param pair tokens, by which it is scored and excludes others
 * @param partiallyFillable whether less than everything may be executed
 * @param policies fees taken from it, the last one applied last
 */
record SignedOrder(
    TokenPair pair, LimitTerms terms, boolean partiallyFillable, List<FeePolicy> policies) {

  /** Where and why an execution is not allowed. */
  record Objection(String field, String problem) {}

  /** Whether the execution stays within what was signed. */
  Optional<Objection> objection(Execution execution) {
    Optional<Objection> amount =
        switch (terms.side()) {
          case SELL -> amounts("executedSell", execution.sold(), terms.sellAmount());
          case BUY -> amounts("executedBuy", execution.bought(), terms.buyAmount());
        };
    return amount.or(() -> limit(execution));
  }

  private Optional<Objection> amounts(String field, BigInteger executed, BigInteger signed) {
    if (executed.signum() == 0) {
      return Optional.of(new Objection(field, "must be above zero"));
    }
    if (executed.compareTo(signed) > 0) {
      return Optional.of(new Objection(field, "is more than was signed"));
    }
    return partiallyFillable || executed.equals(signed)
        ? Optional.empty()
        : Optional.of(
            new Objection(field, "is not everything, and the order is not partially fillable"));
  }

  private Optional<Objection> limit(Execution execution) {
    if (terms.surplus(execution).signum() >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        switch (terms.side()) {
          case SELL -> new Objection("executedBuy", "is less than the limit asks for");
          case BUY -> new Objection("executedSell", "is more than the limit allows");
        });
  }
}
