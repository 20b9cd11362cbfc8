package io.fairlead.sequencer;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.SEQUENCER;
import static io.fairlead.sequencer.Samples.hash;

import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.intent.SubmitOutcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Sequences until it is killed, and prints {@code intent-hash receipt-hash} when acknowledged. */
final class CrashTestChild {
  /** Length of a line without its end. */
  static final int LINE = 66 + 1 + 66;

  private static final int CONCURRENT = 64;

  private CrashTestChild() {}

  /** Arguments: directory and seed. Never returns. */
  public static void main(String[] args) throws InterruptedException {
    Samples samples = new Samples(Long.parseLong(args[1]));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
    Semaphore places = new Semaphore(CONCURRENT);
    RocksSequencer sequencer =
        RocksSequencer.open(Path.of(args[0]), SequencerConfig.DEFAULT, EIP712, SEQUENCER);
    for (long time = 1; ; time++) {
      SignedIntent signed = samples.intent(0, 1_000_000);
      places.acquire();
      var _ =
          sequencer
              .submit(signed)
              .thenAccept(outcome -> {
                print(out, hash(signed), (SubmitOutcome.Accepted) outcome);
                places.release();
              });
      if (time % 50 == 0) {
        batch(sequencer, samples, 1_000 + time);
      }
    }
  }

  private static void print(PrintStream out, Bytes32 intentHash, SubmitOutcome.Accepted outcome) {
    out.print(intentHash + " " + outcome.receipt().hash() + "\n");
    out.flush();
  }

  /** Ends what a killed predecessor left, then runs a batch to one end or the other. */
  private static void batch(RocksSequencer sequencer, Samples samples, long time) {
    sequencer
        .inFlight()
        .ifPresent(left -> sequencer.recordEnded(left.batch().number(), "killed").join());
    Optional<Batch> closed = sequencer.close(samples.block(time)).join();
    if (closed.isEmpty()) {
      return;
    }
    long number = closed.orElseThrow().number();
    var entry = closed.orElseThrow().entries().getFirst();
    sequencer.recordAward(samples.award(number, List.of(entry.intentHash()))).join();
    if (samples.random().nextBoolean()) {
      sequencer
          .recordSettled(
              samples.settlement(
                  number,
                  samples.block(time),
                  Map.of(entry.intentHash(), Samples.whole(entry.signed()))))
          .join();
    }
    sequencer.recordEnded(number, "no").join();
  }
}
