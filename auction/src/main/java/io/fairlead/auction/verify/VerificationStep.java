package io.fairlead.auction.verify;

/** What can disagree, roughly in the order in which it is looked at. */
public enum VerificationStep {
  /** The transcript is not the one that was asked for by its hash. */
  ADDRESS("address"),
  /** A line cannot be read, stands where it may not, or is missing. */
  FORMAT("format"),
  /** The header names another chain, contract, token or key. */
  HEADER("header"),
  /** The rules are not those of the header, or not those that were published. */
  RULES("rules"),
  /** A block is not the chain's. */
  BLOCK("block"),
  /** The auctioneer is not the contract's. */
  AUCTIONEER("auctioneer"),
  /** An intent's hash, order or window. */
  INTENT("intent"),
  /** An intent is not signed by its owner. */
  INTENT_SIGNATURE("intentSignature"),
  /** A receipt is not the receipt signer's, or promises something else. */
  RECEIPT("receipt"),
  /** The hash of all receipts. */
  RECEIPTS("receipts"),
  /** What was filled before. */
  FILLED_BEFORE("filledBefore"),
  /** The Merkle root of the batch. */
  ROOT("root"),
  /** A pool's state, or the order of pools. */
  POOL("pool"),
  /** Reference prices. */
  PRICES("prices"),
  /** The list of commitments. */
  COMMITMENTS("commitments"),
  /** The order of bids, or solutions beside an answer that had none. */
  BID("bid"),
  /** The list of commitments that were not opened. */
  UNOPENED("unopened"),
  /** A solution was judged differently. */
  VERDICT("verdict"),
  /** A certificate that is not true was taken for true. */
  CERTIFICATE("certificate"),
  /** The hash of a solution's settlement. */
  SOLUTION_HASH("solutionHash"),
  /** A score. */
  SCORE("score"),
  /** The seed or the order of the ranking. */
  RANKING("ranking"),
  /** A simulation out of turn. */
  SIMULATION("simulation"),
  /** An award for something else than the best solution that executes. */
  AWARD("award"),
  /** An award's commitment to the lines before it. */
  TRANSCRIPT_HASH("transcriptHash"),
  /** An award is not signed by the auctioneer. */
  AWARD_SIGNATURE("awardSignature"),
  /** What became of an award. */
  OUTCOME("outcome"),
  /** The settlement's call data. */
  CALL_DATA("callData"),
  /** The contract's events. */
  EVENTS("events"),
  /** What owners gave and got. */
  FILLS("fills");

  private final String text;

  VerificationStep(String text) {
    this.text = text;
  }

  /** The stable word. */
  public String text() {
    return text;
  }
}
