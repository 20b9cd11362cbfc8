package io.fairlead.auction.fairness;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.AuctionResult;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Random auctions over the pools of {@link Scene}: owners who sell WETH for dollars, solvers who
 * fill some of them at one price each.
 *
 * @param owners names, one intent each
 * @param limits least dollars that each wants for a WETH
 * @param offers per solver, what it proposes
 */
record Market(List<String> owners, List<Long> limits, SortedMap<String, List<Offer>> offers) {
  /** Fills the first {@code count} owners at {@code dollars} a WETH; cents make offers differ. */
  record Offer(long id, int count, long cents) {}

  static Market random(RandomAuctions random) {
    List<String> owners = new ArrayList<>();
    List<Long> limits = new ArrayList<>();
    int count = 2 + random.below(4);
    for (int i = 0; i < count; i++) {
      owners.add("owner " + i);
      limits.add(1_800L + random.below(150));
    }
    SortedMap<String, List<Offer>> offers = new TreeMap<>();
    for (int solver = 1 + random.below(4); solver > 0; solver--) {
      List<Offer> own = new ArrayList<>();
      for (int id = 1 + random.below(3); id > 0; id--) {
        own.add(new Offer(id, 1 + random.below(count), 190_000L + random.below(8_000)));
      }
      offers.put("solver " + solver, own);
    }
    return new Market(owners, limits, offers);
  }

  Intent intent(int owner) {
    return Scene.intent(
        owners.get(owner),
        Scene.WETH,
        Scene.USD,
        Scene.ONE,
        Scene.usd(limits.get(owner)),
        Side.SELL,
        false);
  }

  List<BatchEntry> entries() {
    List<BatchEntry> entries = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      entries.add(Scene.entry(owners.get(i), intent(i), BigInteger.ZERO));
    }
    return entries;
  }

  Solution solution(Offer offer) {
    List<EngineTrade> trades = new ArrayList<>();
    for (int i = 0; i < offer.count(); i++) {
      trades.add(new EngineTrade(Scene.uid(intent(i)), Scene.ONE, BigInteger.ZERO));
    }
    BigInteger price = BigInteger.valueOf(offer.cents()).multiply(BigInteger.valueOf(10_000));
    BigInteger sold = Scene.weth(offer.count());
    return new Solution(
        offer.id(),
        new TreeMap<>(Map.of(Scene.WETH, price, Scene.USD, Scene.ONE)),
        trades,
        List.of(
            new EngineInteraction.LiquiditySwap(
                "1",
                Scene.WETH,
                Scene.USD,
                sold,
                price.multiply(BigInteger.valueOf(offer.count())))),
        200_000);
  }

  /** What an auction came to. */
  record Outcome(List<String> lines, List<BatchSettlement.IntentFill> fills, String winner) {}

  /** Runs it with everything in the order it has. */
  Outcome run() {
    return run(entries(), offers());
  }

  Outcome run(List<BatchEntry> entries, Map<String, List<Offer>> inOrder) {
    Map<String, List<Solution>> solutions = new LinkedHashMap<>();
    inOrder.forEach(
        (solver, own) -> solutions.put(solver, own.stream().map(this::solution).toList()));
    AuctionBench bench = AuctionBench.offering(solutions);
    AuctionResult result = bench.auction.run(Scene.task(entries, Scene.pools()));
    return result instanceof AuctionResult.Settled settled
        ? new Outcome(bench.lines(), settled.settlement().fills(), settled.solver())
        : new Outcome(bench.lines(), List.of(), "");
  }

  /** Every solution that competes, of whatever solver. */
  static List<JudgedSolution.Valid> valid(Outcome outcome) {
    return outcome.lines().stream()
        .map(TranscriptJson::read)
        .filter(TranscriptLine.BidLine.class::isInstance)
        .flatMap(line -> ((TranscriptLine.BidLine) line).solutions().stream())
        .filter(JudgedSolution.Valid.class::isInstance)
        .map(JudgedSolution.Valid.class::cast)
        .toList();
  }

  /** What each owner, by place in {@link #owners}, sold and bought. */
  SortedMap<Integer, BatchSettlement.IntentFill> byOwner(Outcome outcome) {
    Map<Bytes32, Integer> places = new TreeMap<>(Comparator.naturalOrder());
    for (int i = 0; i < owners.size(); i++) {
      places.put(Scene.EIP712.intentHash(intent(i)), i);
    }
    SortedMap<Integer, BatchSettlement.IntentFill> fills = new TreeMap<>();
    outcome.fills().forEach(fill -> fills.put(places.get(fill.intentHash()), fill));
    return fills;
  }
}
