package io.fairlead.chain.submit;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.rpc.HttpTransport;
import io.fairlead.chain.rpc.JsonRpcClient;
import io.fairlead.chain.rpc.Quantity;
import io.fairlead.chain.rpc.RpcAnswer;
import io.fairlead.chain.rpc.RpcRequest;
import io.fairlead.chain.submit.BundleRefusedException.Refusal;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Offers bundles by {@code eth_sendBundle} to one or more builders at once, signed as they expect
 * by {@code X-Flashbots-Signature}. A bundle is sent if one of them took it. Thread safe.
 */
public final class HttpBundleSender implements BundleSender, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpBundleSender.class);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<JsonRpcClient> builders;
  private final FlashbotsSignature signature;

  /**
   * A sender to {@code builders}.
   *
   * @param timeout longest time one builder may take
   * @param identity signs requests; it needs no funds and should hold none
   */
  public HttpBundleSender(List<URI> builders, Duration timeout, Signer identity) {
    if (builders.isEmpty()) {
      throw new IllegalArgumentException("a bundle needs a builder");
    }
    this.builders =
        builders.stream()
            .map(uri -> new JsonRpcClient(new HttpTransport(uri, timeout, 1 << 20)))
            .toList();
    this.signature = new FlashbotsSignature(identity);
  }

  /**
   * {@inheritDoc}
   *
   * @throws BundleRefusedException if no builder took it
   */
  @Override
  public Bytes32 send(SignedTransaction transaction, long block) {
    ObjectNode bundle = JSON.objectNode();
    bundle.set("txs", JSON.arrayNode().add(transaction.raw().toString()));
    bundle.put("blockNumber", Quantity.of(block));
    RpcRequest request = RpcRequest.of("eth_sendBundle", bundle);
    List<CompletableFuture<Optional<Refusal>>> offers = new ArrayList<>();
    for (JsonRpcClient builder : builders) {
      CompletableFuture<Optional<Refusal>> offer = new CompletableFuture<>();
      Thread.ofVirtual().name("bundle").start(() -> offer.complete(offer(builder, request)));
      offers.add(offer);
    }
    List<Refusal> refusals = offers.stream().flatMap(offer -> offer.join().stream()).toList();
    if (refusals.size() == builders.size()) {
      throw new BundleRefusedException(refusals);
    }
    for (Refusal refusal : refusals) {
      LOG.warn("{} did not take a bundle: {}", refusal.builder(), refusal.reason());
    }
    // By the convention every builder follows for v1 bundles: over all transaction hashes.
    return Keccak.hash(transaction.hash().bytes());
  }

  private Optional<Refusal> offer(JsonRpcClient builder, RpcRequest request) {
    try {
      return switch (builder.call(request, signature::headers)) {
        case RpcAnswer.Success success -> accepted(builder, success.value());
        case RpcAnswer.Failure failure ->
            Optional.of(new Refusal(builder.server(), failure.toString()));
      };
    } catch (ChainException e) {
      return Optional.of(new Refusal(builder.server(), String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // Whoever waits for this offer must get an answer.
      return Optional.of(new Refusal(builder.server(), e.getClass().getSimpleName()));
    }
  }

  /** Some builders answer null to a bundle they could not read. */
  private static Optional<Refusal> accepted(JsonRpcClient builder, JsonNode result) {
    return result.path("bundleHash").isString() || result.isString()
        ? Optional.empty()
        : Optional.of(new Refusal(builder.server(), "answered without a bundle hash"));
  }

  @Override
  public void close() {
    builders.forEach(JsonRpcClient::close);
  }
}
