package io.fairlead.sequencer.state;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.SEQUENCER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.IntentStatus;
import io.fairlead.sequencer.intent.SubmitOutcome;
import io.fairlead.sequencer.journal.CommandCodec;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import io.fairlead.sequencer.receipt.ReceiptChain;
import io.fairlead.sequencer.receipt.ReceiptSealer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SequencerStateModelTest {
  private static final ReceiptSealer SEALER = ReceiptSealer.signing(EIP712, SEQUENCER);

  /** One random history, driven through the real machine and the model side by side. */
  private static final class History {
    final Samples samples;
    final Random random;
    final SequencerState state = new SequencerState(EIP712);
    final NaiveModel model = new NaiveModel();
    final List<Command> journal = new ArrayList<>();
    final List<Bytes> evidence = new ArrayList<>();
    long time = 1_000;
    int promises;
    int scarce;
    int several;

    History(long seed) {
      samples = new Samples(seed);
      random = samples.random();
    }

    Transition apply(Command command) {
      Transition transition = state.apply(command, SEALER);
      if (transition.changed()) {
        journal.add(command);
        evidence.add(transition.evidence());
      }
      return transition;
    }

    void configure(int entries, int open) {
      model.maxEntries = entries;
      model.maxOpen = open;
      apply(new Command.Configure(entries, open));
    }

    void step() {
      time += random.nextInt(8);
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3, 4 -> submit();
        case 5 -> cancel();
        case 6, 7 -> close();
        case 8, 9 -> finish();
        case 10 -> revert();
        default -> lateSettlement();
      }
    }

    void submit() {
      long from = random.nextInt(4) == 0 ? time + random.nextInt(60) : time - random.nextInt(30);
      SignedIntent signed =
          samples.intent(
              random.nextBoolean() ? Side.SELL : Side.BUY,
              random.nextBoolean(),
              from,
              from + random.nextInt(300));
      long observed = random.nextInt(3) == 0 ? time : 0;
      Outcome outcome = apply(new Command.Submit(signed, observed)).outcome();
      boolean accepted = ((Outcome.Submitted) outcome).answer() instanceof SubmitOutcome.Accepted;
      assertThat(accepted).isEqualTo(model.submit(signed, observed));
    }

    void cancel() {
      if (!model.items.isEmpty()) {
        NaiveModel.Item item = model.items.get(random.nextInt(model.items.size()));
        boolean takes = !model.status(item).isFinal() && !item.cancelRequested;
        boolean onChain = random.nextInt(3) == 0;
        Command command =
            onChain
                ? new Command.CancelOnChain(item.hash)
                : new Command.Cancel(item.hash, Bytes.EMPTY);
        assertThat(apply(command).changed()).isEqualTo(takes);
        if (takes) {
          model.cancel(item, onChain);
        }
      }
    }

    void close() {
      // Now and then a block from before a reorganisation.
      long at = random.nextInt(6) == 0 ? time - random.nextInt(20) : time;
      Batch batch =
          ((Outcome.Closed) apply(new Command.Close(samples.block(at))).outcome()).batch();
      Optional<List<Bytes32>> expected = model.close(at);
      assertThat(batch != null).isEqualTo(expected.isPresent());
      if (batch != null) {
        List<Bytes32> hashes = batch.entries().stream().map(BatchEntry::intentHash).toList();
        assertThat(hashes).isEqualTo(expected.orElseThrow());
        assertThat(batch.root()).isEqualTo(SortedMerkleTree.root(hashes));
        assertThat(batch.number()).isEqualTo(model.batches.size());
        assertThat(hashes).hasSizeLessThanOrEqualTo(model.maxEntries);
        checkPromises(batch);
      }
    }

    /** F1: by now, whatever was promised this batch or an earlier one has been in one. */
    void checkPromises(Batch batch) {
      for (NaiveModel.Item item : model.items) {
        Receipt receipt = state.intent(item.hash).orElseThrow().receipt().receipt();
        assertThat(receipt.firstBatch()).isLessThanOrEqualTo(receipt.lastBatch());
        item.batches.forEach(
            number -> assertThat(number).isGreaterThanOrEqualTo(receipt.firstBatch()));
        if (receipt.lastBatch() <= batch.number() && item.batches.isEmpty()) {
          assertThat(model.status(item)).isIn(IntentStatus.CANCELLED, IntentStatus.EXPIRED);
        }
        if (receipt.lastBatch() == batch.number() && receipt.firstBatch() < batch.number()) {
          scarce++;
        }
        if (receipt.lastBatch() == batch.number()) {
          promises++;
        }
      }
    }

    void finish() {
      if (!model.inFlight) {
        return;
      }
      long number = model.batches.size();
      switch (random.nextInt(4)) {
        case 0, 1 -> award(number);
        case 2 -> settleOne(number);
        default -> {
          apply(new Command.End(number, "no"));
          model.end();
        }
      }
    }

    /** One winner, or some who share the batch. */
    void award(long number) {
      int winners = 1 + random.nextInt(3);
      for (int place = 0; place < winners; place++) {
        AuctionId id = new AuctionId(number, place);
        if (!model.settled.containsKey(id.number())) {
          int kept = place;
          List<Bytes32> entries = model.batches.getLast();
          List<Bytes32> share =
              entries.stream().filter(e -> entries.indexOf(e) % winners == kept).toList();
          apply(new Command.Award(samples.award(number, place, share)));
          model.awarded.put(id.number(), share);
        }
      }
    }

    void lateSettlement() {
      long number = model.batches.isEmpty() ? 0 : 1 + random.nextInt(model.batches.size());
      if (!(model.inFlight && number == model.batches.size())) {
        settleOne(number);
      }
    }

    void settleOne(long batch) {
      List<AuctionId> candidates =
          model.awarded.keySet().stream()
              .filter(n -> !model.settled.containsKey(n))
              .map(AuctionId::of)
              .filter(id -> id.batch() == batch)
              .toList();
      if (!candidates.isEmpty()) {
        settle(candidates.get(random.nextInt(candidates.size())));
      }
    }

    void settle(AuctionId id) {
      Map<Bytes32, Fill> fills = new TreeMap<>();
      for (Bytes32 hash : model.awarded.getOrDefault(id.number(), List.of())) {
        NaiveModel.Item item = model.item(hash);
        if (item.left().signum() > 0 && random.nextInt(3) > 0) {
          Fill fill = fill(item);
          if (fill != null) {
            fills.put(hash, fill);
          }
        }
      }
      // As in a journal of the time when a batch had one winner.
      boolean ends = id.place() == 0 && random.nextInt(4) == 0;
      several += model.settled.containsKey(id.number() - 1) ? 1 : 0;
      apply(
          new Command.Settle(
              samples.settlement(id.batch(), id.place(), samples.block(time), fills), ends));
      model.settle(id, fills, ends);
    }

    /** All that is left, or for a divisible intent sometimes one wei less or half of it. */
    @org.jspecify.annotations.Nullable
    Fill fill(NaiveModel.Item item) {
      BigInteger amount = item.left();
      if (item.intent.partiallyFillable()) {
        amount =
            switch (random.nextInt(3)) {
              case 0 -> amount;
              case 1 -> amount.subtract(BigInteger.ONE);
              default -> amount.shiftRight(1);
            };
      }
      if (amount.signum() == 0) {
        return null;
      }
      return item.intent.side() == Side.SELL
          ? new Fill(amount, BigInteger.TEN, BigInteger.ONE)
          : new Fill(
              item.intent.sellAmount().subtract(item.sold()).shiftRight(1),
              amount,
              BigInteger.ZERO);
    }

    void revert() {
      List<Long> settled = List.copyOf(model.settled.keySet());
      if (!settled.isEmpty()) {
        long number = settled.get(random.nextInt(settled.size()));
        AuctionId id = AuctionId.of(number);
        apply(new Command.Revert(id.batch(), id.place()));
        model.revert(number);
      }
    }

    void compare() {
      for (NaiveModel.Item item : model.items) {
        IntentRecord real = state.intent(item.hash).orElseThrow();
        assertThat(real.status()).isEqualTo(model.status(item));
        assertThat(real.cancelRequested()).isEqualTo(item.cancelRequested);
        assertThat(real.cancelledOnChain()).isEqualTo(item.onChain);
        assertThat(real.sold()).isEqualTo(item.sold());
        assertThat(real.bought()).isEqualTo(item.bought());
        assertThat(real.batches()).isEqualTo(item.batches);
        assertThat(real.settledIn())
            .isEqualTo(item.fills.keySet().stream().map(n -> AuctionId.of(n).batch()).toList());
      }
      assertThat(state.receipts()).isEqualTo(model.items.size());
      assertThat(state.batches()).isEqualTo(model.batches.size());
      assertThat(state.now()).isEqualTo(model.now);
    }

    /** Replays the journal's bytes into a new machine, which must become the same one. */
    void replay() {
      SequencerState again = new SequencerState(EIP712);
      int live = 0;
      for (int i = 0; i < journal.size(); i++) {
        Command command = CommandCodec.decode(CommandCodec.encode(journal.get(i)));
        Transition transition = again.apply(command, SEALER);
        assertThat(transition.changed()).isTrue();
        assertThat(transition.evidence()).isEqualTo(evidence.get(i));
        live = transition.openIntents();
      }
      assertThat(live).isEqualTo(model.live());
      for (NaiveModel.Item item : model.items) {
        assertThat(again.intent(item.hash)).isEqualTo(state.intent(item.hash));
      }
      for (long number = 1; number <= state.batches(); number++) {
        assertThat(again.batch(number)).isEqualTo(state.batch(number));
      }
      assertThat(again.now()).isEqualTo(state.now());
    }
  }

  @Test
  void randomHistoriesAgreeWithTheModelAndKeepEveryPromise() {
    int promises = 0;
    int scarce = 0;
    int several = 0;
    for (long seed = 0; seed < 120; seed++) {
      History history = new History(seed);
      try {
        history.configure(
            2 + history.random.nextInt(8), history.random.nextInt(4) == 0 ? 10 : 1_000);
        for (int i = 0; i < 150; i++) {
          history.step();
          history.compare();
        }
        history.replay();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
      promises += history.promises;
      scarce += history.scarce;
      several += history.several;
    }
    assertThat(promises).as("promises that were due").isGreaterThan(500);
    assertThat(scarce).as("promises of a batch later than the next").isGreaterThan(50);
    assertThat(several).as("settlements beside another one").isGreaterThan(50);
  }

  @Test
  void receiptsOfARandomHistoryAreAChain() {
    History history = new History(99);
    history.configure(5, 1_000);
    for (int i = 0; i < 300; i++) {
      history.step();
    }
    ReceiptChain chain = new ReceiptChain(EIP712, SEQUENCER.address(), SignatureRecovery.best());
    assertThat(
            chain.verify(
                history.model.items.stream()
                    .map(item -> history.state.intent(item.hash).orElseThrow().receipt())
                    .toList()))
        .isEmpty();
    assertThat(history.model.items).hasSizeGreaterThan(50);
  }
}
