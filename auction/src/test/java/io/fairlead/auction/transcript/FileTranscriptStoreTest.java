package io.fairlead.auction.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTranscriptStoreTest {
  private static final Bytes32 HASH = RunningHash.of(List.of("a", "ü", "c")).value();

  @TempDir Path directory;

  @Test
  void keepsLinesAndRenamesAtTheEnd() {
    FileTranscriptStore store = new FileTranscriptStore(directory.resolve("new"));
    assertThat(store.read(123)).isEmpty();
    store.begin(123);
    store.append(123, List.of("a", "ü"));
    store.append(123, List.of("c"));
    assertThat(store.read(123)).contains(new TranscriptStore.Stored(List.of("a", "ü", "c"), false));
    store.complete(123, HASH);
    store.complete(123, HASH);
    assertThat(directory.resolve("new/000000000123.jsonl")).hasContent("a\nü\nc\n");
    assertThat(new FileTranscriptStore(directory.resolve("new")).read(123))
        .contains(new TranscriptStore.Stored(List.of("a", "ü", "c"), true));
    assertThatThrownBy(() -> store.begin(123)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.append(123, List.of("d")))
        .isInstanceOf(TranscriptStoreException.class);
  }

  @Test
  void aCompleteTranscriptIsFoundByItsHash() throws IOException {
    FileTranscriptStore store = new FileTranscriptStore(directory);
    assertThat(store.find(HASH)).isEmpty();
    store.begin(4);
    store.append(4, List.of("a", "ü", "c"));
    // As after a kill before the file got its last name.
    Files.writeString(directory.resolve("by-hash/" + HASH), "4");
    assertThat(store.find(HASH)).isEmpty();
    Files.writeString(directory.resolve("by-hash/" + HASH), "");
    assertThat(store.find(HASH)).isEmpty();
    store.complete(4, HASH);
    assertThat(new FileTranscriptStore(directory).find(HASH)).contains(4L);
    assertThat(store.find(RunningHash.of(List.of("a")).value())).isEmpty();
    Files.writeString(directory.resolve("000000000004.jsonl"), "another\n");
    assertThat(store.find(HASH)).isEmpty();
  }

  @Test
  void dropsAHalfLineLeftByAKill() throws IOException {
    FileTranscriptStore store = new FileTranscriptStore(directory);
    store.begin(7);
    store.append(7, List.of("whole"));
    Files.writeString(
        directory.resolve("000000000007.jsonl.open"), "half a li", StandardOpenOption.APPEND);
    assertThat(store.read(7).orElseThrow().lines()).containsExactly("whole");
    store.append(7, List.of("x"));
    assertThat(store.read(7).orElseThrow().lines()).containsExactly("whole", "x");
    store.begin(7);
    assertThat(store.read(7).orElseThrow().lines()).isEmpty();
  }

  @Test
  void aWriterResumesWithTheSameHash() {
    FileTranscriptStore store = new FileTranscriptStore(directory);
    TranscriptWriter writer = TranscriptWriter.begin(store, 1);
    writer.add(new TranscriptLine.Missed("one"));
    writer.add(new TranscriptLine.Missed("two"));
    assertThat(TranscriptWriter.resume(store, 1).sync())
        .isEqualTo(RunningHash.EMPTY.value())
        .isNotEqualTo(writer.sync());
    TranscriptWriter resumed = TranscriptWriter.resume(store, 1);
    assertThat(resumed.sync()).isEqualTo(writer.sync());

    // Killed between the last line and the rename.
    store.append(1, List.of(TranscriptJson.write(new TranscriptLine.End())));
    assertThat(TranscriptWriter.resume(store, 1).ended()).isTrue();
    assertThat(store.read(1).orElseThrow().complete()).isTrue();
    assertThatThrownBy(() -> TranscriptWriter.resume(store, 2))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theRunningHashIsThatOfTheProtocol() {
    // keccak256(0^32 ‖ keccak256("")).
    assertThat(RunningHash.EMPTY.plus("").value())
        .isEqualTo(Keccak.hash(new byte[32], Keccak.hash(new byte[0]).bytes()));
    assertThat(RunningHash.EMPTY.plus("a").plus("b"))
        .isNotEqualTo(RunningHash.EMPTY.plus("b").plus("a"))
        .isNotEqualTo(RunningHash.EMPTY.plus("ab"));
  }
}
