package io.fairlead.auction.engine.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.JsonFormatException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a body, a reader that knows what it was before, and one that knows nothing,
 * read or refuse it as the parser of whole documents does, in the same words.
 */
class RequestReaderAgainstChangesTest {
  private static final int CASES = 60;
  private static final int CHANGES = 300;

  private static final List<String> PIECES =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          " ",
          "\n",
          "\0",
          "\u0001",
          "\u007f",
          "\u00e9",
          "0",
          "-",
          "1.5",
          "1e3",
          "007",
          "true",
          "false",
          "null",
          "\"\"",
          "[]",
          "{}",
          "[[]]",
          "{\"a\":1}",
          "[{\"a\":1,\"a\":2}]",
          "\"0x\"",
          "\"0X12\"",
          "\"0x12\"",
          "\"sell\"",
          "\"buy\"",
          "\"\\u0062uy\"",
          "\"orders\":[],",
          "\"liquidity\":[],",
          "\"ord\\u0065rs\":[],",
          "\"uid\":null,",
          "\"nonce\":null,",
          "\"nonce\":\"7\",",
          "\"created\":5,",
          "\"class\":\"x\",",
          "\"signature\":null,",
          "\"more\":{\"b\":[1,2]},",
          "\"receiver\":null,",
          "\"validFrom\":7,",
          "\"feePolicies\":[{\"volume\":{\"factor\":0.5}}],",
          "99999999999999999999",
          "\"340282366920938463463374607431768211456\"",
          "\"115792089237316195423570985008687907853269984665640564039457584007913129639936\"",
          "\"999999999999999999\"",
          "\"1000000000000000000\"",
          "\"000000000000000000000000000000000000001\"");

  /** What reads a body or refuses it. */
  interface Reading {
    Object read(byte[] body);
  }

  @Test
  void everyChangedBodyIsReadOrRefusedTheSame() {
    int[] outcomes = new int[2];
    RandomAuctions.forAll(
        CASES,
        random -> {
          byte[] body = body(random);
          for (int i = 0; i < CHANGES; i++) {
            byte[] changed = body;
            for (int times = 1 + random.below(3) / 2; times > 0; times--) {
              changed = changed(random, changed);
            }
            outcomes[same(body, changed) ? 1 : 0]++;
          }
        });
    // Else the changes are no test of one or the other.
    assertThat(outcomes[0]).isGreaterThan(CASES * CHANGES / 10);
    assertThat(outcomes[1]).isGreaterThan(CASES * CHANGES / 10);
  }

  @Test
  void otherEncodingsAreReadOrRefusedTheSame() {
    RandomAuctions random = new RandomAuctions(3);
    byte[] body = body(random);
    String text = new String(body, StandardCharsets.UTF_8);
    for (Charset charset :
        List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_32,
            Charset.forName("UTF-32LE"))) {
      same(body, text.getBytes(charset));
    }
    same(body, ("\ufeff" + text).getBytes(StandardCharsets.UTF_8));
    String order =
        text.substring(
            text.indexOf("\"orders\":[") + 10, text.indexOf('}', text.indexOf("\"orders\":[")));
    byte[] wide = order.getBytes(StandardCharsets.UTF_16LE);
    byte[] spliced =
        text.replace(order, new String(wide, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(same(body, spliced)).isFalse();
    for (int length = 0; length < 60; length++) {
      same(body, Arrays.copyOf(body, length));
    }
  }

  /** Whether it is read, and not refused. */
  private static boolean same(byte[] before, byte[] body) {
    Object expected = outcome(EngineJson::readRequest, body);
    RequestReader knowing = new RequestReader();
    knowing.read(before);
    assertThat(outcome(one -> knowing.read(one).request(), body)).isEqualTo(expected);
    assertThat(outcome(one -> new RequestReader().read(one).request(), body)).isEqualTo(expected);
    // Nothing of what was refused, or read otherwise, is left behind.
    assertThat(outcome(one -> knowing.read(one).request(), before))
        .isEqualTo(outcome(EngineJson::readRequest, before));
    return expected instanceof SolveRequest;
  }

  private static Object outcome(Reading reading, byte[] body) {
    try {
      return reading.read(body);
    } catch (JsonFormatException e) {
      return e.path() + " | " + e.getMessage();
    }
  }

  private static byte[] body(RandomAuctions random) {
    SolveRequest request = RequestReaderTest.auction(random, 1 + random.below(3));
    return RequestReaderTest.text(
        random.bool()
            ? request
            : request.with(request.orders().stream().map(RequestReaderTest::withoutFees).toList()));
  }

  private static byte[] changed(RandomAuctions random, byte[] body) {
    int at = random.below(body.length);
    return switch (random.below(8)) {
      case 0 -> spliced(body, at, at + 1, new byte[] {(byte) random.below(256)});
      case 1 -> spliced(body, at, Math.min(body.length, at + 1 + random.below(12)), new byte[0]);
      case 2 -> spliced(body, at, at, slice(random, body));
      case 3 -> {
        int value = after(body, at, ':');
        yield spliced(body, value, end(body, value), piece(random));
      }
      case 4 -> {
        int member = after(body, at, ',');
        yield spliced(body, member, member, piece(random));
      }
      case 5 -> {
        int digit = digit(body, at);
        yield spliced(
            body,
            digit,
            digit + 1,
            new byte[] {(byte) "0123456789abcdefABCDEFgx".charAt(random.below(24))});
      }
      case 6 -> spliced(body, after(body, at, ','), after(body, at, ','), new byte[] {' ', '\n'});
      default -> spliced(body, at, at, piece(random));
    };
  }

  private static byte[] piece(RandomAuctions random) {
    return PIECES.get(random.below(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] slice(RandomAuctions random, byte[] body) {
    int from = random.below(body.length);
    return Arrays.copyOfRange(body, from, Math.min(body.length, from + random.below(200)));
  }

  private static int after(byte[] body, int at, char one) {
    int place = at;
    while (place < body.length - 1 && body[place] != one) {
      place++;
    }
    return place + 1;
  }

  private static int digit(byte[] body, int at) {
    int place = at;
    while (place < body.length - 1 && !Character.isDigit(body[place])) {
      place++;
    }
    return place;
  }

  private static int end(byte[] body, int at) {
    int place = at;
    while (place < body.length && body[place] != ',' && body[place] != '}') {
      place++;
    }
    return place;
  }

  private static byte[] spliced(byte[] body, int from, int to, byte[] more) {
    byte[] spliced = new byte[from + more.length + body.length - to];
    System.arraycopy(body, 0, spliced, 0, from);
    System.arraycopy(more, 0, spliced, from, more.length);
    System.arraycopy(body, to, spliced, from + more.length, body.length - to);
    return spliced;
  }
}
