package io.fairlead.devnet.replay;

import io.fairlead.auction.replay.ReplayRules;
import io.fairlead.auction.replay.ReplayRules.Kind;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.devnet.replay.ReplayRun.Result;
import io.fairlead.solver.engine.WarmUp;
import io.fairlead.solver.strategy.Strategies;
import io.fairlead.solver.strategy.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead replay}: holds recorded auctions again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Holds recorded auctions again, offline: with a solver that is tried, under other rules,",
      "or both. Bids are judged anew; swaps are computed, not simulated on a chain, so that a",
      "solution which calls contracts itself is marked as not checked. What users get is counted",
      "in native wei beyond their limits, at the reference prices of each auction."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every transcript was replayed",
      "1:some could not be; they are named",
      "2:wrong usage"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final long WARM_UP_NANOS = Duration.ofSeconds(2).toNanos();

  @Mixin private TranscriptOptions transcripts = new TranscriptOptions();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "Try this solver of ours: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private @Nullable String strategy;

  @Option(
      names = "--engine",
      paramLabel = "URL",
      description = "Try the engine that answers POST URL/solve.")
  private @Nullable URI engine;

  @Option(
      names = "--account",
      paramLabel = "ADDRESS",
      description = "The tried solver's account; its just-in-time orders must be owned by it.",
      defaultValue = "0x0000000000000000000000000000000000000001")
  private String account = "0x0000000000000000000000000000000000000001";

  @Option(
      names = "--solve-millis",
      paramLabel = "MS",
      description = "Time the tried solver has for each auction.",
      defaultValue = "2000")
  private long solveMillis = 2_000;

  @Option(
      names = "--selection",
      description = {
        "Who wins: recorded (as each transcript's own rules say), single (the best solution takes",
        "the batch) or combinatorial (the fair solutions with the largest total that do not touch",
        "each other)."
      },
      defaultValue = "recorded")
  private Kind selection = Kind.RECORDED;

  @Option(
      names = "--max-winners",
      paramLabel = "N",
      description = {
        "Solutions that may win together, instead of the recorded number: 1 means --selection",
        "single, more --selection combinatorial."
      })
  private @Nullable Integer maxWinners;

  @Option(
      names = "--without",
      paramLabel = "NAME",
      description = "Leave out this solver's recorded bids; may be given several times.")
  private List<String> without = List.of();

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The strategies' names, for the help text. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Strategies.all().stream().map(Strategy::name).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    ReplayRules rules = rules();
    Address payee = payee();
    if (solveMillis < 1) {
      throw wrong("--solve-millis must be from 1");
    }
    TranscriptSource source = transcripts.source();
    Optional<TriedSolver> tried = tried(payee);
    PrintWriter err = spec.commandLine().getErr();
    Result result;
    try {
      result =
          new ReplayRun(source, rules, tried, payee, Duration.ofMillis(solveMillis))
              .run(text -> {
                err.println(text);
                err.flush();
              });
    } finally {
      tried.ifPresent(TriedSolver::close);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ReplayReport.json(result, tried.isPresent()));
    } else {
      ReplayReport.table(out, result, tried.isPresent());
    }
    out.flush();
    return result.skipped().isEmpty() ? 0 : 1;
  }

  private ReplayRules rules() {
    try {
      Integer winners = maxWinners;
      if (winners == null) {
        return new ReplayRules(selection, 1, new TreeSet<>(without));
      }
      Kind kind = winners == 1 && selection == Kind.RECORDED ? Kind.SINGLE : selection;
      return new ReplayRules(
          winners == 1 ? kind : Kind.COMBINATORIAL, winners, new TreeSet<>(without));
    } catch (IllegalArgumentException e) {
      throw wrong("--max-winners: " + e.getMessage());
    }
  }

  private Address payee() {
    try {
      return Address.parse(account);
    } catch (IllegalArgumentException e) {
      throw wrong("--account must be an address: 0x and 40 hex digits");
    }
  }

  private Optional<TriedSolver> tried(Address payee) {
    URI url = engine;
    String name = strategy;
    if (url != null && name != null) {
      throw wrong("give either --strategy or --engine");
    }
    if (url != null) {
      return Optional.of(
          TriedSolver.Engine.of(TranscriptOptions.http(spec, "--engine", url), payee));
    }
    if (name == null) {
      return Optional.empty();
    }
    Strategy chosen =
        Strategies.named(name)
            .orElseThrow(
                () -> wrong("--strategy must be one of " + String.join(", ", new Names())));
    long started = System.nanoTime();
    WarmUp.run(chosen, () -> System.nanoTime() - started > WARM_UP_NANOS);
    return Optional.of(TriedSolver.BuiltIn.of(chosen));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
