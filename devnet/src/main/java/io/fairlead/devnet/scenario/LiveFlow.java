package io.fairlead.devnet.scenario;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Random wallets with random wishes at the market, until the thread is interrupted. */
public final class LiveFlow {
  private static final List<String> SYMBOLS = List.of("WETH", "USDC", "DAI", "WBTC");

  private LiveFlow() {}

  /**
   * Runs until interrupted.
   *
   * @param seed decides every wish; the prices depend on the chain
   * @param pause between intents
   */
  public static void run(
      String relayUrl,
      Deployment deployment,
      List<LocalSigner> wallets,
      long seed,
      Duration pause,
      Console console) {
    SplittableRandom random = new SplittableRandom(seed);
    try (RelayClient relay = new RelayClient(relayUrl);
        Commentary commentary = new Commentary(relay, deployment, console);
        LiveEvents events = new LiveEvents(relayUrl, commentary::event)) {
      events.followBatches();
      try {
        while (!Thread.currentThread().isInterrupted()) {
          try {
            one(relay, events, commentary, deployment, wallets, random);
          } catch (RpcException e) {
            if (!Thread.currentThread().isInterrupted()) {
              commentary.say("not submitted: " + e.problem());
            }
          }
          Thread.sleep(pause.toMillis());
        }
      } catch (InterruptedException e) {
        commentary.finish();
        console.line(commentary.summary());
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void one(
      RelayClient relay,
      LiveEvents events,
      Commentary commentary,
      Deployment deployment,
      List<LocalSigner> wallets,
      SplittableRandom random) {
    LocalSigner wallet = wallets.get(random.nextInt(wallets.size()));
    int sell = random.nextInt(SYMBOLS.size());
    int buy = (sell + 1 + random.nextInt(SYMBOLS.size() - 1)) % SYMBOLS.size();
    Deployment.Token sellToken = deployment.token(SYMBOLS.get(sell));
    Deployment.Token buyToken = deployment.token(SYMBOLS.get(buy));
    Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
    Deployment.Token exact = side == Side.SELL ? sellToken : buyToken;
    // 100 to 10,000 dollars, small amounts more often.
    long cents = 10_000L << random.nextInt(7);
    BigInteger amount =
        BigInteger.TEN
            .pow(exact.decimals())
            .multiply(BigInteger.valueOf(cents + random.nextLong(cents)))
            .divide(BigInteger.valueOf(exact.cents()));
    Intent intent =
        relay.quote(
            new RelayClient.Wish(
                wallet.address(),
                sellToken.address(),
                buyToken.address(),
                side,
                amount,
                random.nextInt(5) == 0,
                50,
                120));
    Bytes32 hash = relay.submit(intent, wallet);
    commentary.submitted(new Tracked("live", wallet, intent, hash, Expectation.FILLED));
    events.follow(hash);
  }
}
