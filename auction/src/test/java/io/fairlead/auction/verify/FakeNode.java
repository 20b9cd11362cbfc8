package io.fairlead.auction.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.json.Json;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link FakeEvidence} as a chain node tells it: JSON-RPC with just the methods a verifier needs.
 */
final class FakeNode implements AutoCloseable {
  static final Address V2_FACTORY = Scene.address("v2 factory");
  static final Address V3_FACTORY = Scene.address("v3 factory");
  private static final int SPACING = 600;

  static {
    // Otherwise the server waits 40 ms for the client's acknowledgement between head and body.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final FakeEvidence evidence;
  private final HttpServer server;
  private final Map<Bytes, Function<Call, Optional<AbiWriter>>> views = new HashMap<>();

  /** A call of a contract at a block. */
  private record Call(Address to, Bytes input, BlockRef at) {
    <T> T argument(Function<AbiReader, T> read) {
      byte[] arguments = Arrays.copyOfRange(input.bytes(), 4, input.size());
      return AbiReader.read(Bytes.of(arguments), read);
    }
  }

  FakeNode(FakeEvidence evidence) throws IOException {
    this.evidence = evidence;
    view("hub()", call -> Optional.of(new AbiWriter().address(Scene.HUB)));
    view("auctioneer()", call -> evidence.auctioneer(call.at).map(new AbiWriter()::address));
    view(
        "filled(bytes32)",
        call ->
            evidence
                .filled(call.argument(AbiReader::word), call.at)
                .map(filled -> new AbiWriter().uint(filled, 256)));
    view("presigned(address,bytes32)", call -> Optional.of(new AbiWriter().uint(0)));
    view(
        "getPair(address,address)",
        call ->
            found(
                pool(Liquidity.ConstantProduct.class),
                pair ->
                    call.argument(in -> List.of(in.address(), in.address()))
                        .equals(pair.tokens())));
    view(
        "getPool(address,address,uint24)",
        call ->
            found(
                pool(Liquidity.Concentrated.class),
                pool ->
                    call.argument(in -> List.of(in.address(), in.address(), in.uint(256)))
                        .equals(
                            List.of(
                                pool.token0(),
                                pool.token1(),
                                BigInteger.valueOf(pool.feePips())))));
    view(
        "getReserves()",
        call -> {
          Liquidity.ConstantProduct pair = pool(Liquidity.ConstantProduct.class);
          return Optional.of(new AbiWriter().uint(pair.reserve0(), 256).uint(pair.reserve1(), 256));
        });
    concentratedViews();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void concentratedViews() {
    view(
        "slot0()",
        call -> {
          Liquidity.Concentrated pool = pool(Liquidity.Concentrated.class);
          return Optional.of(new AbiWriter().uint(pool.sqrtPriceX96(), 256).uint(pool.tick()));
        });
    view(
        "liquidity()",
        call ->
            Optional.of(new AbiWriter().uint(pool(Liquidity.Concentrated.class).liquidity(), 256)));
    view("tickSpacing()", call -> Optional.of(new AbiWriter().uint(SPACING)));
    view(
        "tickBitmap(int16)",
        call -> {
          int word = call.argument(FakeNode::signed).intValueExact();
          BigInteger bits = BigInteger.ZERO;
          for (int tick : pool(Liquidity.Concentrated.class).liquidityNet().keySet()) {
            int place = Math.floorDiv(tick, SPACING);
            if (place >> 8 == word) {
              bits = bits.setBit(place & 255);
            }
          }
          return Optional.of(new AbiWriter().uint(bits, 256));
        });
    view(
        "ticks(int24)",
        call -> {
          int tick = call.argument(FakeNode::signed).intValueExact();
          BigInteger net =
              Objects.requireNonNull(pool(Liquidity.Concentrated.class).liquidityNet().get(tick));
          return Optional.of(
              new AbiWriter().uint(0).uint(net.mod(BigInteger.ONE.shiftLeft(256)), 256));
        });
  }

  private static BigInteger signed(AbiReader in) {
    return new BigInteger(in.word().bytes());
  }

  private void view(String signature, Function<Call, Optional<AbiWriter>> answer) {
    views.put(AbiFunction.of(signature).selector(), answer);
  }

  /** A factory's answer. */
  private static <T extends Liquidity> Optional<AbiWriter> found(T pool, Predicate<T> which) {
    return Optional.of(new AbiWriter().address(which.test(pool) ? pool.address() : Address.ZERO));
  }

  private static <T extends Liquidity> T pool(Class<T> kind) {
    return Scene.pools().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = Json.parse(exchange.getRequestBody().readAllBytes()).node();
    JsonNode answer;
    if (request.isArray()) {
      ArrayNode answers = Json.array();
      request.forEach(one -> answers.add(answer(one)));
      answer = answers;
    } else {
      answer = answer(request);
    }
    byte[] body = Json.canonicalBytes(answer);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private JsonNode answer(JsonNode request) {
    ObjectNode answer = Json.object().put("jsonrpc", "2.0");
    answer.set("id", request.get("id"));
    JsonNode params = request.get("params");
    switch (request.get("method").stringValue()) {
      case "eth_chainId" -> answer.put("result", hex(Scene.DOMAIN.chainId()));
      case "eth_getBlockByNumber" ->
          set(answer, evidence.block(number(params.get(0))).map(FakeNode::block));
      case "eth_getCode" -> answer.put("result", "0x");
      case "eth_call" -> call(answer, params);
      case "eth_getTransactionByHash" -> set(answer, transaction(params).map(FakeNode::sent));
      case "eth_getTransactionReceipt" -> set(answer, transaction(params).map(FakeNode::receipt));
      case "eth_getLogs" -> {
        ArrayNode logs = answer.putArray("result");
        Bytes32 hash = evidence.settlementsOf(0, 0, 0).get(placeOf(params.get(0)));
        if (hash != null) {
          logs.addObject().put("transactionHash", hash.toString());
        }
      }
      default -> throw new IllegalArgumentException("unexpected method " + request);
    }
    return answer;
  }

  private void call(ObjectNode answer, JsonNode params) {
    JsonNode request = params.get(0);
    Bytes input = Bytes.parse(request.get("data").stringValue());
    String at = params.get(1).stringValue();
    Call call =
        new Call(
            Address.parse(request.get("to").stringValue()),
            input,
            at.equals("latest")
                ? Scene.BLOCK
                : evidence.block(number(params.get(1))).orElseThrow());
    Bytes selector = Bytes.of(Arrays.copyOf(input.bytes(), 4));
    Objects.requireNonNull(views.get(selector))
        .apply(call)
        .ifPresentOrElse(
            result -> answer.put("result", result.toBytes().toString()),
            () ->
                answer.set(
                    "error",
                    Json.object().put("code", -32000).put("message", "missing trie node")));
  }

  private Optional<ChainEvidence.Transaction> transaction(JsonNode params) {
    return evidence.transaction(Bytes32.parse(params.get(0).stringValue()));
  }

  private static void set(ObjectNode answer, Optional<ObjectNode> result) {
    if (result.isPresent()) {
      answer.set("result", result.get());
    } else {
      answer.putNull("result");
    }
  }

  private static ObjectNode block(BlockRef block) {
    return Json.object()
        .put("number", hex(block.number()))
        .put("hash", block.hash().toString())
        .put("timestamp", hex(block.timestamp()));
  }

  private static ObjectNode sent(ChainEvidence.Transaction transaction) {
    return Json.object()
        .put("to", String.valueOf(transaction.to()))
        .put("input", transaction.input().toString())
        .put("gas", hex(transaction.gasLimit()));
  }

  private static ObjectNode receipt(ChainEvidence.Transaction transaction) {
    ObjectNode receipt =
        Json.object()
            .put("blockNumber", hex(transaction.block().number()))
            .put("blockHash", transaction.block().hash().toString())
            .put("status", transaction.succeeded() ? "0x1" : "0x0")
            .put("gasUsed", hex(transaction.gasUsed()));
    ArrayNode logs = receipt.putArray("logs");
    for (ChainEvidence.Log log : transaction.logs()) {
      ArrayNode topics =
          logs.addObject()
              .put("address", log.address().toString())
              .put("data", log.data().toString())
              .putArray("topics");
      log.topics().forEach(topic -> topics.add(topic.toString()));
    }
    return receipt;
  }

  /** Of the auction whose event is looked for; of whichever batch, as the evidence has it. */
  private static int placeOf(JsonNode filter) {
    BigInteger auction = new BigInteger(filter.get("topics").get(1).stringValue().substring(2), 16);
    return auction.mod(BigInteger.valueOf(AuctionId.PLACES)).intValueExact();
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private static long number(JsonNode quantity) {
    BigInteger value = new BigInteger(quantity.stringValue().substring(2), 16);
    return value.bitLength() < 64 ? value.longValueExact() : Long.MAX_VALUE;
  }
}
