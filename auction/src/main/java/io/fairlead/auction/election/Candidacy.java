package io.fairlead.auction.election;

import io.fairlead.auction.exact.ExactSum;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.score.OrderScore;
import io.fairlead.auction.score.Score;
import io.fairlead.auction.settle.Assembly.Assembled;
import io.fairlead.auction.settle.BasketFill;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.winner.Contender;
import io.fairlead.auction.winner.TokenPair;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A valid solution that stands for election.
 *
 * @param account of its solver, which has a standing
 * @param contender what it takes and what it is worth
 */
public record Candidacy(SolutionRef ref, Address account, Contender contender) {
  /**
   * The candidacy of a solution: its pairs are the directions in which intents of the batch are
   * traded, native ETH being the wrapped token, at whose price it is cleared; each basket is a pair
   * of its own. What a solver brings along is no intent of the batch.
   *
   * @param score of its fills
   */
  public static Candidacy of(
      SolutionRef ref, Address account, Assembled assembled, Score score, Address nativeToken) {
    SortedMap<String, TokenPair> orders = new TreeMap<>();
    for (OrderFill fill : assembled.fills()) {
      orders.put(fill.intentHash().toString(), pair(fill.intent(), nativeToken));
    }
    for (BasketFill fill : assembled.baskets()) {
      String name = fill.intentHash().toString();
      orders.put(name, TokenPair.ofBasket(name));
    }
    SortedMap<TokenPair, List<Rational>> parts = new TreeMap<>();
    for (OrderScore order : score.orders()) {
      TokenPair pair = orders.get(order.intentHash().toString());
      if (pair == null) {
        throw new IllegalArgumentException("the score is of another solution");
      }
      parts.computeIfAbsent(pair, _ -> new ArrayList<>()).add(order.score());
    }
    SortedMap<TokenPair, ExactSum> scores = new TreeMap<>();
    parts.forEach((pair, all) -> scores.put(pair, ExactSum.of(all)));
    return new Candidacy(
        ref,
        account,
        new Contender(key(ref), ref.solver(), assembled.solutionHash(), orders, scores));
  }

  /** Names a solution among all of an auction. */
  static String key(SolutionRef ref) {
    return ref.solver() + ":" + ref.solutionId();
  }

  private static TokenPair pair(Intent intent, Address nativeToken) {
    Address buy = intent.buyToken().equals(Intent.NATIVE) ? nativeToken : intent.buyToken();
    return new TokenPair(intent.sellToken().toString(), buy.toString());
  }
}
