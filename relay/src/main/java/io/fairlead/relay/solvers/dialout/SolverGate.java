package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.dialout.Bounds;
import io.fairlead.auction.dialout.Challenge;
import io.fairlead.auction.json.Json;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.relay.http.SocketEndpoint;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Where solvers connect. Each connection is given a random challenge of its own, so that a login
 * seen anywhere else opens nothing here. Thread safe.
 */
public final class SolverGate implements SocketEndpoint {
  /** Where it stands on the node. */
  public static final String PATH = "/solver";

  /** Connections that have not logged in yet. */
  private static final int MAX_STRANGERS = 64;

  /** A solver may be two requests behind. */
  private static final int PENDING_BYTES = 2 * Json.MAX_BYTES + 1024 * 1024;

  private final TreeMap<String, DialOutSolver> solvers = new TreeMap<>();
  private final Domain domain;
  private final Address node;
  private final SignatureRecovery recovery;
  private final Supplier<Bytes32> nonces;
  private final Bounds bounds;
  private final StateShelf shelf = new StateShelf();
  private final AtomicInteger strangers = new AtomicInteger();

  /**
   * A gate for these solvers.
   *
   * @param node the account that signs the node's receipts
   * @param nonces unpredictable, never the same twice
   */
  public SolverGate(
      Collection<DialOutSolver> solvers,
      Domain domain,
      Address node,
      SignatureRecovery recovery,
      Supplier<Bytes32> nonces,
      Bounds bounds) {
    solvers.forEach(solver -> this.solvers.put(solver.name(), solver));
    this.domain = domain;
    this.node = node;
    this.recovery = recovery;
    this.nonces = nonces;
    this.bounds = bounds;
  }

  @Override
  public int pendingBytes() {
    return PENDING_BYTES;
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(bounds.loginSeconds());
  }

  @Override
  public Session open(Peer peer) {
    SolverSession session =
        new SolverSession(this, peer, new Challenge(domain, node, nonces.get()), bounds, shelf);
    session.start(strangers.incrementAndGet() <= MAX_STRANGERS);
    return session;
  }

  /** A connection has logged in, or is over without. */
  void known() {
    strangers.decrementAndGet();
  }

  Optional<DialOutSolver> solver(String name) {
    return Optional.ofNullable(solvers.get(name));
  }

  SignatureRecovery recovery() {
    return recovery;
  }
}
