package io.fairlead.auction.engine;

import io.fairlead.contracts.intent.IntentUid;
import java.math.BigInteger;

/**
 * A fill of a basket, at its own price.
 *
 * @param order which
 * @param units how many are filled
 * @param quote wei of its quote token that the receiver gets, or below zero that the owner pays
 */
public record EngineBasketTrade(IntentUid order, BigInteger units, BigInteger quote) {}
