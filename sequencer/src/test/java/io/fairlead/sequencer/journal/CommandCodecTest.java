package io.fairlead.sequencer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.state.Command;
import io.fairlead.sequencer.state.Commands;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CommandCodecTest {
  @Test
  void whatIsEncodedIsDecoded() {
    for (long seed = 0; seed < 2_000; seed++) {
      Command command = Commands.any(new Samples(seed));
      Bytes bytes = CommandCodec.encode(command);
      assertThat(CommandCodec.decode(bytes)).as("seed %d", seed).isEqualTo(command);
    }
  }

  @Test
  void whatIsCutShortOrTooLongIsRefused() {
    for (long seed = 0; seed < 200; seed++) {
      byte[] bytes = CommandCodec.encode(Commands.any(new Samples(seed))).bytes();
      for (int length = 0; length <= bytes.length + 2; length++) {
        if (length != bytes.length) {
          Bytes other = Bytes.of(Arrays.copyOf(bytes, length));
          assertThatThrownBy(() -> CommandCodec.decode(other))
              .as("seed %d, %d of %d bytes", seed, length, bytes.length)
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
  }

  @Test
  void noTwoByteStringsMeanTheSame() {
    int decoded = 0;
    for (long seed = 0; seed < 5_000; seed++) {
      Samples samples = new Samples(seed);
      byte[] bytes = CommandCodec.encode(Commands.any(samples)).bytes();
      for (int flips = 1 + samples.random().nextInt(3); flips > 0; flips--) {
        bytes[samples.random().nextInt(bytes.length)] ^= (byte) (1 << samples.random().nextInt(8));
      }
      Bytes changed = Bytes.of(bytes);
      try {
        Command command = CommandCodec.decode(changed);
        decoded++;
        assertThat(CommandCodec.encode(command)).as("seed %d", seed).isEqualTo(changed);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).as("seed %d", seed).hasMessageMatching("(?s).+");
      }
    }
    assertThat(decoded).as("changed bytes that still meant something").isGreaterThan(500);
  }

  @Test
  void superfluousBytesOfANumberAreRefused() {
    Bytes revert = CommandCodec.encode(new Command.Revert(5, 0));
    assertThat(revert).isEqualTo(Bytes.parse("0x0805"));
    for (String other : new String[] {"0x088500", "0x08858000", "0x08ffffffffffffffffff01"}) {
      assertThatThrownBy(() -> CommandCodec.decode(Bytes.parse(other)))
          .as(other)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Intents of the first release stay readable, and are still written as they were then. */
  @Test
  void plainIntentsKeepTheirFirstLayout() {
    Samples samples = new Samples(1);
    SignedIntent signed = samples.intent(7, 99);
    Intent intent = signed.intent();
    ByteWriter first =
        new ByteWriter()
            .tag(2)
            .number(5)
            .address(intent.owner())
            .address(intent.receiver())
            .address(intent.sellToken())
            .address(intent.buyToken())
            .amount(intent.sellAmount())
            .amount(intent.buyAmount())
            .flag(false)
            .flag(false)
            .number(7)
            .number(99)
            .amount(intent.nonce())
            .word(intent.appData())
            .raw(Samples.OWNER.sign(Samples.EIP712.intentHash(intent)).bytes());
    assertThat(CommandCodec.encode(new Command.Submit(signed, 5))).isEqualTo(first.toBytes());
    assertThat(CommandCodec.decode(first.toBytes())).isEqualTo(new Command.Submit(signed, 5));
  }

  @Test
  void aCancellationOfAnOldJournalIsReadAndWrittenAsItWas() {
    Bytes old = Bytes.parse("0x03" + "ab".repeat(32));
    Command cancel = CommandCodec.decode(old);
    assertThat(cancel)
        .isEqualTo(new Command.Cancel(Bytes32.parse("0x" + "ab".repeat(32)), Bytes.EMPTY));
    assertThat(CommandCodec.encode(cancel)).isEqualTo(old);
    assertThatThrownBy(() -> CommandCodec.decode(Bytes.parse("0x09" + "ab".repeat(32) + "00")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCancellationOnChainIsItsKindAndTheIntent() {
    Bytes bytes = Bytes.parse("0x0b" + "ab".repeat(32));
    Command command = new Command.CancelOnChain(Bytes32.parse("0x" + "ab".repeat(32)));
    assertThat(CommandCodec.encode(command)).isEqualTo(bytes);
    assertThat(CommandCodec.decode(bytes)).isEqualTo(command);
  }

  /** A journal of the time when a batch had one winner says nothing of places. */
  @Test
  void whatTheFirstPlaceNeedsIsReadAndWrittenAsItWas() {
    String words = "ab".repeat(96);
    Bytes award = Bytes.parse("0x0507" + "0173" + words + "0900");
    Bytes settle = Bytes.parse("0x0607" + "ab".repeat(32) + "09" + "ab".repeat(32) + "0c" + "0a00");
    Bytes revert = Bytes.parse("0x0807");
    assertThat(CommandCodec.decode(award))
        .isInstanceOfSatisfying(
            Command.Award.class, read -> assertThat(read.award().place()).isZero());
    assertThat(CommandCodec.decode(settle))
        .isInstanceOfSatisfying(
            Command.Settle.class,
            read -> {
              assertThat(read.ends()).isTrue();
              assertThat(read.settlement().place()).isZero();
            });
    assertThat(CommandCodec.decode(revert)).isEqualTo(new Command.Revert(7, 0));
    for (Bytes old : new Bytes[] {award, settle, revert}) {
      assertThat(CommandCodec.encode(CommandCodec.decode(old))).isEqualTo(old);
    }
    assertThat(CommandCodec.decode(Bytes.parse("0x0e0307"))).isEqualTo(new Command.Revert(7, 3));
    for (String refused :
        new String[] {
          "0x0e0007", "0x0e0807", "0x0c0007" + "0173" + words + "0900", "0x0d08" + "07"
        }) {
      assertThatThrownBy(() -> CommandCodec.decode(Bytes.parse(refused)))
          .as(refused)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Kinds of their own: journals without baskets stay as they are. */
  @Test
  void basketsHaveAnEncodingOfTheirOwnAndOnlyOne() {
    Samples samples = new Samples(3);
    Bytes submit = CommandCodec.encode(new Command.Submit(samples.basket(2, 7, 99), 5));
    assertThat(submit.bytes()[0]).isEqualTo((byte) 15);
    // A settlement without baskets under the kind of those with some, and a zero below zero.
    String settled = "07" + "ab".repeat(32) + "09" + "ab".repeat(32) + "0c" + "0a00";
    for (String refused :
        new String[] {
          "0x1000" + settled + "00", "0x1000" + settled + "01" + "cd".repeat(32) + "01010100"
        }) {
      assertThatThrownBy(() -> CommandCodec.decode(Bytes.parse(refused)))
          .as(refused)
          .isInstanceOf(IllegalArgumentException.class);
    }
    Bytes good = Bytes.parse("0x1000" + settled + "01" + "cd".repeat(32) + "0101010105");
    assertThat(CommandCodec.encode(CommandCodec.decode(good))).isEqualTo(good);
  }

  @Test
  void aHugeCountCostsNothing() {
    // An award claiming 2^62 intents in a handful of bytes.
    ByteWriter out = new ByteWriter().tag(5).number(1).text("s", 9);
    out.raw(new byte[96]).number(1).number(1L << 62);
    assertThatThrownBy(() -> CommandCodec.decode(out.toBytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more elements than bytes");
  }

  @Test
  void whatCannotBeReadBackIsNotWritten() {
    assertThatThrownBy(() -> CommandCodec.encode(new Command.Revert(-1, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    Bytes long4097 = Bytes.of(new byte[4_097]);
    assertThatThrownBy(() -> CommandCodec.encode(new Command.Cancel(Bytes32.ZERO, long4097)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CommandCodec.encode(new Command.End(1, "x".repeat(2_001))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
