package io.fairlead.auction.engine;

import io.fairlead.contracts.intent.IntentUid;
import java.math.BigInteger;

/**
 * A fill of an order ({@code kind: fulfillment}).
 *
 * @param order which
 * @param executedAmount wei without fee: of the sell token for sell orders, of the buy token for
 *     buy orders
 * @param fee network fee in wei of the sell token
 */
public record EngineTrade(IntentUid order, BigInteger executedAmount, BigInteger fee) {}
