package io.fairlead.auction.run;

import io.fairlead.auction.certificate.CertificateVerifier;
import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.auction.settle.SettlementAssembler;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.sequencer.batch.BatchEntry;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an auction's inputs before any solver has spoken.
 *
 * @param prices reference prices of the tokens that have one, and of native ETH if it is bought
 * @param liquidity ascending by id
 * @param orders ascending by uid
 * @param baskets ascending by uid
 */
public record AuctionPlan(
    SortedMap<Address, BigInteger> prices,
    List<Liquidity> liquidity,
    List<Order> orders,
    List<BasketOrder> baskets) {
  private static final TokenInfo UNKNOWN = new TokenInfo(null, null, null, BigInteger.ZERO, false);

  /** The plan of an auction; the order of {@code entries} and {@code liquidity} does not matter. */
  public static AuctionPlan of(
      Address nativeToken, Collection<BatchEntry> entries, Collection<Liquidity> liquidity) {
    List<Liquidity> sorted =
        liquidity.stream().sorted((one, two) -> one.id().compareTo(two.id())).toList();
    List<Order> orders = new ArrayList<>();
    List<BasketOrder> baskets = new ArrayList<>();
    for (BatchEntry entry : entries) {
      switch (entry.signed()) {
        case SignedIntent signed -> orders.add(order(entry, signed, nativeToken));
        case SignedBasket signed -> baskets.add(basket(entry, signed));
      }
    }
    orders.sort(Comparator.comparing(Order::uid));
    baskets.sort(Comparator.comparing(BasketOrder::uid));
    TreeSet<Address> tokens = new TreeSet<>();
    tokens.add(nativeToken);
    for (Order order : orders) {
      tokens.add(order.intent().sellToken());
      tokens.add(order.intent().buyToken());
    }
    baskets.forEach(basket -> tokens.addAll(basket.tokens()));
    sorted.forEach(pool -> tokens.addAll(pool.tokens()));
    SortedMap<Address, BigInteger> prices =
        new TreeMap<>(ReferencePrices.of(nativeToken, tokens, sorted));
    if (entries.stream().anyMatch(AuctionPlan::buysNative)) {
      prices.put(Intent.NATIVE, ReferencePrices.UNIT);
    }
    return new AuctionPlan(prices, sorted, List.copyOf(orders), List.copyOf(baskets));
  }

  /**
   * What solvers are asked.
   *
   * @param id null for a quote
   * @param known what is known of tokens; what is not is left open
   * @param gasPrice wei per gas
   */
  public SolveRequest request(
      @Nullable String id,
      SortedMap<Address, TokenInfo> known,
      BigInteger gasPrice,
      Instant deadline) {
    SortedMap<Address, TokenInfo> infos = new TreeMap<>();
    for (Order order : orders) {
      describe(order.intent().sellToken(), known, infos);
      describe(order.intent().buyToken(), known, infos);
    }
    for (BasketOrder basket : baskets) {
      basket.tokens().forEach(token -> describe(token, known, infos));
    }
    for (Address token : known.keySet()) {
      describe(token, known, infos);
    }
    for (Address token : prices.keySet()) {
      if (!token.equals(Intent.NATIVE)) {
        describe(token, known, infos);
      }
    }
    return new SolveRequest(id, infos, orders, baskets, liquidity, gasPrice, deadline);
  }

  /**
   * Judges the auction's solutions.
   *
   * @param terms who signs the award, and the wrapped native token
   * @param timestamp of the pinned block, Unix seconds
   */
  public SolutionJudge judge(
      SettlementTerms terms,
      Domain domain,
      Address hub,
      Collection<BatchEntry> entries,
      long timestamp) {
    return new SolutionJudge(
        new SettlementAssembler(terms, domain, hub, entries, liquidity, timestamp),
        prices,
        new CertificateVerifier(new Instance(prices, orders, baskets, liquidity)));
  }

  private void describe(
      Address token, SortedMap<Address, TokenInfo> known, SortedMap<Address, TokenInfo> infos) {
    TokenInfo info = known.getOrDefault(token, UNKNOWN);
    infos.put(
        token,
        new TokenInfo(
            info.decimals(), info.symbol(), prices.get(token), BigInteger.ZERO, info.trusted()));
  }

  private static boolean buysNative(BatchEntry entry) {
    return entry.signed() instanceof SignedIntent signed && buysNative(signed.intent());
  }

  private static boolean buysNative(Intent intent) {
    return intent.buyToken().equals(Intent.NATIVE);
  }

  /**
   * What is left of an intent; the limit price stays that of the signed amounts. Solvers are asked
   * for the wrapped native token where the owner wants the native one: it is cleared at that price.
   */
  private static Order order(BatchEntry entry, SignedIntent signed, Address nativeToken) {
    Intent intent =
        buysNative(signed.intent()) ? buying(signed.intent(), nativeToken) : signed.intent();
    BigInteger sell = intent.sellAmount();
    BigInteger buy = intent.buyAmount();
    if (entry.filledBefore().signum() > 0) {
      switch (intent.side()) {
        case SELL -> {
          sell = intent.sellAmount().subtract(entry.filledBefore());
          BigInteger[] share =
              intent.buyAmount().multiply(sell).divideAndRemainder(intent.sellAmount());
          buy = share[0].add(BigInteger.valueOf(share[1].signum()));
        }
        case BUY -> {
          buy = intent.buyAmount().subtract(entry.filledBefore());
          sell = intent.sellAmount().multiply(buy).divide(intent.buyAmount());
        }
      }
    }
    return new Order(
        IntentUid.of(entry.intentHash(), intent), intent, sell, buy, signed.signature());
  }

  private static BasketOrder basket(BatchEntry entry, SignedBasket signed) {
    return new BasketOrder(
        signed.uid(entry.intentHash()),
        signed.basket(),
        signed.size().subtract(entry.filledBefore()),
        signed.signature());
  }

  private static Intent buying(Intent intent, Address buyToken) {
    return new Intent(
        intent.owner(),
        intent.receiver(),
        intent.sellToken(),
        buyToken,
        intent.sellAmount(),
        intent.buyAmount(),
        intent.side(),
        intent.partiallyFillable(),
        intent.validFrom(),
        intent.validTo(),
        intent.nonce(),
        intent.appData());
  }
}
