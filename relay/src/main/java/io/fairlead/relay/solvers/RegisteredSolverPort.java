package io.fairlead.relay.solvers;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.chain.ChainException;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A solver that is asked only while its account is active in the solver registry: one that was
 * evicted or has left sees no more intents. If the registry cannot be read, what it said last
 * holds; if it never answered, the solver is not asked. Thread safe.
 */
public final class RegisteredSolverPort implements SolverPort {
  private static final Logger LOG = LoggerFactory.getLogger(RegisteredSolverPort.class);

  private final SolverPort solver;
  private final Predicate<Address> registry;
  private volatile boolean active;

  /**
   * Asks {@code solver} while it is active.
   *
   * @param registry whether an account is active; throws {@link ChainException} if that cannot be
   *     told
   */
  public RegisteredSolverPort(SolverPort solver, Predicate<Address> registry) {
    this.solver = solver;
    this.registry = registry;
  }

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
    long start = System.nanoTime();
    if (!isActive()) {
      return new Answer.Failed("not active in the solver registry");
    }
    Duration left = timeout.minusNanos(System.nanoTime() - start);
    return left.isNegative() ? new Answer.TimedOut() : solver.solve(request, left);
  }

  @Override
  public Pledge commit(SolveRequest request, Bytes32 auction, Duration timeout) {
    long start = System.nanoTime();
    if (!isActive()) {
      return new Pledge.Plain(new Answer.Failed("not active in the solver registry"));
    }
    Duration left = timeout.minusNanos(System.nanoTime() - start);
    return left.isNegative()
        ? new Pledge.Plain(new Answer.TimedOut())
        : solver.commit(request, auction, left);
  }

  @Override
  public Reveal open(String auctionId, Bytes32 closed, Duration timeout) {
    return solver.open(auctionId, closed, timeout);
  }

  private boolean isActive() {
    try {
      active = registry.test(solver.account());
    } catch (ChainException e) {
      LOG.warn("solver.registry solver={} error={}", solver.name(), e.getMessage());
    }
    return active;
  }

  @Override
  public void notify(EngineNotification notification) {
    solver.notify(notification);
  }
}
