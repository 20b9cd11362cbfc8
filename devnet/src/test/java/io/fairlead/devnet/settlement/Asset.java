package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Comparator;

/**
 * Something that an account has so much of.
 *
 * @param id zero for a token or the native coin; for an ERC-1155 its token id plus one, as in a leg
 */
record Asset(Address token, BigInteger id) implements Comparable<Asset> {
  private static final Comparator<Asset> ORDER =
      Comparator.comparing(Asset::token).thenComparing(Asset::id);

  static Asset of(Address token) {
    return new Asset(token, BigInteger.ZERO);
  }

  static Asset of(Leg leg) {
    return new Asset(leg.token(), leg.id());
  }

  boolean isMultiToken() {
    return id.signum() != 0;
  }

  /** The ERC-1155's own number of it. */
  BigInteger tokenId() {
    return id.subtract(BigInteger.ONE);
  }

  @Override
  public int compareTo(Asset other) {
    return ORDER.compare(this, other);
  }
}
