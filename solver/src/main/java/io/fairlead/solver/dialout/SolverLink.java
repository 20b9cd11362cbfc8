package io.fairlead.solver.dialout;

import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.NodeMessage.Content;
import io.fairlead.auction.dialout.NodeMessageJson;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.dialout.SolverMessageJson;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.delta.RequestState;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The solver's side of one connection: what is said to what. For one thread. */
final class SolverLink {
  /** A change may come to the state before last, if it crossed the last one on the way. */
  private static final int KEPT = 2;

  private final Credentials credentials;
  private final Desk desk;
  private final Clock clock;
  private final Map<Bytes32, RequestState> kept = new LinkedHashMap<>();
  private boolean loggedIn;

  /** Where it all goes. */
  interface Desk {
    /** Sends a message. */
    void send(String text);

    /** The node let the solver in. */
    void welcome(NodeMessage.Welcome welcome);

    /**
     * A request is to be answered.
     *
     * @param auction what to bind commitments to; null if solutions are wanted at once
     */
    void solve(long number, SolveRequest request, @Nullable Bytes32 auction);

    /** What was committed to in an auction is to be opened. */
    void open(long number, String auctionId);

    /** What became of a solution. */
    void told(NodeMessage.Notify notify);

    /** The node found fault with something. */
    void fault(NodeMessage.Fault fault);

    /** The connection is of no use. */
    void end(String reason);
  }

  SolverLink(Credentials credentials, Desk desk, Clock clock) {
    this.credentials = credentials;
    this.desk = desk;
    this.clock = clock;
  }

  void message(byte[] text) {
    NodeMessage message;
    try {
      message = NodeMessageJson.read(text);
    } catch (JsonFormatException e) {
      desk.end("the node says what is not in the protocol: " + e.getMessage());
      return;
    }
    switch (message) {
      case NodeMessage.Hello hello -> hello(hello);
      case NodeMessage.Welcome welcome -> {
        loggedIn = true;
        desk.welcome(welcome);
      }
      case NodeMessage.Solve solve -> {
        if (loggedIn) {
          solve(solve);
        }
      }
      case NodeMessage.Reveal reveal -> desk.open(reveal.request(), reveal.auctionId());
      case NodeMessage.Notify notify -> desk.told(notify);
      case NodeMessage.Fault fault -> desk.fault(fault);
    }
  }

  private void hello(NodeMessage.Hello hello) {
    if (loggedIn) {
      desk.end("the node challenges a second time");
      return;
    }
    Optional<SolverMessage.Login> login = credentials.login(hello.challenge());
    if (login.isEmpty()) {
      desk.end(
          "the node's account is "
              + hello.challenge().node()
              + ", not "
              + credentials.node().orElseThrow());
      return;
    }
    desk.send(SolverMessageJson.write(login.get()));
  }

  private void solve(NodeMessage.Solve solve) {
    Optional<RequestState> state = state(solve.content());
    if (state.isEmpty()) {
      desk.send(SolverMessageJson.write(new SolverMessage.Whole(solve.request())));
      return;
    }
    SolveRequest request;
    try {
      request = state.get().request();
    } catch (JsonFormatException e) {
      desk.end("the node asks what is not in the format: " + e.getMessage());
      return;
    }
    if (solve.keep()) {
      kept.put(state.get().hash(), state.get());
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
      desk.send(SolverMessageJson.write(new SolverMessage.Have(state.get().hash())));
    }
    // By our own clock: the node's may differ, and only what is left is meant.
    desk.solve(
        solve.request(),
        request.until(clock.instant().plusMillis(solve.leftMillis())),
        solve.auction());
  }

  private Optional<RequestState> state(Content content) {
    return switch (content) {
      case Content.Whole whole -> Optional.of(RequestState.of(whole.state()));
      case Content.Changed changed -> {
        RequestState base = kept.get(changed.delta().base());
        try {
          yield base == null ? Optional.empty() : changed.delta().apply(base);
        } catch (JsonFormatException e) {
          yield Optional.empty();
        }
      }
    };
  }
}
