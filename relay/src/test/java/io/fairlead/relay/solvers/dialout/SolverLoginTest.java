package io.fairlead.relay.solvers.dialout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.dialout.Bounds;
import io.fairlead.auction.dialout.Challenge;
import io.fairlead.auction.dialout.FaultCode;
import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who is let in, and who is kept. */
final class SolverLoginTest extends GateFixture {
  @Test
  void aLoginIsGoodForItsOwnChallengeOnly() {
    NodeMessage.Hello seen;
    try (RawSolver first = new RawSolver(client, uri)) {
      seen = first.hello();
    }
    Bytes32 nonce = seen.challenge().nonce();
    // Replayed on another connection.
    assertRefused("mine", KEY, challenge -> seen.challenge(), FaultCode.WRONG_SIGNATURE);
    // Made for another node, chain, contract or nonce.
    assertRefused(
        "mine",
        KEY,
        challenge -> new Challenge(DOMAIN, address(9), challenge.nonce()),
        FaultCode.WRONG_SIGNATURE);
    assertRefused(
        "mine",
        KEY,
        challenge -> new Challenge(new Domain(1, address(1)), NODE, challenge.nonce()),
        FaultCode.WRONG_SIGNATURE);
    assertRefused(
        "mine",
        KEY,
        challenge -> new Challenge(new Domain(31_337, address(9)), NODE, challenge.nonce()),
        FaultCode.WRONG_SIGNATURE);
    assertRefused(
        "mine", KEY, challenge -> new Challenge(DOMAIN, NODE, nonce), FaultCode.WRONG_SIGNATURE);
    assertThat(solver.connected()).isFalse();
    // And the same key with the right one is let in.
    try (RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      assertThat(solver.connected()).isTrue();
      assertThat(mine.silent()).isTrue();
    }
  }

  @Test
  void nobodyLogsInAsSomebodyElse() {
    assertRefused("nobody", KEY, challenge -> challenge, FaultCode.UNKNOWN_SOLVER);
    assertRefused("rival", KEY, challenge -> challenge, FaultCode.WRONG_ACCOUNT);
    try (RawSolver mine = new RawSolver(client, uri)) {
      Challenge challenge = mine.hello().challenge();
      // The rival's account, signed by another key.
      mine.say(
          new SolverMessage.Login(
              "rival", OTHER.address(), KEY.sign(challenge.digest("rival", OTHER.address()))));
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.WRONG_SIGNATURE);
      assertThat(mine.closed()).isEqualTo("1008 wrongSignature");
    }
  }

  @Test
  void beforeTheLoginNothingElseIsHeard() {
    for (String[] message :
        new String[][] {
          {"{\"type\":\"have\",\"state\":\"" + Bytes32.ZERO + "\"}", "UNEXPECTED", "$.type"},
          {"not json", "MALFORMED", "$"},
          {"{\"type\":\"login\",\"solver\":7}", "MALFORMED", "$.solver"},
        }) {
      try (RawSolver mine = new RawSolver(client, uri)) {
        mine.hello();
        mine.say(message[0]);
        NodeMessage.Fault fault = mine.next(NodeMessage.Fault.class);
        assertThat(fault.code()).isEqualTo(FaultCode.valueOf(message[1]));
        assertThat(fault.field()).isEqualTo(message[2]);
        assertThat(mine.closed()).startsWith("1008");
      }
    }
    try (RawSolver mine = new RawSolver(client, uri)) {
      mine.hello();
      mine.say("\"" + "x".repeat(Bounds.LOGIN_BYTES) + "\"");
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.TOO_LONG);
      assertThat(mine.closed()).startsWith("1009");
    }
  }

  @Test
  void whoDoesNotLogInIsNotKept() {
    try (RawSolver mine = new RawSolver(client, uri)) {
      mine.hello();
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.LOGIN_TIMEOUT);
      assertThat(mine.closed()).isEqualTo("1008 loginTimeout");
    }
  }

  @Test
  void theNewestConnectionCounts() {
    try (RawSolver old = new RawSolver(client, uri).login("mine", KEY);
        RawSolver mine = new RawSolver(client, uri).login("mine", KEY)) {
      assertThat(old.next(NodeMessage.Fault.class).code()).isEqualTo(FaultCode.REPLACED);
      assertThat(old.closed()).isEqualTo("4001 replaced");
      assertThat(solver.connected()).isTrue();
      CompletableFuture<Answer> answer = ask(request("7", 1));
      mine.answerNothing(mine.next(NodeMessage.Solve.class).request());
      assertThat(answer.join()).isEqualTo(new Answer.Solutions(List.of()));
    }
  }

  private void assertRefused(
      String name, Signer signer, UnaryOperator<Challenge> signed, FaultCode code) {
    try (RawSolver mine = new RawSolver(client, uri)) {
      Challenge challenge = signed.apply(mine.hello().challenge());
      mine.say(
          new SolverMessage.Login(
              name, signer.address(), signer.sign(challenge.digest(name, signer.address()))));
      assertThat(mine.next(NodeMessage.Fault.class).code()).isEqualTo(code);
      assertThat(mine.closed()).isEqualTo("1008 " + code.text());
    }
  }
}
