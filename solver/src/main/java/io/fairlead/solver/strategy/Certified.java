package io.fairlead.solver.strategy;

import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.bound.Certifier;
import io.fairlead.solver.batch.bound.ScoreDual;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.pool.Pool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Solutions of auctions go out with a proof of how good they are; quotes need none. */
final class Certified {
  /** To a hundredth of a basis point of the bound. */
  private static final double TOLERANCE = 1e-6;

  private static final int MAX_ITERATIONS = 300;

  private Certified() {}

  static List<Solution> of(SolveRequest request, Collection<Pool> pools, List<Solution> solutions) {
    if (request.id() == null || solutions.isEmpty()) {
      return solutions;
    }
    Instance instance = Instance.of(request);
    SortedMap<Address, BigInteger> reference = instance.referencePrices();
    Map<Object, Order> orders =
        request.orders().stream()
            .collect(Collectors.toMap(Order::uid, Function.identity(), (one, same) -> one));
    List<Certifier.Scored> scored = new ArrayList<>();
    for (Solution solution : solutions) {
      scored.add(new Certifier.Scored(solution, SolutionScore.of(solution, orders, reference)));
    }
    ScoreDual.Prices prices =
        new ScoreDual(instance.orders(), pools, reference).solve(TOLERANCE, MAX_ITERATIONS);
    return new Certifier(instance).certified(scored, new HashMap<>(prices.prices()));
  }
}
