package io.fairlead.devnet.bench.gas;

/**
 * One settlement that was mined.
 *
 * @param settlement the protocol
 * @param variant the way of using it
 * @param mode what its filler chose; empty if there was no choice
 * @param n intents filled
 * @param gas all that the transaction used
 * @param calldataBytes length of its call data
 */
public record Measurement(
    String settlement, String variant, String mode, int n, long gas, int calldataBytes) {
  /** Whether both are of one protocol used in one way, the filler's choice aside. */
  boolean sameRow(Measurement other) {
    return settlement.equals(other.settlement) && variant.equals(other.variant) && n == other.n;
  }

  /** Whether both are points of one curve. */
  boolean sameCurve(Measurement other) {
    return settlement.equals(other.settlement)
        && variant.equals(other.variant)
        && mode.equals(other.mode);
  }
}
