package io.fairlead.auction.transcript;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.transcript.TranscriptLine.Cut;
import io.fairlead.auction.transcript.TranscriptLine.Election;
import io.fairlead.auction.transcript.TranscriptLine.Reference;
import io.fairlead.auction.transcript.TranscriptLine.Result;
import io.fairlead.auction.transcript.TranscriptLine.Rules;
import io.fairlead.auction.transcript.TranscriptLine.Winner;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.auction.winner.RewardRule;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.auction.winner.StandingRule;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.AuctionId;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of rules, elections and what an auction comes to. */
final class ElectionJson {
  private static final int MAX_SOLUTIONS = 10_000;
  private static final int MAX_SOLVERS = 10_000;
  private static final int MAX_FRACTION = 200;

  /** Longest score, in digits: of 128 bits of an amount times 256 of a price, and of sums. */
  private static final int MAX_DIGITS = 130;

  /** What a verifier can be made to spend by a transcript is limited too. */
  private static final long MAX_STEPS = 10_000_000_000L;

  private ElectionJson() {}

  static ObjectNode write(Rules line) {
    ObjectNode node = TranscriptJson.typed("rules");
    line.rules().values().forEach(node::put);
    node.set("standings", write(line.standings()));
    return node;
  }

  static Rules readRules(JsonView view) {
    return new Rules(
        new AwardRules(
            new SelectionRule(
                number(view.field("maxWinners"), 1, AuctionId.PLACES),
                view.field("maxSteps").integerText(0, MAX_STEPS)),
            number(view.field("maxFallbacks"), 0, Integer.MAX_VALUE),
            number(view.field("maxFailedSimulations"), 1, Integer.MAX_VALUE),
            new RewardRule(
                view.field("maxPenalty").uint(256),
                view.optional("maxReward").map(reward -> reward.uint(256)).orElse(null),
                view.optional("maxFeeShare")
                    .map(share -> share.parsed(MAX_FRACTION, Rational::parse, "must be a fraction"))
                    .orElse(null)),
            new StandingRule(
                number(view.field("standingWindow"), 1, Integer.MAX_VALUE),
                number(view.field("minimumStanding"), 0, StandingRule.FULL))),
        readStandings(view.field("standings")));
  }

  static ObjectNode write(Election election) {
    ObjectNode node = TranscriptJson.typed("election").put("seed", election.seed().toString());
    ArrayNode fair = node.putArray("fair");
    election.fair().forEach(solution -> fair.add(TranscriptJson.write(solution)));
    ArrayNode winners = node.putArray("winners");
    for (Winner winner : election.winners()) {
      winners.add(TranscriptJson.write(winner.solution()).put("score", winner.score().toString()));
    }
    node.set("total", write(election.total()));
    ObjectNode references = node.putObject("references");
    election
        .references()
        .forEach((solver, reference) ->
            references.set(
                solver, write(reference.total()).put("reward", reference.reward().toString())));
    return node;
  }

  static Election readElection(JsonView view) {
    SortedMap<String, Reference> references = new TreeMap<>();
    view.field("references")
        .fields(AuctionId.PLACES)
        .forEach((solver, reference) ->
            references.put(
                solver,
                new Reference(
                    readTotal(reference),
                    reference
                        .field("reward")
                        .parsed(MAX_DIGITS, BigInteger::new, "must be an integer"))));
    return new Election(
        view.field("seed").bytes32(),
        view.field("fair").list(MAX_SOLUTIONS, TranscriptJson::readSolutionRef),
        view.field("winners")
            .list(
                AuctionId.PLACES,
                winner ->
                    new Winner(
                        TranscriptJson.readSolutionRef(winner),
                        winner
                            .field("score")
                            .parsed(MAX_DIGITS, ElectionJson::score, "must be a score"))),
        readTotal(view.field("total")),
        references);
  }

  static ObjectNode write(Cut cut) {
    return TranscriptJson.typed("cut").put("reason", cut.reason());
  }

  static Cut readCut(JsonView view) {
    return new Cut(view.field("reason").text(TranscriptJson.MAX_TEXT));
  }

  static ObjectNode write(Result result) {
    ObjectNode node = TranscriptJson.typed("result").put("reason", result.reason());
    ObjectNode rewards = node.putObject("rewards");
    result.rewards().forEach((solver, reward) -> rewards.put(solver, reward.toString()));
    Standings standings = result.standings();
    if (standings != null) {
      node.set("standings", write(standings));
    }
    return node;
  }

  static Result readResult(JsonView view) {
    SortedMap<String, BigInteger> rewards = new TreeMap<>();
    view.field("rewards")
        .fields(AuctionId.PLACES)
        .forEach((solver, reward) ->
            rewards.put(solver, reward.parsed(MAX_DIGITS, BigInteger::new, "must be an integer")));
    return new Result(
        view.field("reason").text(TranscriptJson.MAX_TEXT),
        rewards,
        view.optional("standings").map(ElectionJson::readStandings).orElse(null));
  }

  private static BigInteger score(String text) {
    BigInteger score = new BigInteger(text);
    if (score.signum() < 0) {
      throw new IllegalArgumentException("a score is not below zero");
    }
    return score;
  }

  static int number(JsonView view, int minimum, int maximum) {
    return (int) view.integerText(minimum, maximum);
  }

  private static ObjectNode write(Selection.Total total) {
    return Json.object()
        .put("score", total.achieved().toString())
        .put("bound", total.bound().toString());
  }

  private static Selection.Total readTotal(JsonView view) {
    return new Selection.Total(
        view.field("score").parsed(MAX_DIGITS, ElectionJson::score, "must be a score"),
        view.field("bound").parsed(MAX_DIGITS, ElectionJson::score, "must be a score"));
  }

  private static ObjectNode write(Standings standings) {
    ObjectNode node = Json.object();
    standings.ppm().forEach((account, ppm) -> node.put(account.toString(), Integer.toString(ppm)));
    return node;
  }

  private static Standings readStandings(JsonView view) {
    SortedMap<Address, Integer> ppm = new TreeMap<>();
    view.fields(MAX_SOLVERS)
        .forEach((account, standing) ->
            ppm.put(Address.parse(account), number(standing, 0, StandingRule.FULL - 1)));
    return new Standings(ppm);
  }
}
