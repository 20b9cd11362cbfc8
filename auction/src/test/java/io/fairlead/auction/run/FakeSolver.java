package io.fairlead.auction.run;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Answers as told, once it may. */
final class FakeSolver implements SolverPort {
  final List<EngineNotification> heard = Collections.synchronizedList(new ArrayList<>());
  final List<SolveRequest> asked = Collections.synchronizedList(new ArrayList<>());
  private final String name;
  private final Function<SolveRequest, Answer> answer;
  private final CountDownLatch gate;
  private final CountDownLatch answered;

  FakeSolver(
      String name,
      Function<SolveRequest, Answer> answer,
      CountDownLatch gate,
      CountDownLatch answered) {
    this.name = name;
    this.answer = answer;
    this.gate = gate;
    this.answered = answered;
  }

  FakeSolver(String name, Function<SolveRequest, Answer> answer) {
    this(name, answer, new CountDownLatch(0), new CountDownLatch(0));
  }

  static FakeSolver offering(String name, Solution... solutions) {
    return new FakeSolver(name, request -> new Answer.Solutions(List.of(solutions)));
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
    asked.add(request);
    try {
      gate.await();
      return answer.apply(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.TimedOut();
    } finally {
      answered.countDown();
    }
  }

  @Override
  public void notify(EngineNotification notification) {
    heard.add(notification);
  }

  List<String> heardKinds() {
    return heard.stream().map(notification -> notification.kind().text()).toList();
  }
}
