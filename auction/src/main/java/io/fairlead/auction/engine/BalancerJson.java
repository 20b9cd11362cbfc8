package io.fairlead.auction.engine;

import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.primitive.Address;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** JSON of the kinds of liquidity that Balancer V2 has. */
final class BalancerJson {
  /** Most tokens of one pool: the Vault's pools have at most fifty. */
  private static final int MAX_TOKENS = 50;

  private static final int DIGITS = Decimals.FIXED_POINT_DIGITS;
  private static final int AMPLIFICATION_DIGITS = 3;

  private static final int BALANCE_BITS = 256;
  private static final int FACTOR_BITS = 256;

  private BalancerJson() {}

  static void write(Liquidity.WeightedProduct pool, ObjectNode node) {
    node.put("balancerPoolId", pool.poolId().toString())
        .put("fee", Decimals.text(pool.fee(), DIGITS))
        .put("version", pool.version().text());
    ObjectNode tokens = node.putObject("tokens");
    pool.reserves()
        .forEach((token, reserve) ->
            tokens
                .putObject(token.toString())
                .put("balance", reserve.balance().toString())
                .put("scalingFactor", Decimals.text(reserve.scalingFactor(), DIGITS))
                .put("weight", Decimals.text(reserve.weight(), DIGITS)));
  }

  static void write(Liquidity.Stable pool, ObjectNode node) {
    node.put("balancerPoolId", pool.poolId().toString())
        .put("fee", Decimals.text(pool.fee(), DIGITS))
        .put("amplificationParameter", Decimals.text(pool.amplification(), AMPLIFICATION_DIGITS));
    ObjectNode tokens = node.putObject("tokens");
    pool.reserves()
        .forEach((token, reserve) ->
            tokens
                .putObject(token.toString())
                .put("balance", reserve.balance().toString())
                .put("scalingFactor", Decimals.text(reserve.scalingFactor(), DIGITS)));
  }

  static Liquidity readWeighted(JsonView view) {
    return new Liquidity.WeightedProduct(
        LiquidityJson.id(view),
        view.field("address").address(),
        LiquidityJson.gasEstimate(view),
        view.field("balancerPoolId").bytes32(),
        reserves(
            view.field("tokens"),
            token ->
                new WeightedReserve(
                    token.field("balance").uint(BALANCE_BITS),
                    Decimals.read(token.field("scalingFactor"), DIGITS, FACTOR_BITS),
                    Decimals.belowOne(token.field("weight"), DIGITS))),
        Decimals.belowOne(view.field("fee"), DIGITS),
        view.field("version").parsed(16, WeightedVersion::parse, "must be \"v0\" or \"v3Plus\""));
  }

  static Liquidity readStable(JsonView view) {
    return new Liquidity.Stable(
        LiquidityJson.id(view),
        view.field("address").address(),
        LiquidityJson.gasEstimate(view),
        view.field("balancerPoolId").bytes32(),
        reserves(
            view.field("tokens"),
            token ->
                new StableReserve(
                    token.field("balance").uint(BALANCE_BITS),
                    Decimals.read(token.field("scalingFactor"), DIGITS, FACTOR_BITS))),
        Decimals.read(view.field("amplificationParameter"), AMPLIFICATION_DIGITS, 64),
        Decimals.belowOne(view.field("fee"), DIGITS));
  }

  private static <T> SortedMap<Address, T> reserves(JsonView view, Function<JsonView, T> reserve) {
    SortedMap<Address, T> reserves = new TreeMap<>();
    view.fields(MAX_TOKENS)
        .forEach((text, token) ->
            reserves.put(RequestJson.addressKey(text, token), reserve.apply(token)));
    if (reserves.size() < 2) {
      throw view.problem("must hold at least two tokens");
    }
    return reserves;
  }
}
