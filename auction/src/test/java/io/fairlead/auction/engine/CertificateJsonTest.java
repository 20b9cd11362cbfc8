package io.fairlead.auction.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateJsonTest {
  private static final String TOKEN = "0x" + "ab".repeat(20);
  private static final String CERTIFICATE =
      """
      {"instance":"HASH","prices":{"TOKEN":"5"},"bound":"10","score":"7","gapBps":3000,"x":1}
      """
          .replace("HASH", "0x" + "11".repeat(32))
          .replace("TOKEN", TOKEN);

  @Test
  void readsBackEveryCertificate() {
    RandomAuctions.forAll(
        300,
        random -> {
          Certificate certificate = random.certificate();
          assertThat(read(Json.canonical(CertificateJson.write(certificate))))
              .isEqualTo(certificate);
        });
    assertThat(read(CERTIFICATE).bound()).isEqualTo(BigInteger.TEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"bound\":\"10\" | \"bound\":10 | $.bound",
        "\"bound\":\"10\" | \"bound\":\"-10\" | $.bound",
        "\"bound\":\"10\" | \"bound\":\"010\" | $.bound",
        "\"bound\":\"10\" | \"bound\":\"0x10\" | $.bound",
        "\"bound\":\"10\" | \"bound\":\"1e9\" | $.bound",
        "\"bound\":\"10\" | \"bound\":\"\" | $.bound",
        "\"bound\":\"10\", | '' | $.bound",
        "\"score\":\"7\" | \"score\":null | $.score",
        "\"gapBps\":3000 | \"gapBps\":10001 | $.gapBps",
        "\"gapBps\":3000 | \"gapBps\":-1 | $.gapBps",
        "\"gapBps\":3000 | \"gapBps\":3.5 | $.gapBps",
        "\"5\"} | \"5\",\"0xAbabababababababababababababababababaBAB\":\"6\"} | $.prices",
        "\"5\"} | \"5\",\"one\":\"6\"} | $.prices.one",
        "\"5\" | \"-5\" | $.prices.",
        "\"5\" | 5 | $.prices.",
        "1111 | 11 | $.instance",
      })
  void namesThePathOfWhatIsWrong(String from, String to, String path) {
    String changed = CERTIFICATE.replace(from, to);
    assertThat(changed).isNotEqualTo(CERTIFICATE);
    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageStartingWith(path);
  }

  @Test
  void boundsEveryNumber() {
    String tooWide = BigInteger.ONE.shiftLeft(Certificate.MAX_PRICE_BITS).toString();
    assertThatThrownBy(() -> read(CERTIFICATE.replace("\"5\"", "\"" + tooWide + "\"")))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("does not fit 320 bits");
    assertThatThrownBy(() -> read(CERTIFICATE.replace("\"10\"", "\"" + "9".repeat(10_000) + "\"")))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("longer than");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      many.append("\"0x%040x\":\"1\",".formatted(i));
    }
    assertThatThrownBy(() -> read(CERTIFICATE.replace("{\"0x", "{" + many + "\"0x")))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("more than 20000 fields");
  }

  @Test
  void aSolutionMayHaveNone() {
    Solution bare = new RandomAuctions(3).solution();
    Solution with = bare.certified(new RandomAuctions(4).certificate());
    assertThat(SolutionJson.read(Json.parse(Json.canonicalBytes(SolutionJson.write(with)))))
        .isEqualTo(with);
    Solution without =
        new Solution(bare.id(), bare.prices(), bare.trades(), bare.interactions(), bare.gas());
    assertThat(Json.canonical(SolutionJson.write(without))).doesNotContain("certificate");
  }

  private static Certificate read(String text) {
    return CertificateJson.read(Json.parse(text.getBytes(StandardCharsets.UTF_8)));
  }
}
