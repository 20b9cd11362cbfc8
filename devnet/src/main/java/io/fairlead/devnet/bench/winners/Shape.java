package io.fairlead.devnet.bench.winners;

/**
 * How large an auction is.
 *
 * @param solvers how many compete
 * @param solutions of each solver
 * @param pairs directed pairs of the batch
 * @param fewest pairs a solution trades in
 * @param most pairs a solution trades in
 * @param alike whether pairs are worth about the same, which makes good combinations hard to tell
 *     from the best one
 */
record Shape(int solvers, int solutions, int pairs, int fewest, int most, boolean alike) {
  private static final int MOST_SOLUTIONS = 20_000;
  private static final int MOST_PAIRS = 5_000;

  Shape {
    require(solvers >= 1 && solutions >= 1, "there must be solvers with solutions");
    require((long) solvers * solutions <= MOST_SOLUTIONS, "more than 20000 solutions");
    require(pairs >= 1 && pairs <= MOST_PAIRS, "pairs must be from 1 to 5000");
    require(
        fewest >= 1 && fewest <= most && most <= pairs,
        "a solution trades in at least one pair and in no more than there are");
  }

  /**
   * Reads {@code SOLVERSxSOLUTIONSxPAIRS:FEWEST-MOST}, with {@code :alike} at the end or without.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Shape parse(String text) {
    String[] parts = text.split("[x:-]", -1);
    require(
        text.matches("[0-9]{1,6}x[0-9]{1,6}x[0-9]{1,6}:[0-9]{1,6}-[0-9]{1,6}(:alike)?"),
        "not of the form 200x5x50:1-3 or 200x5x50:1-3:alike");
    return new Shape(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        Integer.parseInt(parts[4]),
        parts.length > 5);
  }

  private static void require(boolean good, String problem) {
    if (!good) {
      throw new IllegalArgumentException(problem);
    }
  }

  @Override
  public String toString() {
    return solvers
        + ("x" + solutions + "x" + pairs + ":" + fewest + "-" + most)
        + (alike ? ":alike" : "");
  }
}
