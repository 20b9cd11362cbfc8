package io.fairlead.devnet.crash;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.relay.intent.IntentJson;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Signs one intent after another and sends each until it has a receipt, whatever happens to the
 * connection on the way. For one thread, and for the owners given to it alone.
 */
final class InsistentWallet implements Runnable {
  private static final List<String> SYMBOLS = List.of("WETH", "USDC", "DAI", "WBTC");
  private static final long VALID_SECONDS = 1_800;

  private final String url;
  private final Deployment deployment;
  private final List<LocalSigner> owners;
  private final SplittableRandom random;
  private final AtomicBoolean stop;
  private final Eip712 eip712;
  private final Map<LocalSigner, Integer> nonces = new HashMap<>();
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int lostAnswers;

  InsistentWallet(
      String url,
      Deployment deployment,
      List<LocalSigner> owners,
      SplittableRandom random,
      AtomicBoolean stop) {
    this.url = url;
    this.deployment = deployment;
    this.owners = owners;
    this.random = random;
    this.stop = stop;
    this.eip712 = new Eip712(new Domain(deployment.chainId(), deployment.settlement()));
  }

  /**
   * An intent and the receipt its owner holds.
   *
   * @param fillable whether its limit is far on the good side of the market
   */
  record Acknowledged(Bytes32 hash, Intent intent, boolean fillable, JsonNode receipt) {}

  /** To be read when the thread has ended. */
  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** Answers that should not have come. */
  List<String> problems() {
    return problems;
  }

  /** How often there was no answer and the same intent was sent again. */
  int lostAnswers() {
    return lostAnswers;
  }

  @Override
  public void run() {
    try (RpcClient rpc = new RpcClient(url)) {
      while (!stop.get()) {
        one(rpc);
        Thread.sleep(random.nextLong(150, 700));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Signs and sends one more. */
  void one(RpcClient rpc) throws InterruptedException {
    LocalSigner owner = owners.get(random.nextInt(owners.size()));
    boolean fillable = random.nextInt(12) != 0;
    Intent intent = intent(owner, fillable);
    Bytes32 hash = eip712.intentHash(intent);
    Map<String, Object> params =
        Map.of("intent", IntentJson.write(intent), "signature", owner.sign(hash).toString());
    JsonNode receipt = submit(rpc, params);
    if (receipt == null) {
      return;
    }
    acknowledged.add(new Acknowledged(hash, intent, fillable, receipt));
    if (random.nextInt(4) == 0) {
      JsonNode again = submit(rpc, params);
      if (again != null && !again.equals(receipt)) {
        problems.add(hash + ": sent again, another receipt " + again + " after " + receipt);
      }
    }
  }

  private @Nullable JsonNode submit(RpcClient rpc, Map<String, Object> params)
      throws InterruptedException {
    while (true) {
      try {
        return rpc.call("intent_submit", params).path("receipt");
      } catch (RpcException e) {
        if (e.code() == RpcException.NO_ANSWER) {
          lostAnswers++;
        } else if (!e.reason().equals("overloaded") && !e.reason().equals("chainUnavailable")) {
          problems.add("refused: " + e.getMessage());
          return null;
        }
        Thread.sleep(50);
      }
    }
  }

  private Intent intent(LocalSigner owner, boolean fillable) {
    int sell = random.nextInt(SYMBOLS.size());
    int buy = (sell + 1 + random.nextInt(SYMBOLS.size() - 1)) % SYMBOLS.size();
    Deployment.Token sellToken = deployment.token(SYMBOLS.get(sell));
    Deployment.Token buyToken = deployment.token(SYMBOLS.get(buy));
    long cents = random.nextLong(20_000, 100_000);
    long now = Instant.now().getEpochSecond();
    int nonce = nonces.merge(owner, 1, Integer::sum);
    return new Intent(
        owner.address(),
        owner.address(),
        sellToken.address(),
        buyToken.address(),
        worth(sellToken, cents),
        // Even a purchase is filled at this limit: it gives up to twice what it asks for.
        worth(buyToken, fillable ? cents / 2 : cents * 2),
        random.nextBoolean() ? Side.SELL : Side.BUY,
        random.nextInt(4) == 0,
        now - 60,
        now + VALID_SECONDS,
        BigInteger.valueOf(nonce),
        Bytes32.ZERO);
  }

  private static BigInteger worth(Deployment.Token token, long cents) {
    return BigInteger.TEN
        .pow(token.decimals())
        .multiply(BigInteger.valueOf(cents))
        .divide(BigInteger.valueOf(token.cents()));
  }
}
