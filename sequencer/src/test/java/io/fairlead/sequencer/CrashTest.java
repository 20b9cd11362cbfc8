package io.fairlead.sequencer;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.OWNER;
import static io.fairlead.sequencer.Samples.SEQUENCER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.receipt.ReceiptChain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that is sequencing, again and again, and counts what it had acknowledged. */
final class CrashTest {
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int ROUNDS = 6;

  @TempDir Path directory;

  @Test
  void noAcknowledgedIntentIsLostByKilling() throws Exception {
    long seed = 20_261_120;
    Random random = new Random(seed);
    Map<Bytes32, Bytes32> acknowledged = new HashMap<>();
    long start = System.nanoTime();
    int rounds = 0;
    while (rounds < 2 || (rounds < ROUNDS && System.nanoTime() - start < LONGEST.toNanos())) {
      rounds++;
      int lines = 1 + random.nextInt(rounds % 2 == 0 ? 50 : 2_000);
      runAndKill(seed + rounds, lines, acknowledged);
      check(acknowledged, seed + rounds);
    }
    assertThat(acknowledged.size()).isGreaterThan(rounds);
  }

  /** Starts a child, reads its acknowledgements until there are enough, and kills it. */
  private void runAndKill(long seed, int lines, Map<Bytes32, Bytes32> acknowledged)
      throws IOException, InterruptedException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    Process child =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashTestChild.class.getName(),
                directory.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int read = 0;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        // The last line may have been cut by the kill; then its receipt reached nobody.
        if (line.length() == CrashTestChild.LINE) {
          Bytes32 intentHash = Bytes32.parse(line.substring(0, 66));
          Bytes32 earlier = acknowledged.put(intentHash, Bytes32.parse(line.substring(67)));
          assertThat(earlier).as("acknowledged twice, seed %d", seed).isNull();
        }
        if (++read == lines) {
          // Not through the process itself: that would also throw unread lines away.
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as("killed by a signal, seed %d", seed).isEqualTo(128 + 9);
    assertThat(read).isGreaterThanOrEqualTo(lines);
  }

  private void check(Map<Bytes32, Bytes32> acknowledged, long seed) {
    try (RocksSequencer sequencer =
        RocksSequencer.open(directory, SequencerConfig.DEFAULT, EIP712, SEQUENCER)) {
      List<IntentRecord> all = sequencer.byOwner(OWNER.address(), Integer.MAX_VALUE).reversed();
      Map<Bytes32, Bytes32> found = new HashMap<>();
      for (IntentRecord intent : all) {
        assertThat(found.put(intent.intentHash(), intent.receipt().hash())).isNull();
      }
      assertThat(found).as("seed %d", seed).containsAllEntriesOf(acknowledged);
      List<SignedReceipt> chain = all.stream().map(IntentRecord::receipt).toList();
      assertThat(chain.getFirst().receipt().seq()).isEqualTo(1);
      assertThat(
              new ReceiptChain(EIP712, SEQUENCER.address(), SignatureRecovery.best()).verify(chain))
          .as("seed %d", seed)
          .isEmpty();
      assertThat(sequencer.submit(all.getFirst().signed()).join())
          .isEqualTo(
              new io.fairlead.sequencer.intent.SubmitOutcome.Accepted(chain.getFirst(), false));
    }
  }
}
