package io.fairlead.devnet.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.TestChain;
import io.fairlead.devnet.differential.BalancerCases.Case;
import io.fairlead.devnet.differential.BalancerCases.Kind;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The solver's weighted and stable pools against the bytecode of four deployed Balancer V2 pools
 * (WeightedPool of 2021 and of 2023, StablePool of 2021, ComposableStablePool of 2023), published
 * with their deployments on npm: every amount and every refusal. With {@code
 * -Dfairlead.vectors=FILE} the cases and answers are written there; the solver's own test reads a
 * copy.
 */
final class BalancerSwapDifferentialTest {
  private static final Path SCRIPT = Path.of("src", "test", "js", "balancer.mjs").toAbsolutePath();
  private static final long SEED = Long.getLong("fairlead.test.seed", 2_026_112_801L);
  private static final int POOLS_OF_A_KIND = Integer.getInteger("fairlead.test.pools", 12);
  private static final int SWAPS = 40;

  private final ObjectMapper json = new ObjectMapper();
  private int amounts;
  private int refusals;

  @Test
  void everyAmountAndRefusalIsTheContracts(@TempDir Path directory)
      throws IOException, InterruptedException {
    BalancerCases random = new BalancerCases(new SplittableRandom(SEED));
    List<Case> cases = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < POOLS_OF_A_KIND; i++) {
        cases.add(random.next(kind, SWAPS));
      }
    }
    List<String> answers = ask(cases, directory);
    List<String> vectors = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      JsonNode results = json.readTree(answers.get(i));
      compare(cases.get(i), results, "seed " + SEED + " case " + i);
      ObjectNode vector = cases.get(i).json();
      vector.set("results", results);
      vectors.add(json.writeValueAsString(vector));
    }
    assertThat(amounts).isGreaterThan(20 * cases.size());
    assertThat(refusals).isGreaterThan(cases.size());
    String copy = System.getProperty("fairlead.vectors");
    if (copy != null) {
      Files.write(Path.of(copy), vectors, StandardCharsets.UTF_8);
    }
  }

  private List<String> ask(List<Case> cases, Path directory)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (Case one : cases) {
      lines.add(json.writeValueAsString(one.json()));
    }
    Path input = Files.write(directory.resolve("cases"), lines, StandardCharsets.UTF_8);
    Path output = directory.resolve("answers");
    Path problems = directory.resolve("problems");
    try (TestChain chain = TestChain.start(ChainKind.ANVIL)) {
      Process process =
          new ProcessBuilder("node", SCRIPT.toString(), chain.chain().url())
              .redirectInput(input.toFile())
              .redirectOutput(output.toFile())
              .redirectError(problems.toFile())
              .start();
      try {
        assertThat(process.waitFor(600, TimeUnit.SECONDS)).as("ends in time").isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
    List<String> answers = Files.readAllLines(output);
    assertThat(answers).as(Files.readString(problems)).hasSameSizeAs(cases);
    return answers;
  }

  private void compare(Case one, JsonNode results, String where) {
    assertThat(results.size()).as(where).isEqualTo(one.swaps().size());
    for (int i = 0; i < results.size(); i++) {
      BalancerCases.Swap swap = one.swaps().get(i);
      String what = where + " swap " + i + " " + one.kind() + " " + swap;
      Pool pool = one.pool(swap.balances());
      SwapResult ours =
          swap.exactIn()
              ? pool.exactIn(
                  BalancerCases.token(swap.in()), BalancerCases.token(swap.out()), swap.amount())
              : pool.exactOut(
                  BalancerCases.token(swap.in()), BalancerCases.token(swap.out()), swap.amount());
      JsonNode answer = results.get(i);
      BigInteger theirs = answer.isNull() ? BigInteger.ZERO : new BigInteger(answer.stringValue());
      if (ours instanceof SwapResult.Swapped swapped) {
        assertThat(swap.exactIn() ? swapped.amountOut() : swapped.amountIn())
            .as(what)
            .isEqualTo(theirs);
        amounts++;
      } else if (theirs.signum() > 0) {
        // Asked alone, a pool does not know what the Vault can keep.
        assertThat(keeps(swap, theirs)).as(what + " theirs " + theirs + " " + ours).isFalse();
      } else {
        refusals++;
      }
    }
  }

  /** Whether the Vault could book the swap. */
  private static boolean keeps(BalancerCases.Swap swap, BigInteger theirs) {
    BigInteger in = swap.exactIn() ? swap.amount() : theirs;
    BigInteger out = swap.exactIn() ? theirs : swap.amount();
    return swap.balances().get(swap.in()).add(in).compareTo(BalancerCases.MAX_BALANCE) <= 0
        && swap.balances().get(swap.out()).compareTo(out) >= 0;
  }
}
