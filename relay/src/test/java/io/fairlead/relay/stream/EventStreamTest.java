package io.fairlead.relay.stream;

import static io.fairlead.relay.testing.Owners.ALICE;
import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.hash;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.relay.batch.Commitments;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.stream.Subscriptions.Topic;
import io.fairlead.relay.testing.FakeCaller;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.relay.testing.Owners;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EventStreamTest {
  @TempDir private Path folder = Path.of(".");
  private final Subscriptions subscriptions = new Subscriptions(3);
  private final FakeCaller.Channel channel = new FakeCaller.Channel();
  private final Bytes32 first = hash(sell(0));
  private final Bytes32 second = hash(sell(1));
  private FaultySequencer sequencer;
  private EventStream stream;

  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    stream =
        new EventStream(
            sequencer,
            subscriptions,
            new Commitments(sequencer, Owners.EIP712, Owners.RECEIPTS),
            () -> 5);
    sequencer.addListener(stream);
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private List<String> words(Bytes32 hash) {
    return stream.history(sequencer.find(hash).orElseThrow()).stream()
        .map(event -> event.word().text())
        .toList();
  }

  private void settleFirstOfTwo() {
    sequencer.submit(signed(sell(0))).join();
    sequencer.submit(signed(sell(1))).join();
    sequencer.close(block(101)).join();
    stream.considered(1, first, null);
    stream.considered(1, second, null);
    stream.outbid(1, second, null);
    stream.won(1, first, null);
    sequencer
        .recordAward(
            new BatchAward(1, 0, "solver", hash("s"), hash("t"), hash("x"), 105, List.of(first)))
        .join();
    sequencer
        .recordSettled(
            new BatchSettlement(
                1,
                0,
                hash("x"),
                block(102),
                1,
                List.of(
                    new BatchSettlement.IntentFill(
                        first,
                        new Fill(
                            BigInteger.valueOf(1_000),
                            BigInteger.valueOf(2_001),
                            BigInteger.TWO)))))
        .join();
    assertThat(words(second)).as("others may still settle").doesNotContain("notFilled");
    sequencer.recordEnded(1, "no").join();
  }

  @Test
  void eventsComeInOrderWithTheirReasons() {
    settleFirstOfTwo();
    assertThat(words(first))
        .containsExactly("received", "inBatch", "considered", "won", "submitted", "settled");
    assertThat(words(second))
        .containsExactly("received", "inBatch", "considered", "outbid", "notFilled");
    IntentEvent last = stream.history(sequencer.find(second).orElseThrow()).getLast();
    assertThat(last.detail()).isEqualTo("outbid");
    sequencer.recordReverted(1, 0).join();
    assertThat(words(first)).endsWith("settled", "reverted");
    sequencer.cancel(second, Bytes.EMPTY).join();
    assertThat(words(second)).endsWith("notFilled", "cancelled");
  }

  @Test
  void historySurvivesARestartAsFarAsTheJournalKnowsIt() {
    settleFirstOfTwo();
    sequencer.close();
    open();
    assertThat(words(first)).containsExactly("received", "inBatch", "submitted", "settled");
    assertThat(words(second)).containsExactly("received", "inBatch", "notFilled");
    sequencer.close(block(103)).join();
    sequencer.recordEnded(2, "nobody came").join();
    assertThat(words(second))
        .containsExactly("received", "inBatch", "notFilled", "inBatch", "notFilled");
  }

  @Test
  void aCancellationOnChainSaysSoAlsoAfterARestart() {
    sequencer.submit(signed(sell(0))).join();
    sequencer.submit(signed(sell(1))).join();
    sequencer.cancelledOnChain(first).join();
    sequencer.cancel(second, Bytes.EMPTY).join();
    for (int start = 0; start < 2; start++) {
      IntentEvent last = stream.history(sequencer.find(first).orElseThrow()).getLast();
      assertThat(last.word()).isEqualTo(EventWord.CANCELLED);
      assertThat(last.detail()).isEqualTo("onChain");
      assertThat(stream.history(sequencer.find(second).orElseThrow()).getLast().detail()).isNull();
      sequencer.close();
      open();
    }
  }

  @Test
  void subscribersHearWhatTheyAskedForAndNoTermsOfOthers() {
    String ofIntent = subscriptions.add(channel, new Topic.OfIntent(second));
    subscriptions.add(channel, new Topic.OfOwner(ALICE.address()));
    FakeCaller.Channel everybody = new FakeCaller.Channel();
    subscriptions.add(everybody, new Topic.OfBatches());
    settleFirstOfTwo();
    List<JsonNode> mine =
        channel.pushed.stream()
            .filter(n -> n.at("/params/subscription").asString("").equals(ofIntent))
            .toList();
    assertThat(mine).hasSize(5);
    assertThat(mine.getFirst().get("method").asString()).isEqualTo("intent_subscription");
    assertThat(mine)
        .allMatch(n -> n.at("/params/result/intentHash").asString("").equals(second.toString()));
    assertThat(channel.pushed).hasSize(5 + 11);
    JsonNode settled =
        channel.pushed.stream()
            .filter(n -> n.at("/params/result/event").asString("").equals("settled"))
            .findFirst()
            .orElseThrow();
    assertThat(settled.at("/params/result/bought").asString("")).isEqualTo("2001");
    assertThat(everybody.pushed)
        .extracting(one -> one.at("/params/result/stage").asString(""))
        .containsExactly("closed", "awarded", "settled", "ended");
    assertThat(everybody.pushed.getFirst().at("/params/result/commitment/count").asString(""))
        .isEqualTo("2");
    assertThat(everybody.pushed.toString())
        .doesNotContain(first.toString(), second.toString(), ALICE.address().toString());
  }

  @Test
  void subscriptionsEndWithTheirConnectionAndAreLimited() {
    for (int i = 0; i < 3; i++) {
      subscriptions.add(channel, new Topic.OfBatches());
    }
    assertThatThrownBy(() -> subscriptions.add(channel, new Topic.OfBatches()))
        .isInstanceOf(RpcFault.class);
    FakeCaller.Channel other = new FakeCaller.Channel();
    String id = subscriptions.add(other, new Topic.OfBatches());
    assertThat(subscriptions.remove(channel, id)).as("somebody else's").isFalse();
    assertThat(subscriptions.remove(other, id)).isTrue();
    assertThat(subscriptions.remove(other, id)).isFalse();
    channel.close();
    assertThat(subscriptions.size()).isZero();
    settleFirstOfTwo();
    assertThat(channel.pushed).isEmpty();
  }

  @Test
  void memoryIsBounded() {
    EventLog log = new EventLog(2, 3);
    for (int i = 0; i < 5; i++) {
      log.add(first, new IntentEvent((long) i, EventWord.IN_BATCH, 1L, null));
    }
    assertThat(log.of(first)).hasSize(3);
    assertThat(log.of(first).getFirst().at()).isEqualTo(2L);
    log.add(second, new IntentEvent(1L, EventWord.IN_BATCH, 1L, null));
    log.add(hash("third"), new IntentEvent(1L, EventWord.IN_BATCH, 1L, null));
    assertThat(log.of(first)).isEmpty();
  }
}
