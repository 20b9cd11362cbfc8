package io.fairlead.auction.score;

import io.fairlead.auction.exact.Rational;
import java.util.List;

/**
 * What a settlement is worth to its users.
 *
 * @param total native wei
 * @param orders per fill, ascending by intent hash
 */
public record Score(Rational total, List<OrderScore> orders) {
  /** Copies the list. */
  public Score {
    orders = List.copyOf(orders);
  }
}
