package io.fairlead.auction.ruling;

import io.fairlead.auction.exact.ExactSum;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.score.Execution;
import io.fairlead.auction.score.Scoring;
import io.fairlead.auction.score.TradeScore;
import io.fairlead.auction.winner.CombinatorialSelection;
import io.fairlead.auction.winner.Contender;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.auction.winner.TokenPair;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides an auction: who is fair, who wins, with which scores. */
public final class WinnersRuling {
  static final String NO_PRICE = "no reference price of the buy token";

  private final WinnersDocument document;
  private final boolean idsAreKeys;
  private final List<Contender> contenders = new ArrayList<>();
  private final SortedMap<String, String> rejected = new TreeMap<>();
  private final TreeSet<String> unpriced = new TreeSet<>();

  private WinnersRuling(WinnersDocument document) {
    this.document = document;
    Set<String> ids = new HashSet<>();
    document.proposals.forEach(proposal -> ids.add(proposal.id()));
    this.idsAreKeys = ids.size() == document.proposals.size();
  }

  /**
   * Reads {@code {referencePrices, orders, solutions, maxWinners}} and answers {@code {fair,
   * winners, totalScore, scores, referenceScores}}, and where there is something to say {@code
   * rejected}, {@code unpriced}, {@code totalBound}, {@code gap}, {@code referenceBounds}.
   *
   * <p>A solution's key is its id if no other solution has it, for all solutions alike; otherwise
   * {@code solver:id}.
   *
   * @param maxSteps limit of the search, {@link SelectionRule#maxSteps}
   * @throws JsonFormatException naming the field that is not of its form
   */
  public static ObjectNode rule(byte[] document, long maxSteps) {
    return new WinnersRuling(new WinnersDocument(document)).decide(maxSteps);
  }

  private ObjectNode decide(long maxSteps) {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < document.proposals.size(); i++) {
      Proposal proposal = document.proposals.get(i);
      String key = key(proposal);
      if (!keys.add(key)) {
        throw new JsonFormatException(
            "$.solutions[" + i + "].id", "another solution is also called solver:id");
      }
      objection(proposal)
          .ifPresentOrElse(
              reason -> rejected.put(key, reason), () -> contenders.add(contender(key, proposal)));
    }
    SelectionRule rule = new SelectionRule(document.maxWinners, maxSteps);
    return write(new CombinatorialSelection(rule).select(contenders, document.seed));
  }

  private String key(Proposal proposal) {
    return idsAreKeys ? proposal.id() : spelled(proposal.solver()) + ":" + proposal.id();
  }

  private String spelled(String solver) {
    return document.spelling.getOrDefault(solver, solver);
  }

  private Optional<String> objection(Proposal proposal) {
    if (proposal.trades().isEmpty()) {
      return Optional.of("it fills nothing");
    }
    if (!proposal.repeated().isEmpty()) {
      return Optional.of("order " + proposal.repeated().getFirst() + ": filled twice");
    }
    for (Map.Entry<String, Execution> trade : proposal.trades().entrySet()) {
      Optional<SignedOrder.Objection> objection = order(trade.getKey()).objection(trade.getValue());
      if (objection.isPresent()) {
        return objection.map(
            found -> "order " + trade.getKey() + ": " + found.field() + " " + found.problem());
      }
    }
    return Optional.empty();
  }

  private SignedOrder order(String uid) {
    SignedOrder order = document.orders.get(uid);
    if (order == null) {
      throw new IllegalStateException("the document was read with every order known");
    }
    return order;
  }

  private Contender contender(String key, Proposal proposal) {
    SortedMap<String, TokenPair> orders = new TreeMap<>();
    SortedMap<TokenPair, List<Rational>> scores = new TreeMap<>();
    proposal
        .trades()
        .forEach((uid, execution) -> {
          SignedOrder order = order(uid);
          TradeScore score =
              Scoring.score(
                  order.terms(),
                  execution,
                  order.policies(),
                  document.tokens.price(order.pair().buy()));
          if (!score.priced()) {
            unpriced.add(uid);
          }
          orders.put(uid, order.pair());
          scores.computeIfAbsent(order.pair(), _ -> new ArrayList<>()).add(score.score());
        });
    SortedMap<TokenPair, ExactSum> sums = new TreeMap<>();
    scores.forEach((pair, all) -> sums.put(pair, ExactSum.of(all)));
    return new Contender(key, proposal.solver(), hash(proposal), orders, sums);
  }

  /** {@code keccak256} of the canonical JSON of the trades, ascending by order. */
  private static Bytes32 hash(Proposal proposal) {
    ArrayNode trades = Json.array();
    proposal
        .trades()
        .forEach((order, execution) ->
            trades.add(
                Json.object()
                    .put("order", order)
                    .put("executedSell", execution.sold().toString())
                    .put("executedBuy", execution.bought().toString())));
    return Keccak.hash(Json.canonicalBytes(trades));
  }

  private ObjectNode write(Selection selection) {
    ObjectNode answer = Json.object();
    ArrayNode fair = answer.putArray("fair");
    selection.fair().forEach(contender -> fair.add(contender.key()));
    ArrayNode winners = answer.putArray("winners");
    selection.winners().forEach(contender -> winners.add(contender.key()));
    answer.put("totalScore", selection.total().achieved().toString());
    writeScores(answer.putObject("scores"));
    ObjectNode references = answer.putObject("referenceScores");
    selection
        .references()
        .forEach((solver, total) -> references.put(spelled(solver), total.achieved().toString()));
    if (!rejected.isEmpty()) {
      ObjectNode reasons = answer.putObject("rejected");
      rejected.forEach(reasons::put);
    }
    if (!unpriced.isEmpty()) {
      ObjectNode reasons = answer.putObject("unpriced");
      unpriced.forEach(uid -> reasons.put(uid, NO_PRICE));
    }
    if (!selection.exact()) {
      answer.put("totalBound", selection.total().bound().toString());
      answer.put("gap", selection.total().gap().toString());
      ObjectNode bounds = answer.putObject("referenceBounds");
      selection
          .references()
          .forEach((solver, total) -> bounds.put(spelled(solver), total.bound().toString()));
    }
    return answer;
  }

  /** Of every solution that was not rejected, highest first. */
  private void writeScores(ObjectNode scores) {
    record Scored(String key, BigInteger score) {}

    contenders.stream()
        .map(contender -> new Scored(contender.key(), contender.score()))
        .sorted(Comparator.comparing(Scored::score).reversed().thenComparing(Scored::key))
        .forEach(scored -> scores.put(scored.key(), scored.score().toString()));
  }
}
