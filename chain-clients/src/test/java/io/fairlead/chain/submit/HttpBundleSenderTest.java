package io.fairlead.chain.submit;

import static io.fairlead.chain.FakeRpcServer.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.FakeRpcServer;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

@Timeout(30)
class HttpBundleSenderTest {
  private static final LocalSigner IDENTITY = LocalSigner.of(Bytes32.parse("0x" + "07".repeat(32)));
  private static final SignedTransaction TRANSACTION =
      new TransactionSigner(IDENTITY)
          .sign(
              new TransactionFields(
                  31337,
                  3,
                  IDENTITY.address(),
                  BigInteger.ZERO,
                  Bytes.of(new byte[200]),
                  21_000,
                  BigInteger.TEN,
                  BigInteger.ONE));

  private static HttpBundleSender sender(URI... builders) {
    return new HttpBundleSender(List.of(builders), Duration.ofSeconds(2), IDENTITY);
  }

  private static FakeRpcServer accepting() {
    return FakeRpcServer.answering((_, _) -> json("{\"bundleHash\":\"0x12\"}"));
  }

  private static FakeRpcServer refusing() {
    return FakeRpcServer.answering((_, params) -> {
      String raw = params.get(0).get("txs").get(0).asString();
      throw new FakeRpcServer.Refusal("{\"code\":-32000,\"message\":\"bad " + raw + "\"}");
    });
  }

  @Test
  void postsASignedBundle() throws Exception {
    List<String> bodies = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    try (FakeRpcServer server =
            new FakeRpcServer((exchange, body) -> {
              bodies.add(body);
              headers.add(exchange.getRequestHeaders().getFirst("X-Flashbots-Signature"));
              FakeRpcServer.reply(
                  exchange,
                  200,
                  FakeRpcServer.answers((_, _) -> json("{\"bundleHash\":\"0x12\"}"), body));
            });
        HttpBundleSender sender = sender(server.uri())) {
      assertThat(sender.send(TRANSACTION, 17)).isEqualTo(Keccak.hash(TRANSACTION.hash().bytes()));
    }
    assertThat(json(bodies.getFirst()).get("params"))
        .isEqualTo(json("[{\"txs\":[\"" + TRANSACTION.raw() + "\"],\"blockNumber\":\"0x11\"}]"));
    // Recovered by another library, as a builder would.
    String[] parts = headers.getFirst().split(":", 2);
    byte[] rsv = Numeric.hexStringToByteArray(parts[1]);
    BigInteger key =
        Sign.signedPrefixedMessageToKey(
            Keccak.hash(bodies.getFirst().getBytes(UTF_8)).toString().getBytes(US_ASCII),
            new Sign.SignatureData(
                rsv[64], Arrays.copyOfRange(rsv, 0, 32), Arrays.copyOfRange(rsv, 32, 64)));
    assertThat("0x" + Keys.getAddress(key)).isEqualTo(parts[0]);
    assertThat(parts[0]).isEqualTo(IDENTITY.address().toString());
  }

  @Test
  void oneBuilderIsEnough() throws Exception {
    FakeRpcServer gone = accepting();
    URI down = gone.uri();
    gone.close();
    try (FakeRpcServer good = accepting();
        FakeRpcServer bad = refusing();
        FakeRpcServer silent = new FakeRpcServer((_, _) -> {});
        HttpBundleSender sender = sender(down, bad.uri(), silent.uri(), good.uri())) {
      assertThat(sender.send(TRANSACTION, 1)).isEqualTo(Keccak.hash(TRANSACTION.hash().bytes()));
      assertThat(good.requests()).hasSize(1);
      assertThat(bad.requests()).hasSize(1);
    }
  }

  @Test
  void tellsWhyEveryBuilderRefusedWithoutTheTransaction() {
    try (FakeRpcServer bad = refusing();
        FakeRpcServer empty = FakeRpcServer.answering((_, _) -> json("null"));
        HttpBundleSender sender = sender(bad.uri(), empty.uri())) {
      assertThatThrownBy(() -> sender.send(TRANSACTION, 1))
          .isInstanceOfSatisfying(
              BundleRefusedException.class,
              e ->
                  assertThat(e.refusals())
                      .extracting(BundleRefusedException.Refusal::reason)
                      .containsExactly(
                          "Failure[-32000: bad 0x...]", "answered without a bundle hash"))
          .hasMessageNotContaining(TRANSACTION.raw().toString().substring(2, 60));
    }
  }
}
