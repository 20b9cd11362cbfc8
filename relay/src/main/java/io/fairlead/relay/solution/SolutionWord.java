package io.fairlead.relay.solution;

/** What can happen to a solver's bid or one solution, in the order in which it usually does. */
public enum SolutionWord {
  /** Its commitments were closed. */
  COMMITTED("committed"),
  /** No answer, or none in the format; the detail says which. */
  NO_ANSWER("noAnswer"),
  /** A commitment was not opened. */
  NOT_OPENED("notOpened"),
  /** It was opened. */
  REVEALED("revealed"),
  /** It cannot be settled, or was not committed to; {@code reason} is the stable word. */
  REFUSED("refused"),
  /** It can be settled and has a score. */
  SCORED("scored"),
  /** It gives a pair less than that pair's best solution of its own. */
  UNFAIR("unfair"),
  /** Its score is not above zero. */
  NOT_POSITIVE("notPositive"),
  /** It reverts in simulation. */
  SIMULATION_FAILED("simulationFailed"),
  /** Others were better. */
  OUTBID("outbid"),
  /** It was awarded. */
  WON("won"),
  /** Its settlement is on its way. */
  SUBMITTED("submitted"),
  /** Its settlement is on chain. */
  SETTLED("settled"),
  /** Its settlement did not land, or reverted. */
  NOT_SETTLED("notSettled");

  private final String text;

  SolutionWord(String text) {
    this.text = text;
  }

  /** The word on the wire. */
  public String text() {
    return text;
  }
}
