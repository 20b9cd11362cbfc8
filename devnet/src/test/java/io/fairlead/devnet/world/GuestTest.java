package io.fairlead.devnet.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestTest {
  @Test
  void isANameAndAnAddress() {
    assertThat(Settings.Guest.parse("mine-2=http://127.0.0.1:7020/engine"))
        .isEqualTo(new Settings.Guest("mine-2", URI.create("http://127.0.0.1:7020/engine")));
    assertThat(Settings.Guest.parse("mine=dialout")).isEqualTo(Settings.Guest.dialling("mine"));
  }

  @ParameterizedTest
  @CsvSource({
    "mine, must be NAME=URL",
    "=http://a, name",
    "../../mine=http://a, name",
    "Mine=http://a, name",
    "mine=, URL",
    "mine=127.0.0.1:7020, URL",
    "mine=file:///etc/passwd, URL",
    "mine=http:, URL",
  })
  void nothingElse(String text, String message) {
    assertThatThrownBy(() -> Settings.Guest.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
