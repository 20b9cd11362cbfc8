package io.fairlead.devnet.bench.gas;

/**
 * What the gas of one protocol's settlements is spent on.
 *
 * @param single a settlement of one intent
 * @param further what a second intent adds to it
 */
record Breakdown(
    String settlement, String variant, String mode, Spending single, Spending further) {
  /** All its names. */
  String title() {
    return String.join(" ", settlement, variant.equals("default") ? "" : variant, mode)
        .replaceAll(" +", " ")
        .strip();
  }
}
