package io.fairlead.chain.pool;

import io.fairlead.chain.read.ContractCall;
import io.fairlead.contracts.primitive.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a factory knows a pool by. The tokens are ordered.
 *
 * @param fee in hundredths of a basis point; {@link #V2} for a pair of Uniswap V2
 */
record PoolKey(Address token0, Address token1, int fee) implements Comparable<PoolKey> {
  /** Instead of a fee tier. */
  static final int V2 = -1;

  private static final Comparator<PoolKey> ORDER =
      Comparator.comparing(PoolKey::token0)
          .thenComparing(PoolKey::token1)
          .thenComparingInt(PoolKey::fee);

  /** Every pool the factories may have among {@code tokens}, which ascend without repetition. */
  static List<PoolKey> among(List<Address> tokens, UniswapFactories factories) {
    List<PoolKey> keys = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      for (int j = i + 1; j < tokens.size(); j++) {
        if (factories.v2().isPresent()) {
          keys.add(new PoolKey(tokens.get(i), tokens.get(j), V2));
        }
        if (factories.v3().isPresent()) {
          for (int fee : factories.v3Fees()) {
            keys.add(new PoolKey(tokens.get(i), tokens.get(j), fee));
          }
        }
      }
    }
    return keys;
  }

  boolean isV2() {
    return fee == V2;
  }

  ContractCall lookup(UniswapFactories factories) {
    return isV2()
        ? UniswapCalls.pair(factories.v2().orElseThrow(), token0, token1)
        : UniswapCalls.pool(factories.v3().orElseThrow(), token0, token1, fee);
  }

  @Override
  public int compareTo(PoolKey other) {
    return ORDER.compare(this, other);
  }
}
