package io.fairlead.devnet.bench.gas;

/** What a transaction's gas is spent on. */
enum Item {
  BASE("base", "the transaction itself"),
  CALL_DATA("callData", "call data"),
  SIGNATURES("signatures", "recovering signers"),
  COLD_ACCOUNTS("coldAccounts", "accounts touched first"),
  CALLS("calls", "calls of accounts touched before"),
  TOKEN_READS("tokenReads", "tokens: storage read"),
  TOKEN_WRITES("tokenWrites", "tokens: storage written"),
  TOKEN_EVENTS("tokenEvents", "tokens: events"),
  TOKEN_CODE("tokenCode", "tokens: their code"),
  READS("reads", "storage read"),
  WRITES("writes", "storage written"),
  EVENTS("events", "events"),
  HASHING("hashing", "hashing"),
  PERMIT2_CODE("permit2Code", "Permit2's code"),
  EXCHANGE("exchange", "the exchange, all of it"),
  CODE("code", "own code");

  private final String word;
  private final String text;

  Item(String word, String text) {
    this.word = word;
    this.text = text;
  }

  /** Its name in JSON. */
  String word() {
    return word;
  }

  /** Its name for people. */
  String text() {
    return text;
  }
}
