package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.solvers.dialout.Call.Asked;
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
  private static final String GONE = "not connected";

  private final String name;
  private final Address account;
  private final int maxCalls;
  private final Duration grace;
  private final Traffic traffic = new Traffic();
  private final TreeMap<Long, Call> calls = new TreeMap<>();
  private long lastCall;
  private @Nullable Link link;
  private @Nullable Long lostAt;

  /** How a question ended. */
  private sealed interface Said {
    record Words(SolverMessage message) implements Said {}

    record Nothing() implements Said {}

    record Impossible(String why) implements Said {}
  }

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
    return answer(ask(new Asked.Solutions(request, null), timeout));
  }

  @Override
  public Pledge commit(SolveRequest request, Bytes32 auction, Duration timeout) {
    Said said = ask(new Asked.Solutions(request, auction), timeout);
    return said instanceof Said.Words(SolverMessage.Commit commit)
        ? new Pledge.Sealed(commit.commitments())
        : new Pledge.Plain(answer(said));
  }

  @Override
  public Reveal open(String auctionId, Bytes32 closed, Duration timeout) {
    return switch (ask(new Asked.Openings(auctionId, closed), timeout)) {
      case Said.Words(SolverMessage.Open open) ->
          new Reveal.Openings(open.openings(), open.refused());
      case Said.Words(SolverMessage.Unreadable bad) ->
          new Reveal.Failed("not in the format: " + bad.problem());
      case Said.Words _ -> throw new IllegalStateException("not an opening");
      case Said.Nothing _ -> new Reveal.TimedOut();
      case Said.Impossible(var why) -> new Reveal.Failed(why);
    };
  }

  private static Answer answer(Said said) {
    return switch (said) {
      case Said.Words(SolverMessage.Answer answer) ->
          switch (answer.response()) {
            case EngineResponse.Solutions good ->
                new Answer.Solutions(good.solutions(), good.refused());
            case EngineResponse.Declined declined ->
                new Answer.Failed("declined: " + declined.code() + " " + declined.message());
          };
      case Said.Words(SolverMessage.Unreadable bad) ->
          new Answer.Failed("not in the format: " + bad.problem());
      case Said.Words _ -> throw new IllegalStateException("not an answer");
      case Said.Nothing _ -> new Answer.TimedOut();
      case Said.Impossible(var why) -> new Answer.Failed(why);
    };
  }

  private Said ask(Asked asked, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    Call call;
    Link to;
    synchronized (this) {
      to = link;
      if (to == null && gone()) {
        return new Said.Impossible(GONE);
      }
      if (calls.size() >= maxCalls) {
        return new Said.Impossible("too many requests wait for its answers");
      }
      call = new Call(++lastCall, asked, end, new CompletableFuture<>());
      calls.put(call.number(), call);
    }
    try {
      if (to == null) {
        giveUpUnlessBack(call);
      } else {
        to.ask(call);
      }
      return call.reply()
          .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
          .<Said>map(Said.Words::new)
          .orElse(new Said.Impossible(GONE));
    } catch (TimeoutException e) {
      return new Said.Nothing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said.Nothing();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reply cannot fail", e);
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

  /** From now on this connection counts, and is told so first; it gets whatever still waits. */
  void attach(Link newest) {
    Link old;
    List<Call> waiting;
    synchronized (this) {
      old = link;
      // Who has read that it is welcome may be asked at once, so nobody must find it missing then.
      newest.welcome();
      link = newest;
      waiting = List.copyOf(calls.values());
    }
    if (old != null) {
      old.replaced();
    }
    waiting.forEach(newest::ask);
  }

  /** This connection is over. */
  @SuppressWarnings("ReferenceEquality")
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

  /** What becomes of something a solver says to a request. */
  enum Reception {
    /** It ends the request. */
    TAKEN,
    /** The request is over, or never was. */
    LATE,
    /** It says nothing to what was asked. */
    MISPLACED
  }

  /** The solver says this to a request. */
  Reception reply(long number, SolverMessage message) {
    Optional<Call> call = call(number);
    if (call.isEmpty()) {
      return Reception.LATE;
    }
    if (!call.get().fits(message)) {
      return Reception.MISPLACED;
    }
    return call.get().reply().complete(Optional.of(message)) ? Reception.TAKEN : Reception.LATE;
  }

  private void giveUpUnlessBack(Call call) {
    CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> {
          if (!connected()) {
            call.reply().complete(Optional.empty());
          }
        });
  }

  private boolean gone() {
    Long since = lostAt;
    return since == null || System.nanoTime() - since > grace.toNanos();
  }
}
