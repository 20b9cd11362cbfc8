package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.contracts.primitive.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A solver that connects to the node. One that comes back in the middle of an auction is asked
 * again; one that has been gone for longer than a moment is not waited for. Thread safe.
 */
public final class DialOutSolver implements SolverPort {
  private static final Logger LOG = LoggerFactory.getLogger(DialOutSolver.class);
  private static final Answer GONE = new Answer.Failed("not connected");

  private final String name;
  private final Address account;
  private final int maxCalls;
  private final Duration grace;
  private final Traffic traffic = new Traffic();
  private final TreeMap<Long, Call> calls = new TreeMap<>();
  private long lastCall;
  private @Nullable Link link;
  private @Nullable Long lostAt;

  /**
   * A solver as configured.
   *
   * @param maxCalls most requests that wait for its answers
   * @param grace how long a lost connection is waited for
   */
  public DialOutSolver(String name, Address account, int maxCalls, Duration grace) {
    this.name = name;
    this.account = account;
    this.maxCalls = maxCalls;
    this.grace = grace;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Address account() {
    return account;
  }

  /** What was sent to it. */
  public Traffic traffic() {
    return traffic;
  }

  /** Whether it is connected. */
  public synchronized boolean connected() {
    return link != null;
  }

  @Override
  public Answer solve(SolveRequest request, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    Call call;
    Link to;
    synchronized (this) {
      to = link;
      if (to == null && gone()) {
        return GONE;
      }
      if (calls.size() >= maxCalls) {
        return new Answer.Failed("too many requests wait for its answers");
      }
      call = new Call(++lastCall, request, end, new CompletableFuture<>());
      calls.put(call.number(), call);
    }
    try {
      if (to == null) {
        giveUpUnlessBack(call);
      } else {
        to.solve(call);
      }
      return call.answer().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Answer.TimedOut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.TimedOut();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer cannot fail", e);
    } finally {
      synchronized (this) {
        calls.remove(call.number());
      }
    }
  }

  @Override
  public void notify(EngineNotification notification) {
    Link to;
    synchronized (this) {
      to = link;
    }
    if (to == null) {
      LOG.debug("solver.notify solver={} outcome=dropped reason=notConnected", name);
    } else {
      to.tell(notification);
    }
  }

  /** From now on this connection counts; it gets whatever still waits. */
  void attach(Link newest) {
    Link old;
    List<Call> waiting;
    synchronized (this) {
      old = link;
      link = newest;
      waiting = List.copyOf(calls.values());
    }
    if (old != null) {
      old.replaced();
    }
    waiting.forEach(newest::solve);
  }

  /** This connection is over. */
  void detach(Link lost) {
    List<Call> waiting;
    synchronized (this) {
      if (link != lost) {
        return;
      }
      link = null;
      lostAt = System.nanoTime();
      waiting = List.copyOf(calls.values());
    }
    waiting.forEach(this::giveUpUnlessBack);
  }

  /** A request that still waits. */
  synchronized Optional<Call> call(long number) {
    return Optional.ofNullable(calls.get(number));
  }

  /** Ends a request; false if it does not wait any more. */
  boolean answer(long number, EngineResponse response) {
    return end(
        number,
        switch (response) {
          case EngineResponse.Solutions answer ->
              new Answer.Solutions(answer.solutions(), answer.refused());
          case EngineResponse.Declined declined ->
              new Answer.Failed("declined: " + declined.code() + " " + declined.message());
        });
  }

  /** Ends a request with an answer that is none; false if it does not wait any more. */
  boolean unreadable(long number, String problem) {
    return end(number, new Answer.Failed("not in the format: " + problem));
  }

  private boolean end(long number, Answer answer) {
    return call(number).filter(call -> call.answer().complete(answer)).isPresent();
  }

  private void giveUpUnlessBack(Call call) {
    CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> {
          if (!connected()) {
            call.answer().complete(GONE);
          }
        });
  }

  private boolean gone() {
    Long since = lostAt;
    return since == null || System.nanoTime() - since > grace.toNanos();
  }
}
