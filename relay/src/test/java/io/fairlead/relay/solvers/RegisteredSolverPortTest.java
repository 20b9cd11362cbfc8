package io.fairlead.relay.solvers;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.chain.ChainException;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.testing.Owners;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegisteredSolverPortTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final SolveRequest REQUEST =
      new SolveRequest(
          "1", new TreeMap<>(), List.of(), List.of(), BigInteger.ONE, Instant.ofEpochSecond(9));

  private static final class Engine implements SolverPort {
    int asked;
    Duration given = Duration.ZERO;

    @Override
    public String name() {
      return "one";
    }

    @Override
    public Address account() {
      return Owners.BOB.address();
    }

    @Override
    public Answer solve(SolveRequest request, Duration timeout) {
      asked++;
      given = timeout;
      return new Answer.Solutions(List.of());
    }

    @Override
    public void notify(EngineNotification notification) {}
  }

  private enum Registry {
    ACTIVE,
    EVICTED,
    SILENT
  }

  private final Engine engine = new Engine();
  private Registry registry = Registry.ACTIVE;
  private final SolverPort port =
      new RegisteredSolverPort(
          engine,
          account -> {
            assertThat(account).isEqualTo(Owners.BOB.address());
            return switch (registry) {
              case ACTIVE -> true;
              case EVICTED -> false;
              case SILENT -> throw new ChainException("no answer");
            };
          });

  @Test
  void anActiveSolverIsAskedWithTheTimeThatIsLeft() {
    assertThat(port.solve(REQUEST, LONG)).isInstanceOf(SolverPort.Answer.Solutions.class);
    assertThat(engine.given).isLessThanOrEqualTo(LONG).isGreaterThan(LONG.dividedBy(2));
    assertThat(port.name()).isEqualTo("one");
  }

  @Test
  void anEvictedSolverSeesNothing() {
    registry = Registry.EVICTED;
    assertThat(port.solve(REQUEST, LONG)).isInstanceOf(SolverPort.Answer.Failed.class);
    assertThat(engine.asked).isZero();
  }

  @Test
  void whatTheRegistrySaidLastHoldsWhileItIsSilent() {
    registry = Registry.SILENT;
    port.solve(REQUEST, LONG);
    assertThat(engine.asked).as("it never said anything").isZero();
    registry = Registry.ACTIVE;
    port.solve(REQUEST, LONG);
    registry = Registry.SILENT;
    port.solve(REQUEST, LONG);
    assertThat(engine.asked).isEqualTo(2);
    registry = Registry.EVICTED;
    port.solve(REQUEST, LONG);
    registry = Registry.SILENT;
    port.solve(REQUEST, LONG);
    assertThat(engine.asked).isEqualTo(2);
  }

  @Test
  void noTimeLeftIsNoAnswer() {
    assertThat(port.solve(REQUEST, Duration.ZERO)).isInstanceOf(SolverPort.Answer.TimedOut.class);
    assertThat(engine.asked).isZero();
  }
}
