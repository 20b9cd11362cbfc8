package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.dialout.Bounds;
import io.fairlead.auction.dialout.Challenge;
import io.fairlead.auction.dialout.FaultCode;
import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.NodeMessage.Content;
import io.fairlead.auction.dialout.NodeMessageJson;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.dialout.SolverMessageJson;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.engine.delta.StateDelta;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.http.SocketEndpoint;
import io.fairlead.relay.solvers.dialout.Call.Asked;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a solver, from the challenge to its end. Thread safe. */
final class SolverSession implements SocketEndpoint.Session, Link {
  private static final Logger LOG = LoggerFactory.getLogger(SolverSession.class);
  private static final int POLICY_VIOLATION = 1008;
  private static final int TRY_AGAIN_LATER = 1013;

  /** In the range that RFC 6455 leaves to applications. */
  private static final int REPLACED = 4001;

  private static final int MAX_FAULTS = 16;

  private final SolverGate gate;
  private final SocketEndpoint.Peer peer;
  private final Challenge challenge;
  private final Bounds bounds;
  private final StateShelf shelf;
  private final AtomicBoolean stranger = new AtomicBoolean(true);
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable DialOutSolver solver;
  private volatile @Nullable Bytes32 base;

  // Of the thread that works on messages.
  private int faults;
  private long lastWhole = -1;

  SolverSession(
      SolverGate gate,
      SocketEndpoint.Peer peer,
      Challenge challenge,
      Bounds bounds,
      StateShelf shelf) {
    this.gate = gate;
    this.peer = peer;
    this.challenge = challenge;
    this.bounds = bounds;
    this.shelf = shelf;
  }

  void start(boolean letIn) {
    if (letIn) {
      send(new NodeMessage.Hello(challenge, bounds));
    } else {
      end(FaultCode.BUSY, "", "too many connections wait to log in", TRY_AGAIN_LATER);
    }
  }

  @Override
  public int maxMessage() {
    return solver == null ? Bounds.LOGIN_BYTES : bounds.messageBytes();
  }

  @Override
  public void message(byte[] text) {
    if (over.get()) {
      return;
    }
    try {
      SolverMessage message = SolverMessageJson.read(text);
      DialOutSolver known = solver;
      if (known != null) {
        message(known, message);
      } else if (message instanceof SolverMessage.Login login) {
        login(login);
      } else {
        end(FaultCode.UNEXPECTED, "$.type", "log in first", POLICY_VIOLATION);
      }
    } catch (JsonFormatException e) {
      if (solver == null) {
        end(FaultCode.MALFORMED, e.path(), String.valueOf(e.getMessage()), POLICY_VIOLATION);
      } else {
        fault(FaultCode.MALFORMED, e.path(), String.valueOf(e.getMessage()), null);
      }
    }
  }

  private void login(SolverMessage.Login login) {
    Optional<DialOutSolver> named = gate.solver(login.solver());
    if (named.isEmpty()) {
      end(FaultCode.UNKNOWN_SOLVER, "$.solver", "dials in nowhere here", POLICY_VIOLATION);
      return;
    }
    DialOutSolver found = named.get();
    if (!found.account().equals(login.account())) {
      end(
          FaultCode.WRONG_ACCOUNT,
          "$.account",
          "is not the one the solver is registered with",
          POLICY_VIOLATION);
      return;
    }
    boolean signed =
        gate.recovery()
            .recover(challenge.digest(found.name(), found.account()), login.signature())
            .filter(found.account()::equals)
            .isPresent();
    if (!signed) {
      end(
          FaultCode.WRONG_SIGNATURE,
          "$.signature",
          "is not the account's for this challenge",
          POLICY_VIOLATION);
      return;
    }
    solver = found;
    known();
    found.attach(this);
    LOG.info("solver.connected solver={}", found.name());
    if (over.get()) {
      // Closed meanwhile, perhaps before there was anything to detach.
      found.detach(this);
    }
  }

  private void message(DialOutSolver known, SolverMessage message) {
    switch (message) {
      case SolverMessage.Login _ ->
          fault(FaultCode.UNEXPECTED, "$.type", "is logged in already", null);
      case SolverMessage.Have have -> base = shelf.has(have.state()) ? have.state() : null;
      case SolverMessage.Whole whole -> whole(known, whole.request());
      case SolverMessage.Answer answer -> reply(known, answer.request(), answer);
      case SolverMessage.Commit commit -> reply(known, commit.request(), commit);
      case SolverMessage.Open open -> reply(known, open.request(), open);
      case SolverMessage.Unreadable bad -> reply(known, bad.request(), bad);
    }
  }

  private void reply(DialOutSolver known, long request, SolverMessage message) {
    switch (known.reply(request, message)) {
      case TAKEN -> {
        if (message instanceof SolverMessage.Unreadable bad) {
          fault(FaultCode.MALFORMED, bad.field(), bad.problem(), request);
        }
      }
      case LATE -> late(request);
      case MISPLACED ->
          fault(FaultCode.UNEXPECTED, "$.type", "is not what this request asks for", request);
    }
  }

  private void whole(DialOutSolver known, long request) {
    base = null;
    if (request <= lastWhole) {
      fault(FaultCode.UNEXPECTED, "$.request", "was sent whole already", request);
      return;
    }
    lastWhole = request;
    known.call(request).ifPresentOrElse(this::ask, () -> late(request));
  }

  private void late(long request) {
    send(
        new NodeMessage.Fault(FaultCode.LATE, "$.request", "does not wait for an answer", request));
  }

  @Override
  public void welcome() {
    DialOutSolver known = solver;
    if (known != null) {
      send(new NodeMessage.Welcome(known.name(), known.account()));
    }
  }

  @Override
  public void ask(Call call) {
    DialOutSolver to = solver;
    if (to == null) {
      return;
    }
    long left = call.leftMillis(System.nanoTime());
    switch (call.asked()) {
      case Asked.Solutions solutions -> solve(to, call.number(), left, solutions);
      case Asked.Openings openings ->
          send(
              new NodeMessage.Reveal(call.number(), openings.auctionId(), openings.closed(), left));
    }
  }

  private void solve(DialOutSolver to, long number, long left, Asked.Solutions asked) {
    boolean keep = StateShelf.keeps(asked.request());
    RequestState state = shelf.of(asked.request());
    Bytes32 from = base;
    Optional<StateDelta> delta =
        from == null ? Optional.empty() : shelf.delta(from, asked.request());
    if (delta.isPresent()) {
      String text = solve(number, left, keep, asked, new Content.Changed(delta.get()));
      if (text.length() < state.text().length()) {
        to.traffic().changed(text.length(), state.text().length());
        peer.send(text);
        return;
      }
    }
    String text = solve(number, left, keep, asked, new Content.Whole(state));
    to.traffic().whole(text.length());
    peer.send(text);
  }

  private static String solve(
      long number, long left, boolean keep, Asked.Solutions asked, Content content) {
    return NodeMessageJson.write(
        new NodeMessage.Solve(number, left, keep, asked.auction(), content));
  }

  @Override
  public void tell(EngineNotification notification) {
    send(new NodeMessage.Notify(notification));
  }

  @Override
  public void replaced() {
    end(FaultCode.REPLACED, "", "the solver has logged in on another connection", REPLACED);
  }

  @Override
  public void tooLong() {
    over.set(true);
    send(
        new NodeMessage.Fault(
            FaultCode.TOO_LONG, "$", "a message has at most " + maxMessage() + " bytes"));
  }

  @Override
  public void waited() {
    if (solver == null) {
      end(FaultCode.LOGIN_TIMEOUT, "", "no login in time", POLICY_VIOLATION);
    }
  }

  @Override
  public void closed() {
    over.set(true);
    known();
    DialOutSolver known = solver;
    if (known != null) {
      known.detach(this);
      LOG.info("solver.disconnected solver={}", known.name());
    }
  }

  private void known() {
    if (stranger.compareAndSet(true, false)) {
      gate.known();
    }
  }

  /** Something is wrong with a message of a solver that is logged in; too much of it is the end. */
  private void fault(FaultCode code, String field, String message, @Nullable Long request) {
    send(new NodeMessage.Fault(code, field, message, request));
    faults++;
    if (faults >= MAX_FAULTS) {
      end(FaultCode.TOO_MANY_FAULTS, "", "more than the node bears", POLICY_VIOLATION);
    }
  }

  private void end(FaultCode code, String field, String message, int status) {
    if (over.compareAndSet(false, true)) {
      send(new NodeMessage.Fault(code, field, message));
      peer.close(status, code.text());
    }
  }

  private void send(NodeMessage message) {
    peer.send(NodeMessageJson.write(message));
  }
}
