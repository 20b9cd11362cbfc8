package io.fairlead.solver.batch.demand;

/**
 * An order as the search for prices sees it. Prices are told relative to reference prices, as
 * natural logarithms: zero is the reference price itself.
 *
 * @param give token that the owner sells
 * @param take token that the owner buys
 * @param fixedGive whether the sold amount is the fixed one (sell orders), or the bought one
 * @param size what the fixed amount is worth at reference prices, native wei
 * @param limit the order can be filled where the log price of {@code give} less that of {@code
 *     take} is at least this
 */
public record Want(int give, int take, boolean fixedGive, double size, double limit) {
  /** A limit that every price meets: the order is filled whatever happens. */
  public static final double ANY_PRICE = -1e6;

  /** The same order, filled at any price. */
  public Want forced() {
    return new Want(give, take, fixedGive, size, ANY_PRICE);
  }

  /** The same order at a limit that is harder by so much, as a logarithm. */
  public Want harder(double by) {
    return new Want(give, take, fixedGive, size, limit + by);
  }
}
