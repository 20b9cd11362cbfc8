package io.fairlead.auction.replay;

import io.fairlead.auction.exact.ExactSum;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.score.OrderScore;
import io.fairlead.auction.settle.BasketFill;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.auction.winner.Contender;
import io.fairlead.auction.winner.TokenPair;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A valid solution in a replay.
 *
 * @param solver who made it
 * @param account the solver's
 * @param tried whether the solver is the one that is tried, not one that was recorded
 */
public record Entrant(String solver, Address account, boolean tried, Judgement.Valid judgement) {
  /** Unlike any name of a recorded solver, which is printable text. */
  private static final char MARK = '\u0001';

  /** The solver's number for it. */
  public long id() {
    return judgement.line().id();
  }

  Bytes32 hash() {
    return judgement.line().solutionHash();
  }

  Rational score() {
    return judgement.score().total();
  }

  /** Tells apart a tried solver from a recorded one of the same name. */
  public String key() {
    return (tried ? MARK : "") + solver + MARK + id();
  }

  /** Empty hands do not compete. */
  public boolean fillsSomething() {
    return !judgement.assembled().intents().isEmpty();
  }

  /** As the winner selection sees it. */
  public Contender contender() {
    SortedMap<String, TokenPair> orders = new TreeMap<>();
    Map<Bytes32, TokenPair> pairs = new HashMap<>();
    for (OrderFill fill : judgement.assembled().fills()) {
      TokenPair pair =
          new TokenPair(fill.intent().sellToken().toString(), fill.intent().buyToken().toString());
      orders.put(fill.intentHash().toString(), pair);
      pairs.put(fill.intentHash(), pair);
    }
    for (BasketFill fill : judgement.assembled().baskets()) {
      TokenPair pair = TokenPair.ofBasket(fill.intentHash().toString());
      orders.put(fill.intentHash().toString(), pair);
      pairs.put(fill.intentHash(), pair);
    }
    SortedMap<TokenPair, List<Rational>> scores = new TreeMap<>();
    for (OrderScore order : judgement.score().orders()) {
      TokenPair pair = pairs.get(order.intentHash());
      if (pair != null) {
        scores.computeIfAbsent(pair, _ -> new ArrayList<>()).add(order.score());
      }
    }
    SortedMap<TokenPair, ExactSum> sums = new TreeMap<>();
    scores.forEach((pair, list) -> sums.put(pair, ExactSum.of(list)));
    return new Contender(key(), (tried ? MARK : "") + solver, hash(), orders, sums);
  }
}
