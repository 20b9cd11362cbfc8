package io.fairlead.solver.engine;

import java.math.BigInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Items that spoil a request, of every part it has. */
final class Poisons {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String WETH = token("a0");
  private static final String DAI = token("a3");
  private static final String USDT = token("a4");
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final String HOSTILE = "\u202e\u0000\n\"; DROP TABLE\ud83d\u0007%s{}";

  private Poisons() {}

  /**
   * A way to spoil a request.
   *
   * @param reported in the log; empty where nothing is left out
   */
  record Poison(String name, String reported, Consumer<ObjectNode> add) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Poison> pools() {
    return Stream.of(
        pool("zero weights", weighted("0", "0")),
        pool("weights above one", weighted("0.9", "0.9")),
        pool("weights below one", weighted("0.2", "0.3")),
        pool("a weight of next to nothing", weighted("0.000000000000000001", "0.9")),
        pool("reserves near 2^256", pair(MOST.toString(), MOST.toString())),
        pool("one reserve near 2^256", pair("1000000000000000000000", MOST.toString())),
        pool("no reserves", pair("0", "0"), ""),
        pool("ticks that take more than there is", ticks("-5000000000000000000")),
        pool("ticks whose sum leaves its word", ticks(word(127))),
        pool("stable without convergence", stable("1", MOST.shiftRight(145).toString())),
        pool("stable with nothing of one", stable("0", "1000000000000000000")),
        pool("curve without convergence", curve("1", MOST.shiftRight(2).toString())),
        pool("curve with nothing of one", curve("0", "1000000000000000000")),
        pool("an order for nothing", limit("0", "0")),
        pool("a gas estimate of a hundred blocks", heavy()),
        new Poison(
            "one id, two pools",
            "contradicts",
            request -> {
              liquidity(request).add(pair("1000000000000000000000", "1").put("id", "twice"));
              liquidity(request)
                  .add(
                      pair("1", "1000000000000000000000")
                          .put("id", "twice")
                          .put("address", token("78")));
            }),
        new Poison(
            "one address, two states",
            "contradicts",
            request -> {
              liquidity(request).add(pair("9000000000000000000000000", "2000000000000"));
              liquidity(request).add(pair("1", "1000000000000000000000").put("id", "other"));
            }),
        new Poison(
            "one pool of two kinds",
            "contradicts",
            request -> {
              liquidity(request).add(pair("9000000000000000000000000", "2000000000000"));
              liquidity(request).add(weighted("0.5", "0.5").put("id", "other"));
            }));
  }

  static Stream<Poison> orders() {
    return Stream.of(
        order(
            "sells what it buys",
            "",
            order -> order.put("buyToken", order.get("sellToken").stringValue())),
        order("2^256 - 1 for a wei", "left out", order -> amounts(order, MOST.toString(), "1")),
        order("a wei for 2^256 - 1", "left out", order -> amounts(order, "1", MOST.toString())),
        order("2^128 - 1 for a wei", "", order -> amounts(order, word(128), "1")),
        order("a wei for 2^128 - 1", "", order -> amounts(order, "1", word(128))),
        order("nothing for nothing", "", order -> amounts(order, "0", "0")),
        order(
            "of tokens nobody has",
            "",
            order -> order.put("sellToken", token("e1")).put("buyToken", token("e2"))),
        new Poison(
            "one order, two amounts",
            "contradicts",
            request -> {
              ObjectNode first = poisonOrder(request);
              orders(request).add(first);
              orders(request).add(amounts(first.deepCopy(), "7", "5"));
            }));
  }

  static ArrayNode orders(ObjectNode request) {
    return (ArrayNode) request.get("orders");
  }

  static Stream<Poison> tokens() {
    return Stream.of(
        tokenInfo("no decimals at all", info -> info.put("decimals", 0)),
        tokenInfo("77 decimals", info -> info.put("decimals", 77)),
        tokenInfo("255 decimals", info -> info.put("decimals", 255)),
        tokenInfo("a hostile name", info -> info.put("symbol", HOSTILE)),
        tokenInfo("a very long name", info -> info.put("symbol", "x".repeat(100_000))),
        tokenInfo("a price of 2^256 - 1", info -> info.put("referencePrice", MOST.toString())),
        tokenInfo("a price of zero", info -> info.put("referencePrice", "0")),
        tokenInfo("a buffer of 2^256 - 1", info -> info.put("availableBalance", MOST.toString())));
  }

  private static Poison pool(String name, ObjectNode pool) {
    return pool(name, pool, "pools.excluded of=6 excluded=1 ids=poison");
  }

  private static Poison pool(String name, ObjectNode pool, String reported) {
    return new Poison(name, reported, request -> liquidity(request).add(pool));
  }

  private static Poison order(String name, String reported, Consumer<ObjectNode> spoil) {
    return new Poison(
        name,
        reported,
        request -> {
          ObjectNode order = poisonOrder(request);
          spoil.accept(order);
          orders(request).add(order);
        });
  }

  private static Poison tokenInfo(String name, Consumer<ObjectNode> spoil) {
    return new Poison(
        name,
        "",
        request -> {
          ObjectNode info =
              JSON.createObjectNode()
                  .put("decimals", 18)
                  .put("symbol", "P")
                  .put("referencePrice", "1000000000000000000")
                  .put("availableBalance", "0")
                  .put("trusted", true);
          spoil.accept(info);
          ((ObjectNode) request.get("tokens")).set(token("ee"), info);
          liquidity(request)
              .add(
                  pair("1000000000000000000", "1000000000000000000")
                      .set(
                          "tokens",
                          balances(
                              "1000000000000000000", "1000000000000000000", WETH, token("ee"))));
        });
  }

  private static ObjectNode poisonOrder(ObjectNode request) {
    ObjectNode order = (ObjectNode) orders(request).get(0).deepCopy();
    String uid = order.get("uid").stringValue();
    return order.put("uid", uid.replace("d00e", "dead"));
  }

  private static ObjectNode amounts(ObjectNode order, String sell, String buy) {
    return order
        .put("sellAmount", sell)
        .put("fullSellAmount", sell)
        .put("buyAmount", buy)
        .put("fullBuyAmount", buy);
  }

  private static ObjectNode bare(String kind) {
    return JSON.createObjectNode()
        .put("kind", kind)
        .put("id", "poison")
        .put("address", token("77"))
        .put("gasEstimate", "100000");
  }

  private static ObjectNode pair(String dai, String usdt) {
    ObjectNode pool = bare("constantProduct").put("router", token("99")).put("fee", "0.003");
    pool.set("tokens", balances(dai, usdt, DAI, USDT));
    return pool;
  }

  private static ObjectNode heavy() {
    return pair("9000000000000000000000000", "9000000000000").put("gasEstimate", "3000000000");
  }

  private static ObjectNode balances(String one, String other, String token, String otherToken) {
    ObjectNode tokens = JSON.createObjectNode();
    tokens.putObject(token).put("balance", one);
    tokens.putObject(otherToken).put("balance", other);
    return tokens;
  }

  /** Generous, if its state were taken for true. */
  private static ObjectNode weighted(String dai, String usdt) {
    ObjectNode pool =
        bare("weightedProduct")
            .put("balancerPoolId", "0x" + "5c".repeat(32))
            .put("fee", "0.0001")
            .put("version", "v3Plus");
    ObjectNode tokens = balances("9000000000000000000000000", "9900000000000", DAI, USDT);
    ((ObjectNode) tokens.get(DAI)).put("weight", dai).put("scalingFactor", "1");
    ((ObjectNode) tokens.get(USDT)).put("weight", usdt).put("scalingFactor", "1000000000000");
    pool.set("tokens", tokens);
    return pool;
  }

  private static ObjectNode stable(String dai, String usdt) {
    ObjectNode pool =
        bare("stable")
            .put("balancerPoolId", "0x" + "5c".repeat(32))
            .put("fee", "0.0001")
            .put("amplificationParameter", "500");
    ObjectNode tokens = balances(dai, usdt, DAI, USDT);
    ((ObjectNode) tokens.get(DAI)).put("scalingFactor", "1");
    ((ObjectNode) tokens.get(USDT)).put("scalingFactor", "1000000000000");
    pool.set("tokens", tokens);
    return pool;
  }

  private static ObjectNode curve(String dai, String usdt) {
    ObjectNode pool =
        bare("curveStable")
            .put("fee", "0.0001")
            .put("adminFee", "0.5")
            .put("amplificationParameter", "500")
            .put("amplificationPrecision", "1");
    ArrayNode tokens = pool.putArray("tokens");
    tokens.addObject().put("token", DAI).put("balance", dai).put("scalingFactor", "1");
    tokens
        .addObject()
        .put("token", USDT)
        .put("balance", usdt)
        .put("scalingFactor", "1000000000000");
    return pool;
  }

  /** At one for one, active liquidity of 10^18, and a tick on the way of a sale of DAI. */
  private static ObjectNode ticks(String net) {
    ObjectNode pool =
        bare("concentratedLiquidity")
            .put("router", token("99"))
            .put("fee", "0.0005")
            .put("sqrtPrice", BigInteger.ONE.shiftLeft(96).toString())
            .put("liquidity", "1000000000000000000")
            .put("tick", 0);
    pool.putArray("tokens").add(DAI).add(USDT);
    pool.putObject("liquidityNet")
        .put("-600", "1000000000000000000")
        .put("600", net)
        .put("660", net);
    return pool;
  }

  private static ObjectNode limit(String maker, String taker) {
    return bare("limitOrder")
        .put("hash", "0x" + "1e".repeat(32))
        .put("makerToken", USDT)
        .put("takerToken", DAI)
        .put("makerAmount", maker)
        .put("takerAmount", taker)
        .put("takerTokenFeeAmount", "0");
  }

  private static String word(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE).toString();
  }

  private static String token(String end) {
    return "0x" + "0".repeat(38) + end;
  }

  static ArrayNode liquidity(ObjectNode request) {
    return (ArrayNode) request.get("liquidity");
  }
}
