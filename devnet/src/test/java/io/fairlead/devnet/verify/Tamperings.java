package io.fairlead.devnet.verify;

import static io.fairlead.devnet.verify.LineEdits.bid;
import static io.fairlead.devnet.verify.LineEdits.dropEveryPool;
import static io.fairlead.devnet.verify.LineEdits.fill;
import static io.fairlead.devnet.verify.LineEdits.forge;
import static io.fairlead.devnet.verify.LineEdits.loser;
import static io.fairlead.devnet.verify.LineEdits.missedAndOver;
import static io.fairlead.devnet.verify.LineEdits.object;
import static io.fairlead.devnet.verify.LineEdits.otherScore;
import static io.fairlead.devnet.verify.LineEdits.otherWinner;
import static io.fairlead.devnet.verify.LineEdits.raise;
import static io.fairlead.devnet.verify.LineEdits.raiseFirst;
import static io.fairlead.devnet.verify.LineEdits.raisePool;
import static io.fairlead.devnet.verify.LineEdits.reference;
import static io.fairlead.devnet.verify.LineEdits.replace;
import static io.fairlead.devnet.verify.LineEdits.reverse;
import static io.fairlead.devnet.verify.LineEdits.solution;

import io.fairlead.devnet.deploy.DevKeys;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes to a settled batch's transcript that a verifier must notice, and where. */
final class Tamperings {
  private static final String ZERO = "0x" + "00".repeat(32);

  private final EndedBatches batches;

  Tamperings(EndedBatches batches) {
    this.batches = batches;
  }

  /**
   * A change.
   *
   * @param step of the verification that must notice it
   */
  record Tampering(String step, Consumer<TamperedTranscript> change) {}

  private static Tampering in(String step, Consumer<TamperedTranscript> change) {
    return new Tampering(step, change);
  }

  /** By name. */
  Map<String, Tampering> all() {
    String other = DevKeys.signer("somebody else").address().toString();
    Map<String, Tampering> all = new TreeMap<>();
    all.put("chain id", in("header", t -> t.edit("header", l -> l.put("chainId", "1"))));
    all.put("settlement", in("header", t -> t.edit("header", l -> l.put("settlement", other))));
    all.put("hub", in("header", t -> t.edit("header", l -> l.put("hub", other))));
    all.put("signer", in("header", t -> t.edit("header", l -> l.put("receiptSigner", other))));
    all.put("auctioneer", in("auctioneer", t -> t.edit("header", l -> l.put("auctioneer", other))));
    all.put("block", in("block", t -> t.edit("header", l -> object(l, "block").put("hash", ZERO))));
    all.put(
        "time", in("block", t -> t.edit("header", l -> object(l, "block").put("timestamp", "1"))));
    all.put("root", in("root", t -> t.edit("header", l -> l.put("root", ZERO))));
    // What solvers committed to is of this batch.
    all.put("batch", in("unopened", t -> t.edit("header", l -> raise(l, "batch"))));
    all.put("gas price", in("transcriptHash", t -> t.edit("header", l -> raise(l, "gasPrice"))));
    all.put(
        "limit", in("intent", t -> t.edit("intent", l -> raise(object(l, "intent"), "buyAmount"))));
    all.put(
        "owner", in("intent", t -> t.edit("intent", l -> object(l, "intent").put("owner", other))));
    all.put("signature", in("intentSignature", t -> t.edit("intent", l -> forge(l, "signature"))));
    all.put("filled", in("filledBefore", t -> t.edit("intent", l -> l.put("filledBefore", "1"))));
    all.put(
        "receipt", in("receipt", t -> t.edit("intent", l -> raise(object(l, "receipt"), "seq"))));
    all.put("less intent", in("root", t -> t.remove("intent")));
    all.put("more intent", in("root", t -> addIntent(t)));
    all.put(
        "intent twice",
        in("intent", t -> t.insert(2, t.lines().get(t.index("intent", _ -> true)))));
    all.put("pool", in("pool", t -> t.edit("pool", l -> raisePool(object(l, "pool")))));
    all.put("less pool", in("prices", t -> dropEveryPool(t)));
    all.put("prices", in("prices", t -> t.edit("prices", l -> raiseFirst(object(l, "prices")))));
    all.put("score", in("score", t -> t.edit("bid", l -> otherScore(l))));
    all.put(
        "hash", in("solutionHash", t -> t.edit("bid", l -> solution(l).put("solutionHash", ZERO))));
    all.put("less bid", in("bid", t -> t.remove("bid")));
    all.put("bid twice", in("bid", t -> t.insert(t.index("bid", _ -> true), bid(t))));
    all.put("seed", in("election", t -> t.edit("election", l -> l.put("seed", ZERO))));
    all.put("fair", in("election", t -> t.edit("election", l -> reverse(l, "fair"))));
    all.put("winner", in("election", t -> t.edit("election", l -> otherWinner(l))));
    all.put("no winner", in("election", t -> t.edit("election", l -> l.putArray("winners"))));
    all.put(
        "total", in("election", t -> t.edit("election", l -> raise(object(l, "total"), "score"))));
    all.put(
        "reference", in("reference", t -> t.edit("election", l -> raise(reference(l), "score"))));
    all.put("bound", in("reference", t -> t.edit("election", l -> raise(reference(l), "bound"))));
    all.put("reward", in("reward", t -> t.edit("election", l -> raise(reference(l), "reward"))));
    all.put(
        "reward at last",
        in("reward", t -> t.edit("result", l -> raiseFirst(object(l, "rewards")))));
    all.put(
        "standing",
        in("standing", t -> t.edit("rules", l -> object(l, "standings").put(other, "7"))));
    all.put(
        "standing at last",
        in("standing", t -> t.edit("result", l -> object(l, "standings").put(other, "7"))));
    all.put("why", in("outcome", t -> t.edit("result", l -> l.put("reason", "because"))));
    all.put("more fallbacks", in("config", t -> t.edit("rules", l -> raise(l, "maxFallbacks"))));
    all.put("place", in("outcome", t -> t.edit("outcome", l -> l.put("place", "3"))));
    all.put("simulated", in("simulation", t -> t.edit("simulation", l -> loser(t, l))));
    all.put("awarded", in("award", t -> t.edit("award", l -> loser(t, l))));
    all.put(
        "account", in("award", t -> t.edit("award", l -> object(l, "award").put("solver", other))));
    all.put(
        "last block",
        in("award", t -> t.edit("award", l -> raise(object(l, "award"), "lastBlock"))));
    all.put(
        "award signature", in("awardSignature", t -> t.edit("award", l -> forge(l, "signature"))));
    all.put("fill", in("fills", t -> t.edit("outcome", l -> raise(fill(l), "bought"))));
    all.put("fee", in("fills", t -> t.edit("outcome", l -> raise(fill(l), "fee"))));
    all.put("gas", in("outcome", t -> t.edit("outcome", l -> raise(l, "gasUsed"))));
    all.put("transaction", in("outcome", t -> t.edit("outcome", l -> l.put("transaction", ZERO))));
    all.put("missed", in("format", t -> t.edit("outcome", l -> replace(l, "missed"))));
    all.put("missed and over", in("outcome", t -> missedAndOver(t)));
    all.put("no end", in("format", t -> t.remove("end")));
    all.put("no outcome", in("format", t -> t.remove("outcome")));
    all.put("half", in("format", t -> t.cutBefore("award")));
    all.put("only inputs", in("format", t -> t.cutBefore("rules")));
    all.put("no bids", in("bid", t -> t.cutBefore("bid")));
    all.put("nothing", in("format", t -> t.cutBefore("header")));
    all.put("more", in("format", t -> t.insert(t.lines().size(), "{\"type\":\"end\"}")));
    all.put("blank line", in("format", t -> t.insert(3, "")));
    all.put("not JSON", in("format", t -> t.insert(0, "# transcript")));
    all.put("field", in("format", t -> t.edit("header", l -> l.put("note", "x"))));
    all.put("blank in a line", in("format", t -> t.insert(0, t.takeFirst().replace(":", ": "))));
    all.put("upper case", in("format", t -> t.insert(0, t.takeFirst().replace("0x", "0X"))));
    return all;
  }

  private void addIntent(TamperedTranscript tampered) {
    // A real intent, signed by its owner, of a batch in which this one was not.
    for (JsonNode batch : batches.ended()) {
      List<String> lines = batches.transcript(Long.parseLong(batch.path("batch").asString()));
      for (String line : new TamperedTranscript(lines).ofType("intent")) {
        if (!hashes(tampered).contains(hash(line))) {
          long before = hashes(tampered).stream().filter(h -> h.compareTo(hash(line)) < 0).count();
          tampered.insert(tampered.index("intent", _ -> true) + (int) before, line);
          return;
        }
      }
    }
    throw new IllegalStateException("no intent to add");
  }

  private static List<String> hashes(TamperedTranscript transcript) {
    return transcript.ofType("intent").stream().map(Tamperings::hash).toList();
  }

  private static String hash(String line) {
    return JsonMapper.shared().readTree(line).path("hash").asString();
  }
}
