package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of {@link Liquidity}. */
public final class LiquidityJson {
  private static final String CONSTANT_PRODUCT = "constantProduct";
  private static final String CONCENTRATED = "concentratedLiquidity";
  private static final String WEIGHTED = "weightedProduct";
  private static final String STABLE = "stable";
  private static final String CURVE_STABLE = "curveStable";
  private static final String LIMIT_ORDER = "limitOrder";
  private static final int MAX_TICKS = 20_000;

  /** Smallest and largest tick of a Uniswap V3 pool. */
  private static final int MAX_TICK = 887_272;

  private static final int BPS_DIGITS = 4;
  private static final int PIPS_DIGITS = 6;

  private LiquidityJson() {}

  /** The pool as it stands in a request. */
  public static ObjectNode write(Liquidity pool) {
    ObjectNode node =
        Json.object()
            .put("id", pool.id())
            .put("address", pool.address().toString())
            .put("gasEstimate", Long.toString(pool.gasEstimate()));
    switch (pool) {
      case Liquidity.ConstantProduct pair -> write(pair, node);
      case Liquidity.Concentrated concentrated -> write(concentrated, node);
      case Liquidity.WeightedProduct weighted ->
          BalancerJson.write(weighted, node.put("kind", WEIGHTED));
      case Liquidity.Stable stable -> BalancerJson.write(stable, node.put("kind", STABLE));
      case Liquidity.CurveStable curve -> CurveJson.write(curve, node.put("kind", CURVE_STABLE));
      case Liquidity.LimitOrder order -> write(order, node);
    }
    return node;
  }

  private static void write(Liquidity.ConstantProduct pair, ObjectNode node) {
    node.put("kind", CONSTANT_PRODUCT)
        .put("router", pair.router().toString())
        .put("fee", Decimals.fraction(pair.feeBps(), BPS_DIGITS));
    ObjectNode tokens = node.putObject("tokens");
    tokens.putObject(pair.token0().toString()).put("balance", pair.reserve0().toString());
    tokens.putObject(pair.token1().toString()).put("balance", pair.reserve1().toString());
  }

  private static void write(Liquidity.Concentrated pool, ObjectNode node) {
    node.put("kind", CONCENTRATED)
        .put("router", pool.router().toString())
        .put("fee", Decimals.fraction(pool.feePips(), PIPS_DIGITS))
        .put("sqrtPrice", pool.sqrtPriceX96().toString())
        .put("liquidity", pool.liquidity().toString())
        .put("tick", pool.tick());
    ArrayNode tokens = node.putArray("tokens");
    tokens.add(pool.token0().toString()).add(pool.token1().toString());
    ObjectNode net = node.putObject("liquidityNet");
    pool.liquidityNet().forEach((tick, value) -> net.put(tick.toString(), value.toString()));
  }

  private static void write(Liquidity.LimitOrder order, ObjectNode node) {
    node.put("kind", LIMIT_ORDER)
        .put("hash", order.hash().toString())
        .put("makerToken", order.makerToken().toString())
        .put("takerToken", order.takerToken().toString())
        .put("makerAmount", order.makerAmount().toString())
        .put("takerAmount", order.takerAmount().toString())
        .put("takerTokenFeeAmount", order.takerTokenFeeAmount().toString());
  }

  /** Reads a pool; an unknown kind is at fault. */
  public static Liquidity read(JsonView view) {
    return readIfKnown(view).orElseThrow(() -> view.field("kind").problem("unknown kind of pool"));
  }

  /** Reads a pool; empty if it is of a kind the API did not have when this was written. */
  public static Optional<Liquidity> readIfKnown(JsonView view) {
    return switch (view.field("kind").text(64)) {
      case CONSTANT_PRODUCT -> Optional.of(readConstantProduct(view));
      case CONCENTRATED -> Optional.of(readConcentrated(view));
      case WEIGHTED -> Optional.of(BalancerJson.readWeighted(view));
      case STABLE -> Optional.of(BalancerJson.readStable(view));
      case CURVE_STABLE -> Optional.of(CurveJson.read(view));
      case LIMIT_ORDER -> Optional.of(readLimitOrder(view));
      default -> Optional.empty();
    };
  }

  private static Liquidity readConstantProduct(JsonView view) {
    JsonView tokensView = view.field("tokens");
    SortedMap<Address, BigInteger> reserves = new TreeMap<>();
    tokensView
        .fields(2)
        .forEach((text, token) ->
            reserves.put(RequestJson.addressKey(text, token), token.field("balance").uint(256)));
    if (reserves.size() != 2) {
      throw tokensView.problem("must hold two tokens");
    }
    return new Liquidity.ConstantProduct(
        id(view),
        view.field("address").address(),
        gasEstimate(view),
        view.field("router").address(),
        reserves.firstEntry().getKey(),
        reserves.lastEntry().getKey(),
        reserves.firstEntry().getValue(),
        reserves.lastEntry().getValue(),
        Decimals.fraction(view.field("fee"), BPS_DIGITS));
  }

  private static Liquidity readConcentrated(JsonView view) {
    JsonView tokensView = view.field("tokens");
    List<Address> tokens = tokensView.list(2, JsonView::address);
    if (tokens.size() != 2 || tokens.get(0).compareTo(tokens.get(1)) >= 0) {
      throw tokensView.problem("must hold two tokens, ascending");
    }
    SortedMap<Integer, BigInteger> net = new TreeMap<>();
    for (Map.Entry<String, JsonView> tick :
        view.field("liquidityNet").fields(MAX_TICKS).entrySet()) {
      net.put(tickKey(tick.getKey(), tick.getValue()), tick.getValue().signed(127));
    }
    return new Liquidity.Concentrated(
        id(view),
        view.field("address").address(),
        gasEstimate(view),
        view.field("router").address(),
        tokens.get(0),
        tokens.get(1),
        view.field("sqrtPrice").uint(160),
        view.field("liquidity").uint(128),
        (int) view.field("tick").integer(-MAX_TICK - 1, MAX_TICK),
        net,
        Decimals.fraction(view.field("fee"), PIPS_DIGITS));
  }

  private static int tickKey(String text, JsonView value) {
    try {
      int tick = Integer.parseInt(text);
      if (Math.abs((long) tick) <= MAX_TICK && Integer.toString(tick).equals(text)) {
        return tick;
      }
    } catch (NumberFormatException e) {
      // Reported below, as a tick out of range is.
    }
    throw value.problem("its key must be a tick");
  }

  private static Liquidity readLimitOrder(JsonView view) {
    Address makerToken = view.field("makerToken").address();
    JsonView takerToken = view.field("takerToken");
    if (takerToken.address().equals(makerToken)) {
      throw takerToken.problem("must be another token than makerToken");
    }
    return new Liquidity.LimitOrder(
        id(view),
        view.field("address").address(),
        gasEstimate(view),
        view.field("hash").bytes32(),
        makerToken,
        takerToken.address(),
        view.field("makerAmount").uint(256),
        view.field("takerAmount").uint(256),
        view.field("takerTokenFeeAmount").uint(256));
  }

  static String id(JsonView view) {
    return view.field("id").text(64);
  }

  static long gasEstimate(JsonView view) {
    return view.field("gasEstimate").uint(63).longValueExact();
  }
}
