package io.fairlead.auction.settle;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * How much of a basket a settlement fills.
 *
 * @param quote wei of its quote token that the receiver gets, or below zero that the owner pays
 */
public record BasketFill(
    Bytes32 intentHash, BasketIntent basket, BigInteger units, BigInteger quote) {}
