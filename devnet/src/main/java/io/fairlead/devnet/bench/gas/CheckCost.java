package io.fairlead.devnet.bench.gas;

/**
 * What one thing costs that is checked.
 *
 * @param check what
 * @param method how it was found out
 * @param variant of our own settlement
 * @param mode of our own settlement
 * @param single gas units in a settlement of one intent
 * @param further gas units that each further intent adds
 */
record CheckCost(
    Check check, Method method, String variant, String mode, long single, long further) {
  /** What is checked, in the order in which it is listed. */
  enum Check {
    INTENT_SIGNATURE("intentSignature", "the owner signed it"),
    AWARD_SIGNATURE("awardSignature", "the auctioneer awarded it"),
    NONCE("nonce", "the intent was not filled before (nonce)"),
    AUCTION("auction", "the auction was not executed before"),
    REENTRANCY("reentrancy", "no settlement inside a settlement"),
    LARGEST_ARRIVES("largestArrives", "the largest payment in a token arrives"),
    EACH_ARRIVES("eachArrives", "every other payment arrives too (CHECK_EACH)"),
    NOTHING_LEFT("nothingLeft", "what is missing is covered and nothing is left"),
    HUB("hub", "allowances lie with a contract of their own (hub)"),
    PERMIT2("permit2", "Permit2 instead of allowance and owner's nonce"),
    ARITHMETIC("arithmetic", "at most: limit, prices, window, sizes, lanes, form (all own code)");

    private final String word;
    private final String text;

    Check(String word, String text) {
      this.word = word;
      this.text = text;
    }

    String word() {
      return word;
    }

    String text() {
      return text;
    }
  }

  /** How a figure was found. */
  enum Method {
    /** Two settlements were mined, one of them without it. */
    BOTH("both"),
    /** Steps of a trace were left out; what others would then touch first is charged to them. */
    TRACE("trace");

    private final String word;

    Method(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
