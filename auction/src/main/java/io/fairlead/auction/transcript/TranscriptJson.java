package io.fairlead.auction.transcript;

import io.fairlead.auction.engine.LiquidityJson;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.transcript.TranscriptLine.CommitmentsLine;
import io.fairlead.auction.transcript.TranscriptLine.Config;
import io.fairlead.auction.transcript.TranscriptLine.Cut;
import io.fairlead.auction.transcript.TranscriptLine.Election;
import io.fairlead.auction.transcript.TranscriptLine.End;
import io.fairlead.auction.transcript.TranscriptLine.Header;
import io.fairlead.auction.transcript.TranscriptLine.IntentLine;
import io.fairlead.auction.transcript.TranscriptLine.Landed;
import io.fairlead.auction.transcript.TranscriptLine.Missed;
import io.fairlead.auction.transcript.TranscriptLine.PoolLine;
import io.fairlead.auction.transcript.TranscriptLine.Prices;
import io.fairlead.auction.transcript.TranscriptLine.Result;
import io.fairlead.auction.transcript.TranscriptLine.Reverted;
import io.fairlead.auction.transcript.TranscriptLine.Rules;
import io.fairlead.auction.transcript.TranscriptLine.Simulation;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** A transcript line as canonical JSON. Pure and thread safe. */
public final class TranscriptJson {
  /** Longest free text in a line, in characters. */
  public static final int MAX_TEXT = 500;

  private static final int MAX_TOKENS = 20_000;

  private TranscriptJson() {}

  /** The line without its newline. */
  public static String write(TranscriptLine line) {
    return Json.canonical(
        switch (line) {
          case Header header -> InputJson.write(header);
          case Config config -> ConfigJson.write(config);
          case IntentLine intent -> InputJson.write(intent);
          case PoolLine pool -> typed("pool").set("pool", LiquidityJson.write(pool.pool()));
          case Prices prices -> write(prices);
          case CommitmentsLine commitments -> CommitmentsJson.write(commitments);
          case BidLine bid -> BidJson.write(bid);
          case Rules rules -> ElectionJson.write(rules);
          case Election election -> ElectionJson.write(election);
          case Simulation simulation -> OutcomeJson.write(simulation);
          case AwardLine award -> OutcomeJson.write(award);
          case Landed landed -> OutcomeJson.write(landed);
          case Missed missed -> OutcomeJson.write(missed);
          case Reverted reverted -> OutcomeJson.write(reverted);
          case Cut cut -> ElectionJson.write(cut);
          case Result result -> ElectionJson.write(result);
          case End end -> typed("end");
        });
  }

  /**
   * Reads a line.
   *
   * @throws JsonFormatException if it is not exactly what {@link #write} makes of some line
   */
  public static TranscriptLine read(String text) {
    JsonView view = Json.parse(text.getBytes(StandardCharsets.UTF_8));
    TranscriptLine line;
    try {
      line = read(view);
    } catch (IllegalArgumentException e) {
      throw view.problem("a number is out of range");
    }
    if (!write(line).equals(text)) {
      throw view.problem("not in canonical form, or with a field too many");
    }
    return line;
  }

  private static TranscriptLine read(JsonView view) {
    JsonView type = view.field("type");
    return switch (type.text(32)) {
      case "header" -> InputJson.readHeader(view);
      case "config" -> ConfigJson.read(view);
      case "intent" -> InputJson.readIntent(view);
      case "basket" -> InputJson.readBasket(view);
      case "pool" -> new PoolLine(LiquidityJson.read(view.field("pool")));
      case "prices" -> readPrices(view);
      case "commitments" -> CommitmentsJson.read(view);
      case "bid" -> BidJson.read(view);
      case "rules" -> ElectionJson.readRules(view);
      case "election" -> ElectionJson.readElection(view);
      case "simulation" -> OutcomeJson.readSimulation(view);
      case "award" -> OutcomeJson.readAward(view);
      case "outcome" -> OutcomeJson.readOutcome(view);
      case "cut" -> ElectionJson.readCut(view);
      case "result" -> ElectionJson.readResult(view);
      case "end" -> new End();
      default -> throw type.problem("unknown type of line");
    };
  }

  static ObjectNode typed(String type) {
    return Json.object().put("type", type);
  }

  private static ObjectNode write(Prices prices) {
    ObjectNode node = typed("prices");
    ObjectNode map = node.putObject("prices");
    prices.prices().forEach((token, price) -> map.put(token.toString(), price.toString()));
    return node;
  }

  private static Prices readPrices(JsonView view) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    view.field("prices")
        .fields(MAX_TOKENS)
        .forEach((token, price) -> prices.put(Address.parse(token), price.uint(256)));
    return new Prices(prices);
  }

  static ObjectNode write(SolutionRef solution) {
    return Json.object().put("solver", solution.solver()).put("id", solution.solutionId());
  }

  static SolutionRef readSolutionRef(JsonView view) {
    return new SolutionRef(
        view.field("solver").text(MAX_TEXT), view.field("id").integer(0, Long.MAX_VALUE));
  }
}
