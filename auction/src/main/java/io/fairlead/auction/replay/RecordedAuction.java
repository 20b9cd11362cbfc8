package io.fairlead.auction.replay;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.run.AuctionPlan;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.settle.BasketFill;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.transcript.TranscriptLine.Header;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a transcript says an auction was held over, and what came of it. Taken as it stands: whether
 * it is true is what {@link io.fairlead.auction.verify} is for.
 *
 * @param header the auction
 * @param entries its intents, ascending by hash
 * @param pools as solvers saw them
 * @param bids what each solver answered
 * @param failures solutions that reverted in simulation
 * @param landed what was filled on chain
 * @param rules it was held by, and the solvers' standings before it; the usual ones with full
 *     standings if it was given up before it had any
 */
public record RecordedAuction(
    Header header,
    List<BatchEntry> entries,
    List<Liquidity> pools,
    List<BidLine> bids,
    Set<SolutionRef> failures,
    List<BatchSettlement> landed,
    TranscriptLine.Rules rules) {
  private static final TranscriptLine.Rules USUAL =
      new TranscriptLine.Rules(AwardRules.DEFAULT, Standings.FULL);
  private static final TokenInfo UNKNOWN = new TokenInfo(null, null, null, BigInteger.ZERO, false);

  /** Copies the lists. */
  public RecordedAuction {
    entries = List.copyOf(entries);
    pools = List.copyOf(pools);
    bids = List.copyOf(bids);
    failures = Set.copyOf(failures);
    landed = List.copyOf(landed);
  }

  /** Whether this solution reverted in simulation. */
  public boolean failed(String solver, long id) {
    return failures.contains(new SolutionRef(solver, id));
  }

  /**
   * Reads a transcript.
   *
   * @param lines without newlines; anybody may have written them
   * @throws ReplayException naming the line that is none
   */
  public static RecordedAuction read(List<String> lines) {
    Header header = null;
    List<BatchEntry> entries = new ArrayList<>();
    List<Liquidity> pools = new ArrayList<>();
    List<BidLine> bids = new ArrayList<>();
    Set<SolutionRef> failures = new HashSet<>();
    List<BatchSettlement> landed = new ArrayList<>();
    TranscriptLine.Rules rules = USUAL;
    for (int i = 0; i < lines.size(); i++) {
      switch (line(lines.get(i), i + 1)) {
        case Header found -> header = found;
        case TranscriptLine.IntentLine intent ->
            entries.add(
                new BatchEntry(intent.intentHash(), intent.signed(), intent.filledBefore()));
        case TranscriptLine.PoolLine pool -> pools.add(pool.pool());
        case TranscriptLine.Rules found -> rules = found;
        case BidLine bid -> bids.add(bid);
        case TranscriptLine.Simulation simulation -> {
          if (simulation.failure() != null) {
            failures.add(simulation.solution());
          }
        }
        case TranscriptLine.Landed settled -> landed.add(settled.settlement());
        // How the recorded auction was decided is what a replay does anew.
        default -> {}
      }
    }
    return new RecordedAuction(known(header), entries, pools, bids, failures, landed, rules);
  }

  private static Header known(@Nullable Header header) {
    if (header == null) {
      throw new ReplayException("there is no header line");
    }
    return header;
  }

  private static TranscriptLine line(String text, int number) {
    try {
      return TranscriptJson.read(text);
    } catch (JsonFormatException e) {
      throw new ReplayException("line " + number + ": " + e.getMessage());
    }
  }

  /** Decides ties, as it did: {@code keccak256(root ‖ block hash)}. */
  public Bytes32 seed() {
    return Keccak.hash(header.root().bytes(), header.block().hash().bytes());
  }

  /** What follows from the inputs. */
  public AuctionPlan plan() {
    return AuctionPlan.of(header.nativeToken(), entries, pools);
  }

  /**
   * What solvers were asked, less what a transcript does not keep: decimals, symbols and which
   * tokens are trusted.
   */
  public SolveRequest request(Instant deadline) {
    return plan()
        .request(
            Long.toString(header.batch()),
            new TreeMap<>(Map.of(header.nativeToken(), UNKNOWN)),
            header.gasPrice(),
            deadline);
  }

  /** Judges solutions as the auctioneer did. */
  public SolutionJudge judge() {
    return plan()
        .judge(
            new SettlementTerms(header.auctioneer(), header.nativeToken()),
            new Domain(header.chainId(), header.settlement()),
            header.hub(),
            entries,
            header.block().timestamp());
  }

  /** What users got beyond their limits on chain, native wei at the reference prices. */
  public Rational landedSurplus() {
    Map<Bytes32, SignedTerms> known = new HashMap<>();
    entries.forEach(entry -> known.put(entry.intentHash(), entry.signed()));
    List<OrderFill> fills = new ArrayList<>();
    List<BasketFill> baskets = new ArrayList<>();
    for (BatchSettlement settlement : landed) {
      for (BatchSettlement.IntentFill fill : settlement.fills()) {
        if (known.get(fill.intentHash()) instanceof SignedIntent signed) {
          fills.add(new OrderFill(fill.intentHash(), signed.intent(), fill.fill()));
        }
      }
      for (BatchSettlement.BasketFill fill : settlement.basketFills()) {
        if (known.get(fill.intentHash()) instanceof SignedBasket signed) {
          baskets.add(
              new BasketFill(fill.intentHash(), signed.basket(), fill.units(), fill.quote()));
        }
      }
    }
    return Scoring.score(fills, baskets, plan().prices()).total();
  }
}
