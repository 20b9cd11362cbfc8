package io.fairlead.devnet.scenario;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.rpc.RpcClient;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * A fixed set of intents in waves, each with the end it must come to. Wallets use the node's public
 * JSON-RPC alone.
 */
public final class OnceScenario {
  /** Wallets needed: no wallet has two intents that sell the same token in one wave. */
  public static final int WALLETS = 20;

  private static final long LONG = 1_800;
  private static final long SHORT = 25;
  private static final long SLIPPAGE_BPS = 100;

  /**
   * A large sale takes the price down to its own limit, and whoever sells the same at a tighter one
   * waits until the market comes back.
   */
  private static final long SLIPPAGE_BESIDE_WHALE_BPS = 200;

  private static final Duration WAVE_LIMIT = Duration.ofSeconds(60);
  private static final Duration TOTAL_LIMIT = Duration.ofMinutes(4);

  private final RelayClient relay;
  private final LiveEvents events;
  private final Deployment deployment;
  private final List<LocalSigner> wallets;
  private final RpcClient chain;
  private final Console console;
  private final Commentary commentary;
  private final List<Tracked> all = new ArrayList<>();
  private final long started = System.nanoTime();

  private OnceScenario(
      RelayClient relay,
      LiveEvents events,
      Commentary commentary,
      Deployment deployment,
      List<LocalSigner> wallets,
      RpcClient chain,
      Console console) {
    this.relay = relay;
    this.events = events;
    this.commentary = commentary;
    this.deployment = deployment;
    this.wallets = wallets;
    this.chain = chain;
    this.console = console;
  }

  /**
   * Runs it and prints what happens and a table of how every intent ended.
   *
   * @param wallets at least {@link #WALLETS}, funded
   * @param chain read only, to look at the settlements themselves
   * @return whether every intent ended as it must
   */
  public static boolean run(
      String relayUrl,
      Deployment deployment,
      List<LocalSigner> wallets,
      RpcClient chain,
      Console console) {
    try (RelayClient relay = new RelayClient(relayUrl);
        Commentary commentary = new Commentary(relay, deployment, console);
        LiveEvents events = new LiveEvents(relayUrl, commentary::event)) {
      events.followBatches();
      return new OnceScenario(relay, events, commentary, deployment, wallets, chain, console)
          .play();
    }
  }

  private boolean play() {
    commentary.say("wave 1: two intents that only suit each other, some that cannot be filled");
    matchedPair();
    unfillable();
    settleWithout(Expectation.EXPIRED);
    commentary.say("wave 2: sales and purchases at the market, one cancelled");
    cancelled();
    market(0, 8, 8, SLIPPAGE_BPS);
    settleWithout(Expectation.EXPIRED);
    commentary.say("wave 3: a large sale that may be filled in parts");
    LocalSigner whale = wallets.get(0);
    submit(
        "large partial sale",
        whale,
        wish(whale, "WETH", "USDC", Side.SELL, "900", true, 70),
        intent -> intent,
        Expectation.COMPLETED);
    partlyFilled();
    market(1, 6, 4, SLIPPAGE_BESIDE_WHALE_BPS);
    settleWithout(Expectation.COMPLETED, Expectation.EXPIRED);
    commentary.say("wave 4: a large purchase meets what is left of it");
    LocalSigner buyer = wallets.get(1);
    submit(
        "large purchase",
        buyer,
        wish(buyer, "USDC", "WETH", Side.BUY, "700", false, 300),
        intent -> intent,
        Expectation.FILLED);
    settleWithout(Expectation.EXPIRED);
    commentary.say("wave 5: sales and purchases at the market");
    market(2, 10, 8, SLIPPAGE_BPS);
    settle();
    return report();
  }

  /**
   * Each sells what the other wants, at a limit no pool comes near: whichever batches they enter,
   * they wait for each other.
   */
  private void matchedPair() {
    LocalSigner one = wallets.get(2);
    LocalSigner other = wallets.get(3);
    submit(
        "sale for its counterpart",
        one,
        wish(one, "GOV", "WBTC", Side.SELL, "7500", false, 9_000),
        intent -> limits(intent, units("GOV", "7500"), units("WBTC", "0.995")),
        Expectation.MATCHED);
    submit(
        "sale for its counterpart",
        other,
        wish(other, "WBTC", "GOV", Side.SELL, "1", false, 9_000),
        intent -> limits(intent, units("WBTC", "1"), units("GOV", "7470")),
        Expectation.MATCHED);
  }

  /** Pools take some of it until their price is at the limit. */
  private void partlyFilled() {
    LocalSigner wallet = wallets.get(2);
    submit(
        "larger than the pools at its limit",
        wallet,
        wish(wallet, "GOV", "WETH", Side.SELL, "80000", true, 5_000),
        intent -> limits(intent, units("GOV", "80000"), units("WETH", "248")),
        Expectation.PARTLY_FILLED);
  }

  private void unfillable() {
    for (int i = 0; i < 3; i++) {
      LocalSigner wallet = wallets.get(4 + i);
      submit(
          "limit above the market, short",
          wallet,
          wish(wallet, "WETH", "USDC", Side.SELL, "1", false, 50, SHORT),
          intent -> limits(intent, intent.sellAmount(), units("USDC", "2800")),
          Expectation.EXPIRED);
      submit(
          "limit below the market, long",
          wallet,
          wish(wallet, "USDC", "WETH", Side.BUY, "1", false, 50),
          intent -> limits(intent, units("USDC", "2200"), intent.buyAmount()),
          Expectation.OPEN);
    }
  }

  private void cancelled() {
    LocalSigner wallet = wallets.get(7);
    Tracked tracked =
        submit(
            "cancelled by its owner",
            wallet,
            wish(wallet, "DAI", "WETH", Side.SELL, "2000", false, 50),
            intent -> limits(intent, intent.sellAmount(), units("WETH", "2")),
            Expectation.CANCELLED);
    commentary.say("cancel: " + relay.cancel(tracked.hash(), wallet));
  }

  private void market(int offset, int sales, int purchases, long slippageBps) {
    String[][] pairs = {
      {"WETH", "USDC", "1.5", "3000"},
      {"WETH", "DAI", "0.8", "1500"},
      {"WBTC", "WETH", "0.05", "1.2"},
      {"USDC", "DAI", "2500", "1800"},
      {"DAI", "WETH", "3000", "0.7"},
      {"USDC", "WETH", "4000", "0.9"},
    };
    for (int i = 0; i < sales + purchases; i++) {
      String[] pair = pairs[(i + offset) % pairs.length];
      LocalSigner wallet = wallets.get((8 + offset * 7 + i) % wallets.size());
      boolean sale = i < sales;
      submit(
          sale ? "sale at the market" : "purchase at the market",
          wallet,
          sale
              ? wish(wallet, pair[0], pair[1], Side.SELL, pair[2], false, slippageBps)
              : wish(wallet, pair[0], pair[1], Side.BUY, pair[3], false, slippageBps),
          intent -> intent,
          Expectation.FILLED);
    }
  }

  private RelayClient.Wish wish(
      LocalSigner owner,
      String sell,
      String buy,
      Side side,
      String amount,
      boolean partial,
      long bps) {
    return wish(owner, sell, buy, side, amount, partial, bps, LONG);
  }

  private RelayClient.Wish wish(
      LocalSigner owner,
      String sell,
      String buy,
      Side side,
      String amount,
      boolean partial,
      long slippageBps,
      long validFor) {
    return new RelayClient.Wish(
        owner.address(),
        token(sell),
        token(buy),
        side,
        units(side == Side.SELL ? sell : buy, amount),
        partial,
        slippageBps,
        validFor);
  }

  private Tracked submit(
      String what,
      LocalSigner owner,
      RelayClient.Wish wish,
      UnaryOperator<Intent> change,
      Expectation expectation) {
    Intent intent = change.apply(relay.quote(wish));
    Bytes32 hash = relay.submit(intent, owner);
    Tracked tracked = new Tracked(what, owner, intent, hash, expectation);
    all.add(tracked);
    commentary.submitted(tracked);
    events.follow(hash);
    return tracked;
  }

  private void settle() {
    settleWithout();
  }

  /** Waits for all intents but those that come to one of these ends, which may come later. */
  private void settleWithout(Expectation... later) {
    waitFor(
        all.stream()
            .filter(one -> one.expectation().worthWaitingFor())
            .filter(one -> !List.of(later).contains(one.expectation()))
            .toList());
  }

  private void waitFor(List<Tracked> expected) {
    long deadline =
        Math.min(System.nanoTime() + WAVE_LIMIT.toNanos(), started + TOTAL_LIMIT.toNanos());
    List<Tracked> missing = new ArrayList<>(expected);
    while (true) {
      missing.removeIf(one -> one.met() || one.refresh(relay));
      if (missing.isEmpty() || System.nanoTime() > deadline) {
        return;
      }
      try {
        Thread.sleep(400);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private boolean report() {
    all.forEach(one -> one.refresh(relay));
    commentary.finish();
    List<String> problems = new ArrayList<>(events.problems());
    SettlementCheck check = new SettlementCheck(chain, deployment);
    for (Tracked one : all) {
      if (one.expectation() == Expectation.MATCHED && one.met()) {
        check.withoutPools(one).ifPresent(problems::add);
      }
    }
    ScenarioReport.print(all, deployment, console);
    SortedSet<Long> settled = settledBatches();
    console.line(
        settled.size()
            + " batches with settlements, "
            + all.size()
            + " intents, "
            + Duration.ofNanos(System.nanoTime() - started).toSeconds()
            + " s");
    if (settled.size() < 3) {
      problems.add("fewer than three batches were settled");
    }
    problems.addAll(
        new BatchCheck(relay, chain.url(), deployment, DevKeys.signer("receipt").address())
            .run(settled, console));
    all.stream()
        .filter(one -> !one.met())
        .forEach(one ->
            problems.add(
                one.what() + " " + one.hash() + " should be: " + one.expectation().text()));
    problems.forEach(console::bad);
    if (problems.isEmpty()) {
      console.good("every intent ended as expected");
    }
    return problems.isEmpty();
  }

  /** From the intents themselves: events may be missed, fills may not. */
  private SortedSet<Long> settledBatches() {
    SortedSet<Long> batches = new TreeSet<>();
    for (Tracked one : all) {
      for (JsonNode fill : one.status().path("fills")) {
        batches.add(Long.parseLong(fill.path("batch").asString()));
      }
    }
    return batches;
  }

  private static Intent limits(Intent intent, BigInteger sellAmount, BigInteger buyAmount) {
    return new Intent(
        intent.owner(),
        intent.receiver(),
        intent.sellToken(),
        intent.buyToken(),
        sellAmount,
        buyAmount,
        intent.side(),
        intent.partiallyFillable(),
        intent.validFrom(),
        intent.validTo(),
        intent.nonce(),
        intent.appData());
  }

  private Address token(String symbol) {
    return deployment.token(symbol).address();
  }

  private BigInteger units(String symbol, String amount) {
    return deployment.token(symbol).units(amount);
  }
}
