package io.fairlead.devnet.scenario;

import io.fairlead.auction.election.StandingHistory;
import io.fairlead.auction.verify.Verdict;
import io.fairlead.auction.winner.Standings;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.relay.verify.BatchVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import tools.jackson.databind.JsonNode;

/**
 * Verifies batches from outside: the transcripts are the node's, everything they are compared with
 * is the chain's or known from the set-up.
 */
final class BatchCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 400;
  private static final String NOT_ENDED = "batchNotEnded";

  private final RelayClient relay;
  private final URI chainUrl;
  private final Deployment deployment;
  private final Address receiptSigner;

  BatchCheck(RelayClient relay, String chainUrl, Deployment deployment, Address receiptSigner) {
    this.relay = relay;
    this.chainUrl = URI.create(chainUrl);
    this.deployment = deployment;
    this.receiptSigner = receiptSigner;
  }

  /** Verifies batches and prints a summary; what disagrees or cannot be verified. */
  List<String> run(SortedSet<Long> batches, Console console) {
    List<String> problems = new ArrayList<>();
    int solutions = 0;
    try (EthereumNode chain = EthereumNode.connect(chainUrl, TIMEOUT)) {
      BatchVerifier verifier =
          new BatchVerifier(
              chain,
              deployment.settlement(),
              deployment.nativeToken(),
              receiptSigner,
              Optional.of(deployment.uniswapV2().factory()),
              Optional.of(deployment.uniswapV3().factory()));
      for (long batch : batches) {
        switch (verifier.verify(lines(batch), before(batch))) {
          case Verdict.Agrees(Verdict.Summary summary) -> {
            solutions += summary.solutions();
            if (summary.batch() != batch || summary.transactions().isEmpty()) {
              problems.add("batch " + batch + ": the transcript is of another batch or unsettled");
            }
            if (!summary.unchecked().isEmpty()) {
              problems.add("batch " + batch + ": not verified: " + summary.unchecked());
            }
          }
          case Verdict.Disagrees wrong ->
              problems.add(
                  "batch %d disagrees, line %d, %s: expected %s, found %s"
                      .formatted(
                          batch,
                          wrong.line(),
                          wrong.step().text(),
                          wrong.expected(),
                          wrong.found()));
        }
      }
    } catch (ChainException | RpcException e) {
      problems.add("batches cannot be verified: " + e.getMessage());
    }
    if (problems.isEmpty()) {
      console.good(
          batches.size()
              + " batches verified, "
              + solutions
              + " solutions replayed: sets, roots, scores, winners and fills agree with the chain");
    }
    return problems;
  }

  /** As the newest transcript before says that tells solvers' standings. */
  private Optional<Standings> before(long batch) {
    for (long number = batch - 1; number > 0; number--) {
      Optional<Standings> found = StandingHistory.after(lines(number));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.of(Standings.FULL);
  }

  private List<String> lines(long batch) {
    return transcript(batch).path("lines").valueStream().map(JsonNode::asString).toList();
  }

  /** An intent may be filled before its batch has ended: another winner's award can be open. */
  private JsonNode transcript(long batch) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        return relay.transcript(batch);
      } catch (RpcException e) {
        if (!e.reason().equals(NOT_ENDED) || System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
