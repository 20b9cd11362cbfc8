package io.fairlead.devnet.verify;

import static io.fairlead.devnet.verify.LineEdits.addSilentSolver;
import static io.fairlead.devnet.verify.LineEdits.object;
import static io.fairlead.devnet.verify.LineEdits.raise;
import static io.fairlead.devnet.verify.LineEdits.raisePool;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.verify.VerifyRuns.Run;
import io.fairlead.devnet.wallet.SharedWorld;
import io.fairlead.devnet.wallet.TestWallets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code fairlead verify} as a user runs it, on real batches and on batches somebody changed. */
@ExtendWith(SharedWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerifyCommandTest {
  private static final LocalSigner AUCTIONEER = DevKeys.signer("auctioneer");

  private Path folder;
  private SharedWorld.Devnet devnet;
  private TestWallets wallets;
  private EndedBatches batches;
  private VerifyRuns runs;
  private Eip712 eip712;
  private long settled;
  private long unsettled;

  @BeforeAll
  void tradeInSeveralBatches(SharedWorld.Devnet shared, @TempDir Path files) throws IOException {
    devnet = shared;
    wallets = shared.wallets();
    batches = new EndedBatches(wallets);
    runs = new VerifyRuns(shared, batches, files);
    folder = files;
    Deployment deployment = shared.world().deployment();
    eip712 = new Eip712(new Domain(deployment.chainId(), deployment.settlement()));
    // Waits in vain, so that batches end without a settlement too.
    ObjectNode dear = wallets.quote(wallets.get(4), "DAI", "WETH", "100");
    String open =
        wallets
            .submit(wallets.get(4), dear.put("buyAmount", "1" + "0".repeat(18)))
            .path("intentHash")
            .asString();
    wallets.awaitFilled(wallets.sell(wallets.get(5), "WETH", "USDC", "2"));
    String first = wallets.sell(wallets.get(4), "USDC", "WETH", "900");
    ObjectNode partial =
        wallets.quote(wallets.get(5), "WETH", "DAI", "1").put("partiallyFillable", true);
    String second = wallets.submit(wallets.get(5), partial).path("intentHash").asString();
    settled = EndedBatches.last(wallets.awaitFilled(first));
    wallets.awaitFilled(second);
    // A slow machine may miss a block, or a solver its deadline; both are verified, but are no base
    // for changes that need two bids and the award of the better one.
    for (int i = 0; i < 5 && !batches.simple(settled); i++) {
      settled =
          EndedBatches.last(wallets.awaitFilled(wallets.sell(wallets.get(5), "WETH", "USDC", "1")));
    }
    unsettled = batches.awaitUnsettled(open);
    // Otherwise it brings about a batch after the other while the tests verify all of them.
    wallets.cancel(wallets.get(4), open);
  }

  @AfterAll
  void theSecondVerifierSaysTheSame() throws Exception {
    runs.theSecondVerifierSaysTheSame();
    runs.close();
  }

  @Test
  void everyEndedBatchAgreesFromNodeAndFromFile() throws IOException {
    List<String> stages = new ArrayList<>();
    for (JsonNode batch : batches.ended()) {
      long number = Long.parseLong(batch.path("batch").asString());
      Run byNode = runs.verify("--node", runs.relay(), "--batch", Long.toString(number));
      assertThat(byNode.code()).as("batch %s%n%s", number, byNode).isZero();
      assertThat(byNode.out())
          .contains(
              "batch " + number + " agrees, transcript " + batch.path("transcriptHash").asString())
          .contains("note  --settlement " + wallets.settlement() + " as the node says")
          .doesNotContain("could not be told");
      Run byFile = runs.verifyFile(batches.transcript(number));
      assertThat(byFile.code()).as("batch %s%n%s", number, byFile).isZero();
      stages.add(batch.path("stage").asString());
    }
    assertThat(stages).contains("settled", "unsettled");
  }

  @Test
  void aFileIsCheckedByWhatTheUserGivesAlone() throws IOException {
    List<String> lines = batches.transcript(settled);
    Path file = runs.write(lines);
    List<String> options = new ArrayList<>(List.of(runs.with("--rpc", runs.chain(), file)));
    options.add("--previous");
    options.add(runs.previous(lines).orElseThrow().toString());
    Run good = VerifyRuns.run(options.toArray(String[]::new));
    assertThat(good.code()).as("%s", good).isZero();
    assertThat(good.out()).contains("ok    pool").doesNotContain("note", "could not be told");
    assertThat(good.out()).endsWith(runs.verifyFile(lines).out() + System.lineSeparator());
    TamperedTranscript tampered =
        new TamperedTranscript(lines).edit("pool", l -> raisePool(object(l, "pool")));
    Path forged = runs.write(tampered.lines());
    Run bad = VerifyRuns.run(runs.with("--rpc", runs.chain(), forged));
    assertThat(bad.code()).as("%s", bad).isEqualTo(1);
    assertThat(bad.out()).contains("expected ", "found ").contains("DISAGREES in step pool at ");
  }

  /** A factory never heard of it, so that nothing of its state could be compared. */
  @Test
  void anInventedPoolIsNamed() throws IOException {
    String invented = DevKeys.signer("invented pool").address().toString();
    SoftAssertions soft = new SoftAssertions();
    for (String kind : List.of("constantProduct", "concentratedLiquidity")) {
      TamperedTranscript tampered =
          new TamperedTranscript(batches.transcript(settled))
              .edit(
                  "pool",
                  line -> line.at("/pool/kind").asString().equals(kind),
                  line -> object(line, "pool").put("address", invented));
      expect(soft, "invented " + kind, "pool", tampered.lines());
    }
    soft.assertAll();
  }

  @Test
  void aVerifierWithoutFactoriesSaysThatItDidNotCheckPools() throws IOException {
    Run run =
        VerifyRuns.run(
            "--rpc",
            runs.chain(),
            "--settlement",
            wallets.settlement().toString(),
            "--native-token",
            wallets.token("WETH"),
            "--receipt-signer",
            DevKeys.signer("receipt").address().toString(),
            runs.write(batches.transcript(settled)).toString());
    assertThat(run.code()).as("%s", run).isZero();
    assertThat(run.out()).contains("--    pool (");
  }

  @Test
  void whatWasChangedIsNamed() throws IOException {
    List<String> good = batches.transcript(settled);
    SoftAssertions soft = new SoftAssertions();
    assertThat(good.size()).isGreaterThan(8);
    new Tamperings(batches)
        .all()
        .forEach((name, tampering) -> {
          TamperedTranscript tampered = new TamperedTranscript(good);
          tampering.change().accept(tampered);
          expect(soft, name, tampering.step(), tampered.lines());
        });
    soft.assertAll();
  }

  @Test
  void theAuctioneerCannotChangeWhatIsOnTheChain() throws IOException {
    List<String> good = batches.transcript(settled);
    Map<String, Consumer<TamperedTranscript>> changes =
        Map.of(
            "gas price", t -> t.edit("header", l -> raise(l, "gasPrice")),
            "gas of a pool", t -> t.edit("pool", l -> raise(object(l, "pool"), "gasEstimate")),
            "a solver that gave no answer", t -> addSilentSolver(t, "zzz"),
            "gas of the simulation", t -> t.edit("simulation", l -> raise(l, "gasUsed")),
            "the loser's bid was never there", LineEdits::dropLoser);
    SoftAssertions soft = new SoftAssertions();
    changes.forEach((name, change) -> {
      TamperedTranscript tampered = new TamperedTranscript(good);
      change.accept(tampered);
      expect(soft, name, "transcriptHash", tampered.lines());
      // With its key the operator can make the transcript consistent, but not the chain.
      expect(soft, name + ", signed", "callData", tampered.rehash(eip712, AUCTIONEER).lines());
    });
    TamperedTranscript stolen =
        new TamperedTranscript(good)
            .edit("header", l -> raise(l, "gasPrice"))
            .rehash(eip712, DevKeys.signer("somebody else"));
    expect(soft, "with another key", "awardSignature", stolen.lines());
    // The pools are read from the chain, however consistent the rest is.
    TamperedTranscript pool =
        new TamperedTranscript(good)
            .edit("pool", l -> raisePool(object(l, "pool")))
            .rehash(eip712, AUCTIONEER);
    expect(soft, "a pool, signed", "pool", pool.lines());
    soft.assertAll();
    // And re-signing what was not changed changes nothing: the tests above fail for their reason.
    Run untouched =
        runs.verifyFile(new TamperedTranscript(good).rehash(eip712, AUCTIONEER).lines());
    assertThat(untouched.code()).as("%s", untouched).isZero();
  }

  @Test
  void aBatchSaidToHaveSettledNothingOrSomethingElse() throws IOException {
    List<String> none = batches.transcript(unsettled);
    SoftAssertions soft = new SoftAssertions();
    expect(
        soft,
        "landed in another batch's transaction",
        "format",
        new TamperedTranscript(none)
            .insert(
                none.size() - 2,
                new TamperedTranscript(batches.transcript(settled)).line("outcome").toString())
            .lines());
    expect(
        soft,
        "an award left out",
        "outcome",
        new TamperedTranscript(batches.transcript(settled))
            .remove("award")
            .edit(
                "outcome",
                l -> {
                  l.removeAll();
                  l.put("type", "cut").put("reason", "the node was stopped");
                })
            .edit("result", l -> l.putObject("rewards"))
            .lines());
    soft.assertAll();
  }

  /** Whatever one byte becomes, it is noticed, and the verifier never stumbles itself. */
  @Test
  void anyChangedCharacterIsNoticed() throws IOException {
    long seed = 20_260_801;
    Random random = new Random(seed);
    String good = String.join("\n", batches.transcript(settled)) + "\n";
    for (int i = 0; i < 40; i++) {
      StringBuilder text = new StringBuilder(good);
      int at = random.nextInt(text.length() - 1);
      char now = text.charAt(at);
      char then = "0123456789abcdef{}[]\",:x-\n ".charAt(random.nextInt(27));
      if (now == then) {
        continue;
      }
      text.setCharAt(at, then);
      Run run = runs.verifyFile(text.toString());
      assertThat(run.code())
          .as("seed %s, run %s: '%s' for '%s' at %s%n%s", seed, i, then, now, at, run)
          .isEqualTo(1);
      assertThat(run.out()).contains("DISAGREES in step ");
    }
  }

  @Test
  void aNodeThatAnswersWithAnotherBatchIsNotBelieved() throws IOException {
    ObjectNode info = (ObjectNode) wallets.rpc().call("fairlead_info", Map.of());
    JsonNode other = wallets.rpc().call("batch_transcript", Map.of("batch", settled));
    HttpServer liar =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    liar.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          JsonNode request = JsonMapper.shared().readTree(body);
          ObjectNode answer = JsonMapper.shared().createObjectNode().put("jsonrpc", "2.0");
          answer.set("id", request.path("id"));
          answer.set("result", body.contains("fairlead_info") ? info : other);
          byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    liar.start();
    try {
      String url = "http://127.0.0.1:" + liar.getAddress().getPort();
      assertThat(runs.verify("--node", url, "--batch", Long.toString(settled)).code()).isZero();
      Run run = runs.verify("--node", url, "--batch", Long.toString(unsettled));
      assertThat(run.code()).as("%s", run).isEqualTo(1);
      assertThat(run.out()).contains("it is of batch " + settled + ", not " + unsettled);
    } finally {
      liar.stop(0);
    }
  }

  @Test
  void whatCannotBeVerifiedIsNeitherGoodNorBad() throws IOException {
    Path file = runs.write(batches.transcript(settled));
    String batch = Long.toString(settled);
    String nowhere = "http://127.0.0.1:1";
    SoftAssertions soft = new SoftAssertions();
    cannot(soft, "no such batch", runs.verify("--node", runs.relay(), "--batch", "987654321"));
    cannot(soft, "give either a transcript FILE", runs.verify());
    cannot(soft, "either a transcript FILE", runs.verify("--node", runs.relay()));
    cannot(soft, "either a transcript FILE", runs.verify("--batch", batch));
    cannot(soft, "either a transcript FILE", runs.verify("--batch", batch, file.toString()));
    cannot(soft, "cannot verify", runs.verify("--node", nowhere, "--batch", batch));
    cannot(soft, "cannot verify", VerifyRuns.run(runs.with("--rpc", nowhere, file)));
    cannot(
        soft,
        "cannot verify",
        VerifyRuns.run(runs.with("--rpc", devnet.world().builderUrl(), file)));
    cannot(soft, "--rpc must be a URL", VerifyRuns.run(runs.with("--rpc", "localhost", file)));
    cannot(
        soft,
        "--rpc must be a URL",
        VerifyRuns.run(runs.with("--rpc", "file:///etc/passwd", file)));
    cannot(
        soft,
        "--settlement must be an address",
        VerifyRuns.run(runs.with("--settlement", "0x12", file)));
    cannot(
        soft,
        "cannot verify",
        VerifyRuns.run(
            runs.with("--settlement", DevKeys.signer("nobody").address().toString(), file)));
    cannot(soft, "there is no such file", runs.verify(folder.resolve("missing").toString()));
    cannot(soft, "cannot read", runs.verify(folder.toString()));
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'{', (byte) 0xff, '\n'});
    cannot(soft, "not UTF-8", VerifyRuns.run(runs.with("--rpc", runs.chain(), binary)));
    cannot(soft, "--batch", runs.verify("--node", runs.relay(), "--batch", "last"));
    cannot(soft, "--nonsense", runs.verify("--nonsense"));
    soft.assertAll();
  }

  private static void cannot(SoftAssertions soft, String message, Run run) {
    soft.assertThat(run.code()).as("%s", run).isEqualTo(2);
    soft.assertThat(run.out()).as("%s", run).doesNotContain("agrees", "DISAGREES");
    soft.assertThat(run.err()).as("%s", run).contains(message).doesNotContain("defect", "\tat ");
  }

  private void expect(SoftAssertions soft, String name, String step, List<String> lines) {
    try {
      Run run = runs.verifyFile(lines);
      soft.assertThat(run.code()).as("%s%n%s", name, run).isEqualTo(1);
      soft.assertThat(run.out()).as(name).contains("DISAGREES in step " + step + " at line ");
    } catch (IOException e) {
      soft.fail(name, e);
    }
  }
}
