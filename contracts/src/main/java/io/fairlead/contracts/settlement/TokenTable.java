package io.fairlead.contracts.settlement;

import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the trades of a packed settlement refer to by number: its tokens and shared lanes. */
final class TokenTable {
  private final List<Address> tokens;
  private final List<Long> series;
  private final Map<Address, Integer> index = new HashMap<>();

  /**
   * @param series of the award signer's shared lanes, each 64 bits, unsigned
   */
  TokenTable(List<Address> tokens, List<Long> series) {
    this.tokens = tokens;
    this.series = series;
    for (int i = 0; i < tokens.size(); i++) {
      index.putIfAbsent(tokens.get(i), i);
    }
  }

  /** The table of a settlement: exactly the series its trades need, ascending. */
  static TokenTable of(Settlement settlement, SettlementTerms terms) {
    TreeSet<Long> series = new TreeSet<>(Long::compareUnsigned);
    for (Trade trade : settlement.trades()) {
      BigInteger nonce = TradePacking.signedNonce(trade);
      if (TradePacking.isShared(trade, nonce, terms)) {
        series.add(new Nonce(nonce).series());
      }
    }
    return new TokenTable(settlement.tokens(), List.copyOf(series));
  }

  List<Long> series() {
    return series;
  }

  int indexOf(Address token) {
    Integer found = index.get(token);
    if (found == null) {
      throw new IllegalArgumentException("token of a trade is not listed: " + token);
    }
    return found;
  }

  Address token(long at) {
    if (at >= tokens.size()) {
      throw new IllegalArgumentException("no token of this number");
    }
    return tokens.get((int) at);
  }

  long series(long at) {
    if (at >= series.size()) {
      throw new IllegalArgumentException("no series of this number");
    }
    return series.get((int) at);
  }
}
