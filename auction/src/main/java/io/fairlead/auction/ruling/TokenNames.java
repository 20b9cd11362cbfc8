package io.fairlead.auction.ruling;

import io.fairlead.auction.json.JsonView;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads tokens and their reference prices; native coin is traded as its wrapped token. */
final class TokenNames {
  private static final int MAX_PRICES = 50_000;
  private static final String NATIVE = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

  private final Optional<String> wrapped;
  private final Map<String, BigInteger> prices = new HashMap<>();

  /** Of the document {@code root}. */
  TokenNames(JsonView root) {
    this.wrapped = root.optional("nativeToken").map(Names::read);
    JsonView given = root.field("referencePrices");
    given
        .fields(MAX_PRICES)
        .forEach((token, price) -> {
          if (!Names.printable(token)) {
            throw given.problem("a token's name must be of printable ASCII characters");
          }
          BigInteger rate = price.uint(OrderReader.AMOUNT_BITS);
          BigInteger known = prices.putIfAbsent(token(token), rate);
          if (known != null && !known.equals(rate)) {
            throw price.problem("the token has another price already");
          }
        });
  }

  String read(JsonView view) {
    return token(Names.spelled(view));
  }

  private String token(String spelled) {
    String token = Names.canonical(spelled);
    return token.equals(NATIVE) ? wrapped.orElse(token) : token;
  }

  /** Native wei per 10^18 wei of the token. Zero is no price. */
  Optional<BigInteger> price(String token) {
    return Optional.ofNullable(prices.get(token)).filter(price -> price.signum() > 0);
  }
}
