package io.fairlead.auction.engine;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An intent as a solver engine sees it.
 *
 * @param uid identity in the solver-engine API
 * @param intent the signed terms (wire: {@code fullSellAmount}, {@code fullBuyAmount}, {@code
 *     kind}, {@code owner} …), with the wrapped native token where the owner buys the native one
 * @param sellAmount wei that may still be sold (fee included); the limit price stays that of the
 *     full amounts
 * @param buyAmount wei still to be bought: for a sell order {@code sellAmount}'s share of the
 *     signed minimum, rounded up
 * @param signature the owner's; null in a quote, where nobody has signed yet
 * @param feePolicies protocol fees the auctioneer will take of this order, the first one first;
 *     ours takes none
 */
public record Order(
    IntentUid uid,
    Intent intent,
    BigInteger sellAmount,
    BigInteger buyAmount,
    @Nullable Bytes signature,
    List<FeePolicy> feePolicies) {
  /** Copies the list. */
  public Order {
    feePolicies = List.copyOf(feePolicies);
  }

  /** An order without protocol fees. */
  public Order(
      IntentUid uid,
      Intent intent,
      BigInteger sellAmount,
      BigInteger buyAmount,
      @Nullable Bytes signature) {
    this(uid, intent, sellAmount, buyAmount, signature, List.of());
  }

  /** An order nobody has signed. */
  public Order(IntentUid uid, Intent intent, BigInteger sellAmount, BigInteger buyAmount) {
    this(uid, intent, sellAmount, buyAmount, null);
  }
}
