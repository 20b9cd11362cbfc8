package io.fairlead.relay.settling;

import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names and decimals of the configured tokens, read once. */
public final class TokenDirectory {
  private TokenDirectory() {}

  /**
   * Reads all of them.
   *
   * @throws io.fairlead.chain.ChainException if the chain does not answer
   */
  public static SortedMap<Address, TokenInfo> read(ChainReader chain, List<Address> tokens) {
    SortedMap<Address, TokenInfo> known = new TreeMap<>();
    for (Address token : tokens) {
      known.put(
          token,
          new TokenInfo(
              chain.decimals(token).orElse(null),
              chain.symbol(token).orElse(null),
              null,
              BigInteger.ZERO,
              true));
    }
    return Collections.unmodifiableSortedMap(known);
  }
}
