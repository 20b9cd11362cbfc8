package io.fairlead.devnet.crash;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.strategy.Strategy;
import java.time.Duration;

/** A real strategy behind the engine API's real JSON, which answers after a while. */
record StrategyPort(Strategy strategy, long delayMillis) implements SolverPort {
  @Override
  public String name() {
    return strategy.name();
  }

  @Override
  public Address account() {
    return FixedMarket.address("solver " + name());
  }

  @Override
  public Answer solve(SolveRequest request, Duration timeout) {
    SolveRequest read = EngineJson.readRequest(EngineJson.writeRequest(request));
    byte[] body = EngineJson.writeResponse(strategy.solve(read, Budget.UNLIMITED));
    try {
      Thread.sleep(delayMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.TimedOut();
    }
    return switch (EngineJson.readResponse(body)) {
      case EngineResponse.Solutions solutions ->
          new Answer.Solutions(solutions.solutions(), solutions.refused());
      case EngineResponse.Declined declined -> new Answer.Failed(declined.message());
    };
  }

  @Override
  public void notify(EngineNotification notification) {}
}
