package io.fairlead.solver.batch.recover;

import io.fairlead.auction.engine.Order;
import java.math.BigInteger;

/**
 * How much of an order is to be filled, before whole numbers are looked at.
 *
 * @param order which
 * @param give number of the token it sells
 * @param take number of the token it buys
 * @param part 0 to 1
 * @param fee network fee, wei of the sell token
 */
public record Wish(Order order, int give, int take, double part, BigInteger fee) {}
