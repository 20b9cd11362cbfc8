package io.fairlead.relay.node;

import io.fairlead.auction.dialout.Bounds;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.chain.EthereumNode;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.relay.config.NodeConfig;
import io.fairlead.relay.config.NodeConfig.Reach;
import io.fairlead.relay.http.HttpLimits;
import io.fairlead.relay.http.RpcServer;
import io.fairlead.relay.metrics.RelayMetrics;
import io.fairlead.relay.solvers.HttpSolverPort;
import io.fairlead.relay.solvers.RegisteredSolverPort;
import io.fairlead.relay.solvers.dialout.DialOutSolver;
import io.fairlead.relay.solvers.dialout.SolverGate;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The configured solvers, each by its way of being asked.
 *
 * @param competing those whose bids count
 * @param shadows those that take part without being able to win
 * @param dialling those of both that connect to the node
 */
record SolverPorts(
    List<SolverPort> competing, List<SolverPort> shadows, List<DialOutSolver> dialling) {
  /** An auction and the quotes asked meanwhile. */
  private static final int CALLS = 16;

  /** Less than most auctions last, more than a solver takes to come back. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final int LOGIN_SECONDS = 5;

  /** Copies the lists. */
  SolverPorts {
    competing = List.copyOf(competing);
    shadows = List.copyOf(shadows);
    dialling = List.copyOf(dialling);
  }

  static SolverPorts of(NodeConfig config, HttpClient client, EthereumNode chain) {
    List<SolverPort> competing = new ArrayList<>();
    List<SolverPort> shadows = new ArrayList<>();
    List<DialOutSolver> dialling = new ArrayList<>();
    for (NodeConfig.SolverEntry solver : config.solvers()) {
      SolverPort port =
          switch (solver.reach()) {
            case Reach.Url(var url) ->
                new HttpSolverPort(solver.name(), url, solver.account(), client);
            case Reach.DialOut() -> {
              DialOutSolver dials =
                  new DialOutSolver(solver.name(), solver.account(), CALLS, GRACE);
              dialling.add(dials);
              yield dials;
            }
          };
      (solver.shadow() ? shadows : competing)
          .add(
              solver.bonded()
                  ? config
                      .solverRegistry()
                      .<SolverPort>map(registry ->
                          new RegisteredSolverPort(
                              port, new SolverActivity(chain.chain(), registry)))
                      .orElse(port)
                  : port);
    }
    return new SolverPorts(competing, shadows, dialling);
  }

  /** Who of those that dial in is connected, and how much changes saved. */
  void register(RelayMetrics metrics) {
    for (DialOutSolver solver : dialling) {
      metrics.solverGauge(
          "fairlead_solver_connected",
          "Whether a solver that dials in is connected",
          solver.name(),
          () -> solver.connected() ? 1 : 0);
      metrics.solverGauge(
          "fairlead_solver_sent_bytes",
          "Requests sent to a solver that dials in",
          solver.name(),
          () ->
              solver.traffic().figures().wholeBytes() + solver.traffic().figures().changedBytes());
      metrics.solverGauge(
          "fairlead_solver_saved_bytes",
          "What sending changes saved",
          solver.name(),
          () -> solver.traffic().figures().savedBytes());
    }
  }

  /**
   * Opens the gate for those that dial in, if there are any.
   *
   * @param node the account that signs receipts
   */
  void serve(RpcServer server, Domain domain, Address node, HttpLimits limits) {
    if (dialling.isEmpty()) {
      return;
    }
    SecureRandom random = new SecureRandom();
    server.serve(
        SolverGate.PATH,
        new SolverGate(
            dialling,
            domain,
            node,
            SignatureRecovery.best(),
            () -> {
              byte[] nonce = new byte[Bytes32.SIZE];
              random.nextBytes(nonce);
              return Bytes32.of(nonce);
            },
            new Bounds(
                limits.bodyBytes(),
                Json.MAX_BYTES,
                CALLS,
                (int) RpcServer.pingInterval(limits).toSeconds(),
                LOGIN_SECONDS)));
  }
}
