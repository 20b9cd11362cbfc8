package io.fairlead.devnet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.election.StandingHistory;
import io.fairlead.auction.verify.Verdict;
import io.fairlead.auction.winner.Standings;
import io.fairlead.chain.EthereumNode;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.TypedDataEncoder;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.devnet.world.World;
import io.fairlead.relay.verify.BatchVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What wallets do on the node's public JSON-RPC, in JSON, so that tests can also do it wrongly. */
public final class TestWallets implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Pattern HEAD =
      Pattern.compile("^fairlead_head_number ([0-9.E+]+)$", Pattern.MULTILINE);

  private final World world;
  private final RpcClient rpc;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable EthereumNode chain;
  private @Nullable BatchVerifier verifier;

  /** On a world of one's own. */
  public TestWallets(World world) {
    this.world = world;
    this.rpc = new RpcClient(world.relayUrl());
  }

  /** The node. */
  public RpcClient rpc() {
    return rpc;
  }

  /** The newest block the node has seen. */
  long newestBlock() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(world.relayUrl() + "/metrics")).build();
    try {
      String text = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher figure = HEAD.matcher(text);
      assertThat(figure.find()).as(text).isTrue();
      return (long) Double.parseDouble(figure.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A funded account. */
  public LocalSigner get(int index) {
    return world.wallets().get(index);
  }

  /** Wei of a token. */
  public BigInteger wei(String symbol, String amount) {
    return new BigDecimal(amount)
        .movePointRight(world.deployment().token(symbol).decimals())
        .toBigIntegerExact();
  }

  /** A token's address. */
  public String token(String symbol) {
    return world.deployment().token(symbol).address().toString();
  }

  /** A quoted intent that sells. */
  public ObjectNode quote(LocalSigner owner, String sell, String buy, String amount) {
    return quote(owner, sell, token(buy), amount, Map.of());
  }

  /** A quoted intent that sells for the token at an address; {@code more} of the quote's params. */
  public ObjectNode quote(
      LocalSigner owner, String sell, String buyToken, String amount, Map<String, Object> more) {
    return quote(owner.address(), sell, buyToken, amount, more);
  }

  /** The same for an account that need not have a key. */
  public ObjectNode quote(
      Address owner, String sell, String buyToken, String amount, Map<String, Object> more) {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("owner", owner.toString());
    wish.put("sellToken", token(sell));
    wish.put("buyToken", buyToken);
    wish.put("side", "sell");
    wish.put("amount", wei(sell, amount).toString());
    wish.put("slippageBps", 200);
    wish.put("validFor", 900);
    wish.putAll(more);
    for (int attempt = 1; ; attempt++) {
      try {
        return (ObjectNode) rpc.call("intent_quote", wish).path("intent");
      } catch (RpcException e) {
        // A solver that has just started may be too slow at first, to answer or to find anything.
        boolean slow = e.reason().equals("solversUnavailable") || e.reason().equals("noRoute");
        if (attempt == 8 || !slow) {
          throw e;
        }
      }
    }
  }

  /** The signature of the node's document for {@code request}, as text. */
  public String sign(LocalSigner owner, String member, JsonNode value) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.set(member, value);
    ObjectNode document = (ObjectNode) rpc.call("intent_typedData", request);
    return owner.sign(TypedDataEncoder.digest(document)).toString();
  }

  /** The digest of what an owner has to sign for an intent with this funding. */
  public Bytes32 digest(ObjectNode intent, String funding) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("funding", funding);
    request.set("intent", intent);
    return TypedDataEncoder.digest((ObjectNode) rpc.call("intent_typedData", request));
  }

  /** Submits; the node's answer. */
  public JsonNode submit(ObjectNode intent, String signature, Map<String, Object> more) {
    Map<String, Object> params = new LinkedHashMap<>(more);
    params.put("intent", intent);
    params.put("signature", signature);
    return rpc.call("intent_submit", params);
  }

  /** Signs and submits; the node's answer. */
  public JsonNode submit(LocalSigner owner, ObjectNode intent) {
    return rpc.call(
        "intent_submit", Map.of("intent", intent, "signature", sign(owner, "intent", intent)));
  }

  /** Sells at the market; the intent's hash. */
  public String sell(LocalSigner owner, String sell, String buy, String amount) {
    return submit(owner, quote(owner, sell, buy, amount)).path("intentHash").asString();
  }

  /** Cancels, at once or when the batch in flight has ended. */
  public void cancel(LocalSigner owner, String intentHash) {
    JsonNode hash = JsonNodeFactory.instance.stringNode(intentHash);
    rpc.call(
        "intent_cancel",
        Map.of("intentHash", intentHash, "signature", sign(owner, "cancel", hash)));
  }

  /** The newest status. */
  public JsonNode status(String intentHash) {
    return rpc.call("intent_status", Map.of("intentHash", intentHash));
  }

  /** Waits until an intent is filled; its status. */
  public JsonNode awaitFilled(String intentHash) {
    Awaitility.await(intentHash)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> status(intentHash).path("status").asString("").equals("filled"));
    JsonNode filled = status(intentHash);
    // Other winners of its batch may still be on their way.
    for (JsonNode fill : filled.path("fills")) {
      awaitEnded(fill.path("batch").asString());
    }
    return filled;
  }

  /** Waits until a batch is public; what the node says of it. */
  public JsonNode awaitEnded(String batch) {
    return Awaitility.await("end of batch " + batch)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptionsMatching(
            e -> e instanceof RpcException fault && fault.reason().equals("batchNotEnded"))
        .until(() -> rpc.call("batch_get", Map.of("batch", batch)), _ -> true);
  }

  /** Waits until what was submitted is filled whole and its batch stands up; its status. */
  public JsonNode settled(JsonNode answer) {
    JsonNode status = awaitFilled(answer.path("intentHash").asString());
    assertThat(status.at("/fills/0/sold").asString())
        .isEqualTo(status.at("/intent/sellAmount").asString());
    verify(status.at("/fills/0/batch").asString());
    return status;
  }

  /** Waits until a batch's transcript is complete, and holds it against the chain. */
  public void verify(String batch) {
    Awaitility.await("transcript of batch " + batch)
        .atMost(LIMIT)
        .until(() -> transcript(batch).path("complete").asBoolean());
    Verdict verdict =
        verifier()
            .verify(
                transcript(batch).path("lines").valueStream().map(JsonNode::asString).toList(),
                standingsBefore(Long.parseLong(batch)));
    assertThat(verdict)
        .as("batch %s", batch)
        .isInstanceOfSatisfying(
            Verdict.Agrees.class, agrees -> assertThat(agrees.summary().unchecked()).isEmpty());
  }

  /** One for all batches: it reads the pools whole once and then what changed. */
  private BatchVerifier verifier() {
    BatchVerifier known = verifier;
    if (known == null) {
      chain = EthereumNode.connect(URI.create(world.chain().url()), Duration.ofSeconds(30));
      known =
          new BatchVerifier(
              chain,
              settlement(),
              world.deployment().nativeToken(),
              DevKeys.signer("receipt").address(),
              Optional.of(world.deployment().uniswapV2().factory()),
              Optional.of(world.deployment().uniswapV3().factory()));
      verifier = known;
    }
    return known;
  }

  private Optional<Standings> standingsBefore(long batch) {
    for (long number = batch - 1; number > 0; number--) {
      Optional<Standings> found =
          StandingHistory.after(
              transcript(Long.toString(number))
                  .path("lines")
                  .valueStream()
                  .map(JsonNode::asString)
                  .toList());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.of(Standings.FULL);
  }

  private JsonNode transcript(String batch) {
    return rpc.call("batch_transcript", Map.of("batch", batch));
  }

  /** Every intent of an owner, proven to be the owner. */
  public JsonNode list(LocalSigner owner) {
    ObjectNode access = JsonNodeFactory.instance.objectNode();
    access.put("owner", owner.address().toString());
    access.put("validTo", System.currentTimeMillis() / 1_000 + 600);
    String signature = sign(owner, "access", access);
    access.remove("owner");
    access.put("signature", signature);
    return rpc.call(
        "intent_list", Map.of("owner", owner.address().toString(), "limit", 500, "access", access));
  }

  /** The settlement contract. */
  public Address settlement() {
    return world.deployment().settlement();
  }

  @Override
  public void close() {
    rpc.close();
    http.shutdownNow();
    EthereumNode used = chain;
    if (used != null) {
      used.close();
    }
  }
}
