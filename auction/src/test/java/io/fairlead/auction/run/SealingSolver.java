package io.fairlead.auction.run;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Sealing;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Commits to its solutions, then opens what it is told to. */
class SealingSolver implements SolverPort {
  final List<EngineNotification> heard = Collections.synchronizedList(new ArrayList<>());
  final List<Bytes32> closed = new ArrayList<>();
  List<Opening> sealed = List.of();
  List<Bytes32> commitments = List.of();
  UnaryOperator<List<Opening>> opens = UnaryOperator.identity();
  UnaryOperator<List<Bytes32>> commits = UnaryOperator.identity();
  private final String name;
  private final List<Solution> solutions;

  SealingSolver(String name, Solution... solutions) {
    this.name = name;
    this.solutions = List.of(solutions);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Address account() {
    return Scene.address("solver " + name);
  }

  @Override
  public Answer solve(SolveRequest request, Duration timeout) {
    throw new AssertionError("it knows commitments");
  }

  @Override
  public Pledge commit(SolveRequest request, Bytes32 auction, Duration timeout) {
    List<Integer> count = new ArrayList<>();
    sealed =
        seals(
            Sealing.seal(
                request,
                solutions,
                () -> {
                  count.add(1);
                  return Scene.word("salt " + count.size() + " of " + name);
                }));
    commitments =
        sealed.stream()
            .map(opening -> Commitment.of(auction, account(), opening.solution(), opening.seal()))
            .toList();
    return new Pledge.Sealed(commits.apply(commitments));
  }

  /** What it commits to; a liar overrides it. */
  List<Opening> seals(List<Opening> honest) {
    return honest;
  }

  @Override
  public Reveal open(String auctionId, Bytes32 closed, Duration timeout) {
    this.closed.add(closed);
    return new Reveal.Openings(opens.apply(sealed), List.of());
  }

  @Override
  public void notify(EngineNotification notification) {
    heard.add(notification);
  }

  List<String> messages() {
    return heard.stream().map(EngineNotification::message).toList();
  }
}
