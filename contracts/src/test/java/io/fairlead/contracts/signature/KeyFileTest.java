package io.fairlead.contracts.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Bytes32;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final String DIGITS = "1a2b3c4d".repeat(8);
  private static final String KEY = "0x" + DIGITS;

  @TempDir Path directory;

  @Test
  void readsOneKeyWithOrWithoutALineEnd() throws IOException {
    LocalSigner signer = LocalSigner.of(Bytes32.parse(KEY));
    for (String content : List.of(KEY, KEY + "\n", KEY + "\r\n")) {
      assertThat(LocalSigner.read(write(content)).address()).isEqualTo(signer.address());
    }
  }

  @Test
  void refusesAnythingElseWithoutShowingIt() throws IOException {
    for (String content :
        List.of(
            "",
            "0x",
            DIGITS,
            KEY + "\n\n",
            KEY + "00",
            " " + KEY,
            KEY.substring(0, 65) + "\n",
            KEY.substring(0, 65) + "g",
            "0x" + "0".repeat(64),
            "0x" + "f".repeat(64),
            KEY.repeat(1_000))) {
      Path file = write(content);
      assertThatThrownBy(() -> LocalSigner.read(file))
          .isInstanceOf(KeyFileException.class)
          .hasMessageContaining(file.toString())
          .hasMessageNotContaining("1a2b3c4d")
          .hasNoCause();
    }
  }

  @Test
  void namesAFileThatCannotBeRead() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> LocalSigner.read(missing))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining(missing.toString())
        .hasCauseInstanceOf(IOException.class);
  }

  private Path write(String content) throws IOException {
    return Files.write(directory.resolve("key"), content.getBytes(StandardCharsets.ISO_8859_1));
  }
}
