package io.fairlead.devnet.verify;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Eip712;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A transcript somebody changes; every line stays in canonical form. */
final class TamperedTranscript {
  private final List<String> lines;

  TamperedTranscript(List<String> lines) {
    this.lines = new ArrayList<>(lines);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Changes the first line of a type, for which {@code which} holds. */
  TamperedTranscript edit(String type, Predicate<JsonNode> which, Consumer<ObjectNode> change) {
    int index = index(type, which);
    ObjectNode line = parse(lines.get(index));
    change.accept(line);
    String text = Json.canonical(line);
    if (text.equals(lines.get(index))) {
      throw new IllegalStateException("nothing was changed in a line of type " + type);
    }
    lines.set(index, text);
    return this;
  }

  TamperedTranscript edit(String type, Consumer<ObjectNode> change) {
    return edit(type, _ -> true, change);
  }

  TamperedTranscript remove(String type) {
    return remove(type, _ -> true);
  }

  TamperedTranscript remove(String type, Predicate<JsonNode> which) {
    lines.remove(index(type, which));
    return this;
  }

  /** Keeps only what is before the first line of a type. */
  TamperedTranscript cutBefore(String type) {
    int index = index(type, _ -> true);
    lines.subList(index, lines.size()).clear();
    return this;
  }

  TamperedTranscript insert(int index, String line) {
    lines.add(index, line);
    return this;
  }

  /** Removes the first line, for changes that leave no canonical form. */
  String takeFirst() {
    return lines.removeFirst();
  }

  /** Number from 0 of the first line of a type for which {@code which} holds. */
  int index(String type, Predicate<JsonNode> which) {
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = parse(lines.get(i));
      if (line.path("type").asString("").equals(type) && which.test(line)) {
        return i;
      }
    }
    throw new IllegalStateException("no such line of type " + type);
  }

  /** The first line of a type. */
  ObjectNode line(String type) {
    return parse(lines.get(index(type, _ -> true)));
  }

  List<String> ofType(String type) {
    return lines.stream()
        .filter(line -> parse(line).path("type").asString("").equals(type))
        .toList();
  }

  /**
   * Makes every award commit to the lines that are now before it, as only somebody with the
   * auctioneer's key can.
   */
  TamperedTranscript rehash(Eip712 eip712, Signer auctioneer) {
    RunningHash hash = RunningHash.EMPTY;
    for (int i = 0; i < lines.size(); i++) {
      if (TranscriptJson.read(lines.get(i)) instanceof AwardLine line) {
        Award old = line.award();
        Award award =
            new Award(
                old.auctionId(),
                old.batchRoot(),
                old.solver(),
                old.solutionHash(),
                old.lastBlock(),
                hash.value());
        TranscriptLine signed =
            new AwardLine(line.solution(), award, auctioneer.sign(eip712.awardHash(award)));
        lines.set(i, TranscriptJson.write(signed));
      }
      hash = hash.plus(lines.get(i));
    }
    return this;
  }

  private static ObjectNode parse(String line) {
    return (ObjectNode) JsonMapper.shared().readTree(line);
  }
}
