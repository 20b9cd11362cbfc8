package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of an {@link Order}. {@code validFrom} and {@code nonce} are additions to the API; without
 * them an intent has neither.
 */
public final class OrderJson {
  private static final int WORD_BITS = 256;
  private static final int MAX_FEE_POLICIES = 16;

  private OrderJson() {}

  static ObjectNode write(Order order) {
    Intent intent = order.intent();
    Bytes signature = order.signature();
    ObjectNode node =
        Json.object()
            .put("uid", order.uid().toString())
            .put("sellToken", intent.sellToken().toString())
            .put("buyToken", intent.buyToken().toString())
            .put("sellAmount", order.sellAmount().toString())
            .put("fullSellAmount", intent.sellAmount().toString())
            .put("buyAmount", order.buyAmount().toString())
            .put("fullBuyAmount", intent.buyAmount().toString())
            .put("validFrom", intent.validFrom())
            .put("validTo", intent.validTo())
            .put("kind", intent.side().text())
            .put("receiver", intent.receiver().toString())
            .put("owner", intent.owner().toString())
            .put("partiallyFillable", intent.partiallyFillable())
            .put("sellTokenSource", "erc20")
            .put("buyTokenDestination", "erc20")
            .put("class", "limit")
            .put("appData", intent.appData().toString())
            .put("nonce", intent.nonce().toString())
            .put("signingScheme", "eip712")
            .put("signature", signature == null ? "0x" : signature.toString());
    ArrayNode feePolicies = node.putArray("feePolicies");
    order.feePolicies().forEach(policy -> feePolicies.add(FeePolicyJson.write(policy)));
    node.putArray("preInteractions");
    node.putArray("postInteractions");
    return node;
  }

  /**
   * Reads an order. Empty if what it fixes does not fit our contract's 128 bits: nobody can fill it
   * there, and it is no fault of the request. What a buy order pays at most is cut to 128 bits.
   */
  public static Optional<Order> read(JsonView view) {
    IntentUid uid =
        view.field("uid")
            .parsed(
                2 + 2 * IntentUid.SIZE,
                IntentUid::parse,
                "must be an order uid: 0x and " + 2 * IntentUid.SIZE + " hex digits");
    Side side = view.field("kind").parsed(8, Side::parse, "must be \"sell\" or \"buy\"");
    BigInteger fullSell = sellAmount(view.field("fullSellAmount"), side);
    BigInteger fullBuy = view.field("fullBuyAmount").uint(WORD_BITS);
    BigInteger sell = sellAmount(view.field("sellAmount"), side);
    BigInteger buy = view.field("buyAmount").uint(WORD_BITS);
    Terms terms = readTerms(view);
    List<FeePolicy> feePolicies =
        view.optional("feePolicies")
            .map(policies -> policies.list(MAX_FEE_POLICIES, FeePolicyJson::read))
            .orElse(List.of());
    if (!fit(fullSell) || !fit(fullBuy) || !fit(sell) || !fit(buy)) {
      return Optional.empty();
    }
    return Optional.of(
        new Order(
            uid, terms.intent(side, fullSell, fullBuy), sell, buy, terms.signature(), feePolicies));
  }

  private static BigInteger sellAmount(JsonView view, Side side) {
    BigInteger amount = view.uint(WORD_BITS);
    return side == Side.BUY ? amount.min(Intent.MAX_AMOUNT) : amount;
  }

  private static boolean fit(BigInteger amount) {
    return amount.compareTo(Intent.MAX_AMOUNT) <= 0;
  }

  /** An order without its amounts. */
  private record Terms(
      Address owner,
      Address receiver,
      Address sellToken,
      Address buyToken,
      boolean partiallyFillable,
      long validFrom,
      long validTo,
      BigInteger nonce,
      Bytes32 appData,
      @Nullable Bytes signature) {
    Intent intent(Side side, BigInteger sellAmount, BigInteger buyAmount) {
      return new Intent(
          owner,
          receiver,
          sellToken,
          buyToken,
          sellAmount,
          buyAmount,
          side,
          partiallyFillable,
          validFrom,
          validTo,
          nonce,
          appData);
    }
  }

  private static Terms readTerms(JsonView view) {
    JsonView owner = view.field("owner");
    return new Terms(
        owner.address(),
        view.optional("receiver").orElse(owner).address(),
        view.field("sellToken").address(),
        view.field("buyToken").address(),
        view.field("partiallyFillable").bool(),
        view.optional("validFrom").map(from -> from.integer(0, Intent.MAX_TIME)).orElse(0L),
        view.field("validTo").integer(0, Intent.MAX_TIME),
        view.optional("nonce").map(nonce -> nonce.uint(256)).orElse(BigInteger.ZERO),
        view.field("appData").bytes32(),
        view.optional("signature")
            .map(JsonView::ownerSignature)
            .filter(signature -> signature.size() > 0)
            .orElse(null));
  }
}
