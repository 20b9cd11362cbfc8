package io.fairlead.devnet.typeddata;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.contracts.typeddata.TypedDataJson;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every document we ask wallets to sign has, for ethers, the digest we take it for. */
final class EthersDigestsTest {
  private static final Path SCRIPT = Path.of("src", "test", "js", "digests.mjs").toAbsolutePath();
  private static final long SEED = 7;
  private static final int EACH = 25;

  private final Random random = new Random(SEED);
  private final List<String> documents = new ArrayList<>();
  private final List<String> digests = new ArrayList<>();

  @Test
  void ethersAgrees(@TempDir Path directory) throws IOException, InterruptedException {
    for (int i = 0; i < EACH; i++) {
      Domain domain = new Domain(1 + random.nextInt(100_000), address());
      Eip712 eip712 = new Eip712(domain);
      TypedDataJson json = new TypedDataJson(domain);
      Intent intent = intent();
      add(json.intent(intent), eip712.intentHash(intent));
      add(json.permit2(intent), eip712.permit2Digest(intent));
      TwapIntent twap = twap();
      add(json.twap(twap), eip712.twapHash(twap));
      BasketIntent basket = basket();
      add(json.basket(basket), eip712.basketHash(basket));
      Bytes32 hash = word();
      add(json.cancel(hash), eip712.cancelHash(hash));
      add(json.cover(hash), eip712.coverHash(hash));
      Address account = address();
      Address node = address();
      add(
          json.solverLogin("solver", account, node, hash),
          eip712.solverLoginHash("solver", account, node, hash));
    }
    Path input = Files.write(directory.resolve("documents"), documents, StandardCharsets.UTF_8);
    Path output = directory.resolve("digests");
    Process process =
        new ProcessBuilder("node", SCRIPT.toString())
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(output)).as("seed %s", SEED).isEqualTo(digests);
  }

  private void add(JsonNode document, Bytes32 digest) {
    documents.add(document.toString());
    digests.add(digest.toString());
  }

  private Intent intent() {
    return new Intent(
        address(),
        address(),
        address(),
        address(),
        uint(128),
        uint(128),
        random.nextBoolean() ? Side.SELL : Side.BUY,
        random.nextBoolean(),
        uint(32).longValue(),
        uint(32).longValue(),
        uint(256),
        word());
  }

  private TwapIntent twap() {
    return new TwapIntent(
        address(),
        address(),
        address(),
        address(),
        uint(128),
        uint(128),
        uint(32).longValue(),
        uint(32).longValue(),
        uint(32).longValue(),
        1 + random.nextInt(256),
        uint(256),
        word());
  }

  private BasketIntent basket() {
    List<Leg> legs = new ArrayList<>();
    for (int i = 1 + random.nextInt(16); i > 0; i--) {
      legs.add(new Leg(address(), uint(256), signed()));
    }
    return new BasketIntent(
        address(),
        address(),
        legs,
        address(),
        signed(),
        uint(64),
        uint(32).longValue(),
        uint(32).longValue(),
        uint(256),
        word());
  }

  private BigInteger signed() {
    BigInteger size = uint(127);
    return random.nextBoolean() ? size : size.negate();
  }

  private BigInteger uint(int bits) {
    return new BigInteger(bits, random);
  }

  private Address address() {
    byte[] bytes = new byte[Address.SIZE];
    random.nextBytes(bytes);
    return Address.of(bytes);
  }

  private Bytes32 word() {
    byte[] bytes = new byte[Bytes32.SIZE];
    random.nextBytes(bytes);
    return Bytes32.of(bytes);
  }
}
