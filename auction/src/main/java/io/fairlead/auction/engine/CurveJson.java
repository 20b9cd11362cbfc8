package io.fairlead.auction.engine;

import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of Curve's pools, a kind of liquidity that CoW's API does not have. */
final class CurveJson {
  /** As many coins as any of its contracts takes. */
  private static final int MAX_COINS = 8;

  private static final int FEE_DIGITS = 10;
  private static final BigInteger WHOLE = BigInteger.TEN.pow(FEE_DIGITS);
  private static final int AMPLIFICATION_BITS = 64;
  private static final int FACTOR_BITS = 256;

  private CurveJson() {}

  static void write(Liquidity.CurveStable pool, ObjectNode node) {
    node.put("fee", Decimals.text(pool.fee(), FEE_DIGITS))
        .put("adminFee", Decimals.text(pool.adminFee(), FEE_DIGITS))
        .put(
            "amplificationParameter",
            Decimals.text(pool.amplification(), amplificationDigits(pool.precision())))
        .put("amplificationPrecision", Integer.toString(pool.precision()));
    ArrayNode tokens = node.putArray("tokens");
    for (CurveCoin coin : pool.coins()) {
      tokens
          .addObject()
          .put("token", coin.token().toString())
          .put("balance", coin.reserve().balance().toString())
          .put(
              "scalingFactor",
              Decimals.text(coin.reserve().scalingFactor(), Decimals.FIXED_POINT_DIGITS));
    }
  }

  static Liquidity read(JsonView view) {
    int precision =
        view.field("amplificationPrecision")
            .parsed(3, CurveJson::precision, "must be \"1\" or \"100\"");
    return new Liquidity.CurveStable(
        LiquidityJson.id(view),
        view.field("address").address(),
        LiquidityJson.gasEstimate(view),
        coins(view.field("tokens")),
        Decimals.read(
            view.field("amplificationParameter"),
            amplificationDigits(precision),
            AMPLIFICATION_BITS),
        precision,
        Decimals.belowOne(view.field("fee"), FEE_DIGITS),
        atMostOne(view.field("adminFee")));
  }

  private static List<CurveCoin> coins(JsonView view) {
    List<CurveCoin> coins = view.list(MAX_COINS, CurveJson::coin);
    Set<Address> tokens = new HashSet<>();
    if (coins.size() < 2 || !coins.stream().allMatch(coin -> tokens.add(coin.token()))) {
      throw view.problem("must hold at least two tokens, each once");
    }
    return coins;
  }

  private static CurveCoin coin(JsonView view) {
    return new CurveCoin(
        view.field("token").address(),
        new StableReserve(
            view.field("balance").uint(256),
            Decimals.read(view.field("scalingFactor"), Decimals.FIXED_POINT_DIGITS, FACTOR_BITS)));
  }

  /** The contracts let the whole fee leave the pool. */
  private static BigInteger atMostOne(JsonView view) {
    BigInteger share = Decimals.read(view, FEE_DIGITS, AMPLIFICATION_BITS);
    if (share.compareTo(WHOLE) > 0) {
      throw view.problem("must be at most 1");
    }
    return share;
  }

  private static int precision(String text) {
    return switch (text) {
      case "1" -> 1;
      case "100" -> 100;
      default -> throw new IllegalArgumentException("no precision of a contract");
    };
  }

  private static int amplificationDigits(int precision) {
    return precision == 1 ? 0 : 2;
  }
}
