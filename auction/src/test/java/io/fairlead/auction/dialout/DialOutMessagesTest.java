package io.fairlead.auction.dialout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.NotificationKind;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.engine.delta.StateDelta;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Seal;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.typeddata.Domain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DialOutMessagesTest {
  private static final Bounds BOUNDS = new Bounds(262_144, 4_194_304, 16, 20, 5);

  @Test
  void whatANodeSaysIsReadAsItWasWritten() {
    RandomAuctions.forAll(
        100,
        random -> {
          Challenge challenge =
              new Challenge(
                  new Domain(1 + random.below(9_999), random.address()),
                  random.address(),
                  random.bytes32());
          RequestState state = RequestState.of(random.request());
          for (NodeMessage message :
              List.of(
                  new NodeMessage.Hello(challenge, BOUNDS),
                  new NodeMessage.Welcome("mine", random.address()),
                  new NodeMessage.Solve(
                      random.below(9), random.below(9_999), random.bool(), null, whole(state)),
                  new NodeMessage.Solve(
                      random.below(9),
                      random.below(9_999),
                      random.bool(),
                      random.bytes32(),
                      new NodeMessage.Content.Changed(
                          new StateDelta(random.bytes32(), random.bytes32(), Json.object()))),
                  new NodeMessage.Reveal(random.below(9), "7", random.bytes32(), 300),
                  new NodeMessage.Notify(
                      new EngineNotification(7, 3L, NotificationKind.OUTBID, "score 1 wei")),
                  new NodeMessage.Fault(FaultCode.LATE, "$.request", "over", 9L),
                  new NodeMessage.Fault(FaultCode.REPLACED, "", "another connection"))) {
            String text = NodeMessageJson.write(message);
            NodeMessage read = NodeMessageJson.read(text.getBytes(StandardCharsets.UTF_8));
            assertThat(NodeMessageJson.write(read)).isEqualTo(text);
            if (!(message instanceof NodeMessage.Solve)) {
              assertThat(read).isEqualTo(message);
            }
          }
        });
  }

  @Test
  void whatASolverSaysIsReadAsItWasWritten() {
    RandomAuctions.forAll(
        100,
        random -> {
          for (SolverMessage message :
              List.of(
                  new SolverMessage.Login(
                      "mine", random.address(), Signature.of(random.array(Signature.SIZE))),
                  new SolverMessage.Have(random.bytes32()),
                  new SolverMessage.Whole(random.below(99)),
                  new SolverMessage.Commit(
                      random.below(99), List.of(random.bytes32(), random.bytes32())),
                  new SolverMessage.Open(
                      random.below(99),
                      List.of(
                          new Opening(random.solution(), new Seal(random.bytes32(), null)),
                          new Opening(
                              random.solution(), new Seal(random.bytes32(), random.uint(256))))),
                  new SolverMessage.Answer(
                      random.below(99),
                      new EngineResponse.Solutions(List.of(random.solution()), List.of())),
                  new SolverMessage.Answer(
                      random.below(99), new EngineResponse.Declined("Other", "busy")))) {
            assertThat(read(SolverMessageJson.write(message))).isEqualTo(message);
          }
        });
  }

  @Test
  void aFaultNamesItsField() {
    assertFault("[]", "$: must be an object");
    assertFault("{\"type\":\"sing\"}", "$.type: unknown type of message");
    assertFault("{\"type\":\"have\"}", "$.state: missing");
    assertFault(
        "{\"type\":\"whole\",\"request\":-1}",
        "$.request: must be an integer from 0 to " + Long.MAX_VALUE);
    assertFault(
        "{\"type\":\"login\",\"solver\":\"a\",\"account\":\"0x1\",\"signature\":\"0x\"}",
        "$.account: must be an address: 0x and 40 hex digits");
    assertFault("{\"type\":\"answer\",\"answer\":{\"solutions\":[]}}", "$.request: missing");
  }

  @Test
  void anAnswerThatIsNoneStillNamesItsRequest() {
    assertThat(read("{\"type\":\"answer\",\"request\":4,\"answer\":{\"solutions\":[{}]}}"))
        .isEqualTo(
            new SolverMessage.Unreadable(
                4,
                "$.answer.solutions[0].interactions",
                "$.answer.solutions[0].interactions: missing"));
  }

  private static NodeMessage.Content whole(RequestState state) {
    return new NodeMessage.Content.Whole(state);
  }

  private static void assertFault(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(JsonFormatException.class)
        .hasMessage(message);
  }

  private static SolverMessage read(String text) {
    return SolverMessageJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
