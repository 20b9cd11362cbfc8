package io.fairlead.solver.recall;

import java.math.BigInteger;

/**
 * Fills that pay for each other: every trade sells what the one before it buys, all for the same
 * value. A settlement without pools is a sum of cycles, and any sum of them is a settlement again.
 *
 * @param trades places in {@link Circulation#fills}
 * @param value wei times clearing price, the same for every trade
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Cycle(int[] trades, BigInteger value) {}
