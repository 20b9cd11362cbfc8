package io.fairlead.devnet.replay;

import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.solvers.HttpSolverPort;
import io.fairlead.solver.engine.EngineApi;
import io.fairlead.solver.engine.EngineConfig;
import io.fairlead.solver.strategy.Strategy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;

/** A solver that recorded requests are put to. */
sealed interface TriedSolver extends AutoCloseable {
  /** What it is called in the report. */
  String name();

  /** Asks it; the request's deadline is when the answer has to be there. */
  Answer solve(SolveRequest request, Duration timeout);

  @Override
  default void close() {}

  /** One of ours, in this process. */
  record BuiltIn(String name, EngineApi api) implements TriedSolver {
    static BuiltIn of(Strategy strategy) {
      return new BuiltIn(
          strategy.name(),
          new EngineApi(strategy, EngineConfig.on("127.0.0.1", 0), Clock.systemUTC()));
    }

    @Override
    public Answer solve(SolveRequest request, Duration timeout) {
      return switch (api.answer("replay", request, (_, _) -> {})) {
        case EngineResponse.Solutions answer ->
            new Answer.Solutions(answer.solutions(), answer.refused());
        case EngineResponse.Declined declined -> new Answer.Failed(declined.message());
      };
    }
  }

  /** Anybody's, behind the solver-engine API. */
  record Engine(String name, HttpSolverPort port, HttpClient client) implements TriedSolver {
    static Engine of(URI url, Address account) {
      HttpClient client = HttpSolverPort.client();
      return new Engine(url.toString(), new HttpSolverPort("tried", url, account, client), client);
    }

    @Override
    public Answer solve(SolveRequest request, Duration timeout) {
      return port.solve(request, timeout);
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
