package io.fairlead.solver.dual.edge;

/**
 * One edge as a convex set: coins of balances {@code x} may be changed as long as {@code sum w ln
 * x} (weighted) or {@code ln(a (sum x - D) + D) + sum ln x} (stable) does not fall, deposits
 * counting {@code gamma}.
 *
 * @param tokens one per coin
 * @param balances the coins', in units of the curve
 * @param rates what a unit of each token counts in its balance
 * @param weights of the mean
 * @param amplification {@code a} of a stable pool; zero for a weighted one
 * @param invariant {@code D} of a stable pool
 * @param gamma one less the fee on deposits
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
public record Curve(
    int[] tokens,
    double[] balances,
    double[] rates,
    double[] weights,
    double amplification,
    double invariant,
    double gamma) {}
