package io.fairlead.auction.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bounds of the verifier in TypeScript, which shares no code with this one. */
final class SecondBounds {
  private static final Path MODULES =
      Path.of(System.getProperty("fairlead.home", "..")).resolve("auction/verifier/target/js/src");

  /** Answers each line of its input with one. */
  private static final String PROGRAM =
      """
      import { readFileSync } from "node:fs";
      const load = (name) => import(process.argv[1] + name);
      const { weightedBound } = await load("certificate/weighted.js");
      const { poolBound } = await load("certificate/pools.js");
      const { readPool } = await load("lines/pool.js");
      const { parse } = await load("json.js");
      const { View } = await load("view.js");
      const answer = {
        weighted(kept, ...shares) {
          const read = shares.map((share) => share.split(":").map(BigInt));
          const pools = read.map(([value, weight]) => ({ value, weight }));
          const { lower, upper } = weightedBound(pools, BigInt(kept), 10n ** 18n);
          return `${lower} ${upper}`;
        },
        pool(pool, prices) {
          const known = parse(prices);
          return poolBound(readPool(new View("pool", parse(pool))), (token) => BigInt(known.get(token)));
        },
      };
      for (const line of readFileSync(process.argv[2], "utf8").trim().split("\\n")) {
        const [kind, ...rest] = line.split(" ");
        console.log(`${answer[kind](...rest)}`);
      }
      """;

  private SecondBounds() {}

  /** An answer per question, in their order; {@code folder} holds what passes between the two. */
  static List<String> ask(Path folder, List<String> questions)
      throws IOException, InterruptedException {
    Path input = folder.resolve("questions");
    Path output = folder.resolve("answers");
    Files.write(input, questions, StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder(
                "node",
                "--input-type=module",
                "-e",
                PROGRAM,
                MODULES.toRealPath().toUri().toString(),
                input.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> answers = Files.readAllLines(output);
    assertThat(process.exitValue()).as(answers.toString()).isZero();
    assertThat(answers).hasSameSizeAs(questions);
    return answers;
  }
}
