package io.fairlead.relay.solvers.shadow;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Duration;
import java.util.function.BiConsumer;

/** A competing solver unchanged, whose requests somebody else hears of. Thread safe. */
record ShadowTap(SolverPort solver, BiConsumer<SolveRequest, Duration> heard)
    implements SolverPort {
  @Override
  public String name() {
    return solver.name();
  }

  @Override
  public Address account() {
    return solver.account();
  }

  @Override
  public Answer solve(SolveRequest request, Duration timeout) {
    heard.accept(request, timeout);
    return solver.solve(request, timeout);
  }

  @Override
  public Pledge commit(SolveRequest request, Bytes32 auction, Duration timeout) {
    heard.accept(request, timeout);
    return solver.commit(request, auction, timeout);
  }

  @Override
  public Reveal open(String auctionId, Bytes32 closed, Duration timeout) {
    return solver.open(auctionId, closed, timeout);
  }

  @Override
  public void notify(EngineNotification notification) {
    solver.notify(notification);
  }
}
