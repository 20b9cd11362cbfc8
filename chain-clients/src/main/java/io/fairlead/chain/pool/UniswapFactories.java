package io.fairlead.chain.pool;

import io.fairlead.contracts.primitive.Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where pools are looked up.
 *
 * @param v2 a Uniswap V2 factory whose pairs take 30 bps
 * @param v3 a Uniswap V3 factory
 * @param v3Fees fee tiers asked for, in hundredths of a basis point
 */
public record UniswapFactories(Optional<Address> v2, Optional<Address> v3, List<Integer> v3Fees) {
  /** Uniswap V3's usual fee tiers. */
  public static final List<Integer> USUAL_FEES = List.of(100, 500, 3000, 10_000);

  /** Checks the fee tiers. */
  public UniswapFactories {
    v3Fees = List.copyOf(v3Fees);
    if (v3Fees.stream().anyMatch(fee -> fee < 0 || fee >= 1_000_000)) {
      throw new IllegalArgumentException("a fee tier is below 1,000,000");
    }
  }

  /** The factories there are. */
  List<Address> addresses() {
    return Stream.concat(v2.stream(), v3.stream()).toList();
  }

  /** Both factories with the usual fee tiers. */
  public static UniswapFactories of(Address v2, Address v3) {
    return new UniswapFactories(Optional.of(v2), Optional.of(v3), USUAL_FEES);
  }
}
