package io.fairlead.auction.engine;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A basket as a solver engine sees it.
 *
 * @param uid identity in the solver-engine API
 * @param basket the signed terms
 * @param units that may still be filled
 * @param signature the owner's; null where nobody has signed
 */
public record BasketOrder(
    IntentUid uid, BasketIntent basket, BigInteger units, @Nullable Bytes signature) {
  /** The same without the owner's signature. */
  BasketOrder unsigned() {
    return new BasketOrder(uid, basket, units, null);
  }

  /** The ERC-20 tokens that a fill moves: of the legs, and the quote token; ascending. */
  public SortedSet<Address> tokens() {
    TreeSet<Address> tokens = new TreeSet<>();
    tokens.add(basket.quoteToken());
    basket.legs().stream().filter(Leg::isErc20).map(Leg::token).forEach(tokens::add);
    return tokens;
  }
}
