package io.fairlead.auction.engine.reading;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.JsonView;

/**
 * A request that was read.
 *
 * @param request what is asked
 * @param index finds its orders
 * @param rest its JSON; orders and pools may be missing in it
 * @param ordersLeftOut orders that our contract has no room for
 * @param poolsLeftOut pools of kinds that are not known
 */
public record Received(
    SolveRequest request, OrderIndex index, JsonView rest, int ordersLeftOut, int poolsLeftOut) {}
