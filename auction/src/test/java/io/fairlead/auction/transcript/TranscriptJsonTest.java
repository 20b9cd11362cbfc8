package io.fairlead.auction.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.seal.Seal;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.auction.winner.RewardRule;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.auction.winner.StandingRule;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptJsonTest {
  @Test
  void readsBackEveryLine() {
    RandomAuctions.forAll(
        200,
        random -> {
          for (TranscriptLine line : lines(random)) {
            String text = TranscriptJson.write(line);
            assertThat(text).doesNotContain("\n");
            assertThat(TranscriptJson.read(text)).isEqualTo(line);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"type\":\"other\"}",
        "{ \"type\":\"end\"}",
        "{\"type\":\"end\",\"type\":\"end\"}",
        "{\"more\":1,\"type\":\"end\"}",
        "{\"type\":\"outcome\",\"reason\":\"not sorted\",\"result\":\"missed\"}",
        "{\"place\":\"8\",\"reason\":\"m\",\"result\":\"missed\",\"type\":\"outcome\"}",
        "{\"reason\":7,\"result\":\"missed\",\"type\":\"outcome\"}",
        "{\"prices\":{\"0x1111111111111111111111111111111111111111\":\"01\"},\"type\":\"prices\"}",
        "{\"prices\":{\"key\":\"1\"},\"type\":\"prices\"}"
      })
  void readsNothingElse(String text) {
    assertThatThrownBy(() -> TranscriptJson.read(text)).isInstanceOf(JsonFormatException.class);
  }

  @Test
  void isCanonical() {
    assertThat(TranscriptJson.write(new TranscriptLine.Missed(3, "a\"\n\u0001é")))
        .isEqualTo(
            "{\"place\":\"3\",\"reason\":\"a\\\"\\n\\u0001é\",\"result\":\"missed\",\"type\":\"outcome\"}");
  }

  private static List<TranscriptLine> lines(RandomAuctions random) {
    BlockRef block = new BlockRef(random.below(999), random.bytes32(), random.below(999));
    TranscriptLine.SolutionRef solution =
        new TranscriptLine.SolutionRef("sölver", random.below(99));
    Signature signature = Signature.of(random.array(65));
    SignedIntent signed =
        SignedIntent.ecdsa(random.intent(), Signature.ofCompact(random.array(64)));
    Hooks hooks = new Hooks(List.of(new Hook(Hook.Phase.AFTER, random.address(), 9, Bytes.EMPTY)));
    SignedIntent permit2 =
        new SignedIntent(
            random.intent(hooks.appData()),
            Funding.PERMIT2,
            Bytes.of(random.array(99)),
            Optional.empty(),
            hooks);
    SignedIntent permitted =
        new SignedIntent(
            random.intent(),
            Funding.ALLOWANCE,
            Bytes.EMPTY,
            Optional.of(
                new TokenPermit(
                    random.uint(256), random.uint(256), Signature.ofCompact(random.array(64)))),
            Hooks.NONE);
    SignedReceipt receipt =
        new SignedReceipt(
            new Receipt(random.bytes32(), 1, 2, Receipt.NO_BOUND, random.bytes32()),
            random.bytes32(),
            signature);
    return List.of(
        new TranscriptLine.Header(
            random.below(99_999),
            random.address(),
            random.address(),
            random.address(),
            random.address(),
            random.address(),
            random.below(99),
            random.bytes32(),
            block,
            random.uint(256),
            random.bytes32(),
            random.bytes32()),
        new TranscriptLine.Config(new TreeMap<>(Map.of("maxGas", "1", "another", "x"))),
        new TranscriptLine.IntentLine(random.bytes32(), signed, random.uint(128), receipt),
        new TranscriptLine.IntentLine(random.bytes32(), signed, random.uint(128), null),
        new TranscriptLine.IntentLine(random.bytes32(), permit2, random.uint(128), null),
        new TranscriptLine.IntentLine(random.bytes32(), permitted, random.uint(128), null),
        new TranscriptLine.PoolLine(random.liquidity("12")),
        new TranscriptLine.Prices(new TreeMap<>(Map.of(random.address(), random.uint(256)))),
        new TranscriptLine.CommitmentsLine(
            List.of(
                new TranscriptLine.Committed(
                    "a", random.address(), CommitMode.SOLVER, List.of(random.bytes32())),
                new TranscriptLine.Committed("b", random.address(), CommitMode.NONE, List.of()))),
        new TranscriptLine.BidLine(
            "a",
            random.address(),
            TranscriptLine.AnswerKind.SOLUTIONS,
            "",
            List.of(random.bytes32()),
            List.of(
                new JudgedSolution.Valid(
                    random.solution(),
                    new Seal(random.bytes32(), random.uint(200)),
                    random.bytes32(),
                    new Rational(random.uint(300), random.positive(300))),
                new JudgedSolution.Rejected(
                    random.solution(),
                    new Seal(random.bytes32(), null),
                    RejectionReason.FEE_TOO_HIGH,
                    "because"),
                new JudgedSolution.Unreadable(random.below(9), "because"))),
        new TranscriptLine.Rules(AwardRules.DEFAULT, Standings.FULL),
        new TranscriptLine.Rules(
            new AwardRules(
                new SelectionRule(8, 7),
                0,
                1,
                new RewardRule(
                    random.uint(256), null, new Rational(BigInteger.ONE, random.positive(100))),
                new StandingRule(1, 0)),
            new Standings(
                new TreeMap<>(
                    Map.ofEntries(
                        Map.entry(random.address(), 999_999), Map.entry(random.address(), 0))))),
        new TranscriptLine.Election(
            random.bytes32(), List.of(), List.of(), total(BigInteger.ZERO), new TreeMap<>()),
        new TranscriptLine.Election(
            random.bytes32(),
            List.of(solution, new TranscriptLine.SolutionRef("b", 1)),
            List.of(new TranscriptLine.Winner(solution, random.uint(380))),
            total(random.uint(380)),
            new TreeMap<>(
                Map.of(
                    "sölver",
                    new TranscriptLine.Reference(
                        total(random.uint(256)), random.uint(256).negate())))),
        new TranscriptLine.Simulation(solution, block, 7, null),
        new TranscriptLine.Simulation(solution, block, 0, "reverts"),
        new TranscriptLine.AwardLine(
            solution,
            new Award(
                5,
                random.bytes32(),
                random.address(),
                random.bytes32(),
                Long.MAX_VALUE,
                random.bytes32()),
            signature),
        new TranscriptLine.Landed(
            new BatchSettlement(
                5,
                2,
                random.bytes32(),
                block,
                7,
                List.of(
                    new BatchSettlement.IntentFill(
                        random.bytes32(),
                        new Fill(random.uint(128), random.uint(128), random.uint(128)))))),
        new TranscriptLine.Missed(0, "m"),
        new TranscriptLine.Reverted(7, random.bytes32(), "r"),
        new TranscriptLine.Cut("u"),
        new TranscriptLine.Result("v", new TreeMap<>(), null),
        new TranscriptLine.Result(
            "w", new TreeMap<>(Map.of("a", BigInteger.TEN.negate())), Standings.FULL),
        new TranscriptLine.End());
  }

  private static Selection.Total total(BigInteger score) {
    return new Selection.Total(score, score.add(BigInteger.ONE));
  }
}
