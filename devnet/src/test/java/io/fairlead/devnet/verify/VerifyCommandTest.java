package io.fairlead.devnet.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.auction.election.StandingHistory;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.verify.Verdict;
import io.fairlead.auction.winner.Standings;
import io.fairlead.chain.EthereumNode;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.devnet.wallet.SharedWorld;
import io.fairlead.devnet.wallet.TestWallets;
import io.fairlead.relay.verify.BatchVerifier;
import io.fairlead.relay.verify.TranscriptFetch;
import io.fairlead.relay.verify.VerifyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code fairlead verify} as a user runs it, on real batches and on batches somebody changed. */
@ExtendWith(SharedWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerifyCommandTest {
  private static final String ZERO = "0x" + "00".repeat(32);
  private static final LocalSigner AUCTIONEER = DevKeys.signer("auctioneer");

  @TempDir private Path folder;
  private SharedWorld.Devnet devnet;
  private TestWallets wallets;
  private RememberingChain remembered;
  private EthereumNode node;
  private BatchVerifier verifier;
  private Eip712 eip712;
  private static final BigInteger MAX_REWARD =
      BigInteger.valueOf(12).multiply(BigInteger.TEN.pow(15));
  private static final BigInteger MAX_PENALTY = BigInteger.TEN.pow(16);

  /**
   * What {@code fairlead verify} said of each transcript, in its last line: by the transcript
   * before, empty without one, then by the transcript.
   */
  private final SortedMap<String, SortedMap<String, String>> said = new TreeMap<>();

  private long settled;
  private long unsettled;
  private int files;

  private record Run(int code, String out, String err) {}

  @BeforeAll
  void tradeInSeveralBatches(SharedWorld.Devnet shared) throws IOException {
    devnet = shared;
    wallets = shared.wallets();
    remembered = RememberingChain.of(shared.world().chain().url());
    node = EthereumNode.connect(URI.create(remembered.url()), Duration.ofSeconds(30));
    Deployment deployment = shared.world().deployment();
    verifier =
        new BatchVerifier(
            node,
            deployment.settlement(),
            deployment.nativeToken(),
            DevKeys.signer("receipt").address(),
            Optional.of(deployment.uniswapV2().factory()),
            Optional.of(deployment.uniswapV3().factory()));
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
    settled = lastBatch(wallets.awaitFilled(first));
    wallets.awaitFilled(second);
    // A slow machine may miss a block, or a solver its deadline; both are verified, but are no base
    // for changes that need two bids and the award of the better one.
    for (int i = 0; i < 5 && !simple(settled); i++) {
      settled = lastBatch(wallets.awaitFilled(wallets.sell(wallets.get(5), "WETH", "USDC", "1")));
    }
    unsettled = awaitUnsettled(open);
    // Otherwise it brings about a batch after the other while the tests verify all of them.
    wallets.cancel(wallets.get(4), open);
  }

  @Test
  void everyEndedBatchAgreesFromNodeAndFromFile() throws IOException {
    List<String> stages = new ArrayList<>();
    for (JsonNode batch : ended()) {
      long number = Long.parseLong(batch.path("batch").asString());
      Run byNode = verify("--node", relay(), "--batch", Long.toString(number));
      assertThat(byNode.code()).as("batch %s%n%s", number, byNode).isZero();
      assertThat(byNode.out())
          .contains(
              "batch " + number + " agrees, transcript " + batch.path("transcriptHash").asString())
          .contains("note  --settlement " + wallets.settlement() + " as the node says")
          .doesNotContain("could not be told");
      Run byFile = verifyFile(transcript(number));
      assertThat(byFile.code()).as("batch %s%n%s", number, byFile).isZero();
      stages.add(batch.path("stage").asString());
    }
    assertThat(stages).contains("settled", "unsettled");
  }

  @Test
  void aFileIsCheckedByWhatTheUserGivesAlone() throws IOException {
    List<String> lines = transcript(settled);
    Path file = write(lines);
    List<String> options = new ArrayList<>(List.of(with("--rpc", chain(), file)));
    options.add("--previous");
    options.add(previous(lines).orElseThrow().toString());
    Run good = run(options.toArray(String[]::new));
    assertThat(good.code()).as("%s", good).isZero();
    assertThat(good.out()).contains("ok    pool").doesNotContain("note", "could not be told");
    assertThat(good.out()).endsWith(verifyFile(lines).out() + System.lineSeparator());
    TamperedTranscript tampered =
        new TamperedTranscript(lines).edit("pool", l -> raisePool(object(l, "pool")));
    Path forged = write(tampered.lines());
    Run bad = run(with("--rpc", chain(), forged));
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
          new TamperedTranscript(transcript(settled))
              .edit(
                  "pool",
                  line -> line.at("/pool/kind").asString().equals(kind),
                  line -> object(line, "pool").put("address", invented));
      expect(soft, "invented " + kind, "pool", tampered.lines());
    }
    soft.assertAll();
  }

  @AfterAll
  void theSecondVerifierSaysTheSame() throws Exception {
    // Each test's own folder is gone by now.
    Path own = Files.createDirectories(devnet.directory().resolve("second-verifier"));
    int number = 0;
    int cutShort = 0;
    for (Map.Entry<String, SortedMap<String, String>> group : said.entrySet()) {
      Path before = Files.writeString(own.resolve(number++ + ".jsonl"), group.getKey());
      SortedMap<Path, String> expected = new TreeMap<>();
      for (Map.Entry<String, String> one : group.getValue().entrySet()) {
        Path file = Files.writeString(own.resolve(number++ + ".jsonl"), one.getKey());
        expected.put(file, one.getValue());
      }
      SortedMap<Path, String> answers =
          SecondVerifier.verify(
              expected.keySet(),
              group.getKey().isEmpty() ? Optional.empty() : Optional.of(before),
              own,
              chain(),
              devnet.world().deployment());
      for (Path file : List.copyOf(expected.keySet())) {
        if (saysThatTheSearchWasCutShort(file)) {
          String said = String.valueOf(expected.remove(file));
          assertThat(said).containsAnyOf("in step election", "in step reference");
          answers.remove(file);
          cutShort++;
        }
      }
      assertThat(answers).containsExactlyEntriesOf(expected);
    }
    assertThat(cutShort).isLessThanOrEqualTo(3);
    node.close();
    remembered.close();
  }

  /** The second verifier takes on trust how far a search had come that was cut short. */
  private static boolean saysThatTheSearchWasCutShort(Path file) throws IOException {
    for (String text : Files.readAllLines(file)) {
      try {
        if (TranscriptJson.read(text) instanceof TranscriptLine.Election election
            && election.references().values().stream()
                .anyMatch(reference -> reference.total().gap().signum() > 0)) {
          return true;
        }
      } catch (JsonFormatException e) {
        return false;
      }
    }
    return false;
  }

  @Test
  void aVerifierWithoutFactoriesSaysThatItDidNotCheckPools() throws IOException {
    Run run =
        run(
            "--rpc",
            chain(),
            "--settlement",
            wallets.settlement().toString(),
            "--native-token",
            wallets.token("WETH"),
            "--receipt-signer",
            DevKeys.signer("receipt").address().toString(),
            write(transcript(settled)).toString());
    assertThat(run.code()).as("%s", run).isZero();
    assertThat(run.out()).contains("--    pool (");
  }

  @Test
  void whatWasChangedIsNamed() throws IOException {
    List<String> good = transcript(settled);
    SoftAssertions soft = new SoftAssertions();
    tamperings(good)
        .forEach((name, tampering) -> {
          TamperedTranscript tampered = new TamperedTranscript(good);
          tampering.change().accept(tampered);
          expect(soft, name, tampering.step(), tampered.lines());
        });
    soft.assertAll();
  }

  private record Tampering(String step, Consumer<TamperedTranscript> change) {}

  private static Tampering in(String step, Consumer<TamperedTranscript> change) {
    return new Tampering(step, change);
  }

  private Map<String, Tampering> tamperings(List<String> good) {
    String other = DevKeys.signer("somebody else").address().toString();
    Map<String, Tampering> all = new TreeMap<>();
    all.put("chain id", in("header", t -> t.edit("header", l -> l.put("chainId", "1"))));
    all.put("settlement", in("header", t -> t.edit("header", l -> l.put("settlement", other))));
    all.put("hub", in("header", t -> t.edit("header", l -> l.put("hub", other))));
    all.put("signer", in("header", t -> t.edit("header", l -> l.put("receiptSigner", other))));
    all.put("auctioneer", in("auctioneer", t -> t.edit("header", l -> l.put("auctioneer", other))));
    all.put("block", in("block", t -> t.edit("header", l -> object(l, "block").put("hash", ZERO))));
    all.put(
        "time", in("block", t -> t.edit("header", l -> object(l, "block").put("timestamp", "1"))));
    all.put("root", in("root", t -> t.edit("header", l -> l.put("root", ZERO))));
    // What solvers committed to is of this batch.
    all.put("batch", in("unopened", t -> t.edit("header", l -> raise(l, "batch"))));
    all.put("gas price", in("transcriptHash", t -> t.edit("header", l -> raise(l, "gasPrice"))));
    all.put(
        "limit", in("intent", t -> t.edit("intent", l -> raise(object(l, "intent"), "buyAmount"))));
    all.put(
        "owner", in("intent", t -> t.edit("intent", l -> object(l, "intent").put("owner", other))));
    all.put("signature", in("intentSignature", t -> t.edit("intent", l -> forge(l, "signature"))));
    all.put("filled", in("filledBefore", t -> t.edit("intent", l -> l.put("filledBefore", "1"))));
    all.put(
        "receipt", in("receipt", t -> t.edit("intent", l -> raise(object(l, "receipt"), "seq"))));
    all.put("less intent", in("root", t -> t.remove("intent")));
    all.put("more intent", in("root", t -> addIntent(t)));
    all.put(
        "intent twice",
        in("intent", t -> t.insert(2, t.lines().get(t.index("intent", _ -> true)))));
    all.put("pool", in("pool", t -> t.edit("pool", l -> raisePool(object(l, "pool")))));
    all.put("less pool", in("prices", t -> dropEveryPool(t)));
    all.put("prices", in("prices", t -> t.edit("prices", l -> raiseFirst(object(l, "prices")))));
    all.put("score", in("score", t -> t.edit("bid", l -> otherScore(l))));
    all.put(
        "hash", in("solutionHash", t -> t.edit("bid", l -> solution(l).put("solutionHash", ZERO))));
    all.put("less bid", in("bid", t -> t.remove("bid")));
    all.put("bid twice", in("bid", t -> t.insert(t.index("bid", _ -> true), bid(t))));
    all.put("seed", in("election", t -> t.edit("election", l -> l.put("seed", ZERO))));
    all.put("fair", in("election", t -> t.edit("election", l -> reverse(l, "fair"))));
    all.put("winner", in("election", t -> t.edit("election", l -> otherWinner(l))));
    all.put("no winner", in("election", t -> t.edit("election", l -> l.putArray("winners"))));
    all.put(
        "total", in("election", t -> t.edit("election", l -> raise(object(l, "total"), "score"))));
    all.put(
        "reference", in("reference", t -> t.edit("election", l -> raise(reference(l), "score"))));
    all.put("bound", in("reference", t -> t.edit("election", l -> raise(reference(l), "bound"))));
    all.put("reward", in("reward", t -> t.edit("election", l -> raise(reference(l), "reward"))));
    all.put(
        "reward at last",
        in("reward", t -> t.edit("result", l -> raiseFirst(object(l, "rewards")))));
    all.put(
        "standing",
        in("standing", t -> t.edit("rules", l -> object(l, "standings").put(other, "7"))));
    all.put(
        "standing at last",
        in("standing", t -> t.edit("result", l -> object(l, "standings").put(other, "7"))));
    all.put("why", in("outcome", t -> t.edit("result", l -> l.put("reason", "because"))));
    all.put("more fallbacks", in("config", t -> t.edit("rules", l -> raise(l, "maxFallbacks"))));
    all.put("place", in("outcome", t -> t.edit("outcome", l -> l.put("place", "3"))));
    all.put("simulated", in("simulation", t -> t.edit("simulation", l -> loser(t, l))));
    all.put("awarded", in("award", t -> t.edit("award", l -> loser(t, l))));
    all.put(
        "account", in("award", t -> t.edit("award", l -> object(l, "award").put("solver", other))));
    all.put(
        "last block",
        in("award", t -> t.edit("award", l -> raise(object(l, "award"), "lastBlock"))));
    all.put(
        "award signature", in("awardSignature", t -> t.edit("award", l -> forge(l, "signature"))));
    all.put("fill", in("fills", t -> t.edit("outcome", l -> raise(fill(l), "bought"))));
    all.put("fee", in("fills", t -> t.edit("outcome", l -> raise(fill(l), "fee"))));
    all.put("gas", in("outcome", t -> t.edit("outcome", l -> raise(l, "gasUsed"))));
    all.put("transaction", in("outcome", t -> t.edit("outcome", l -> l.put("transaction", ZERO))));
    all.put("missed", in("format", t -> t.edit("outcome", l -> replace(l, "missed"))));
    all.put("missed and over", in("outcome", t -> missedAndOver(t)));
    all.put("no end", in("format", t -> t.remove("end")));
    all.put("no outcome", in("format", t -> t.remove("outcome")));
    all.put("half", in("format", t -> t.cutBefore("award")));
    all.put("only inputs", in("format", t -> t.cutBefore("rules")));
    all.put("no bids", in("bid", t -> t.cutBefore("bid")));
    all.put("nothing", in("format", t -> t.cutBefore("header")));
    all.put("more", in("format", t -> t.insert(t.lines().size(), "{\"type\":\"end\"}")));
    all.put("blank line", in("format", t -> t.insert(3, "")));
    all.put("not JSON", in("format", t -> t.insert(0, "# transcript")));
    all.put("field", in("format", t -> t.edit("header", l -> l.put("note", "x"))));
    all.put("blank in a line", in("format", t -> t.insert(0, t.takeFirst().replace(":", ": "))));
    all.put("upper case", in("format", t -> t.insert(0, t.takeFirst().replace("0x", "0X"))));
    assertThat(good.size()).isGreaterThan(8);
    return all;
  }

  @Test
  void theAuctioneerCannotChangeWhatIsOnTheChain() throws IOException {
    List<String> good = transcript(settled);
    Map<String, Consumer<TamperedTranscript>> changes =
        Map.of(
            "gas price", t -> t.edit("header", l -> raise(l, "gasPrice")),
            "gas of a pool", t -> t.edit("pool", l -> raise(object(l, "pool"), "gasEstimate")),
            "a solver that gave no answer", t -> addSilentSolver(t, "zzz"),
            "gas of the simulation", t -> t.edit("simulation", l -> raise(l, "gasUsed")),
            "the loser's bid was never there", VerifyCommandTest::dropLoser);
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
    Run untouched = verifyFile(new TamperedTranscript(good).rehash(eip712, AUCTIONEER).lines());
    assertThat(untouched.code()).as("%s", untouched).isZero();
  }

  @Test
  void aBatchSaidToHaveSettledNothingOrSomethingElse() throws IOException {
    List<String> none = transcript(unsettled);
    SoftAssertions soft = new SoftAssertions();
    expect(
        soft,
        "landed in another batch's transaction",
        "format",
        new TamperedTranscript(none)
            .insert(
                none.size() - 2,
                new TamperedTranscript(transcript(settled)).line("outcome").toString())
            .lines());
    expect(
        soft,
        "an award left out",
        "outcome",
        new TamperedTranscript(transcript(settled))
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
    String good = String.join("\n", transcript(settled)) + "\n";
    for (int i = 0; i < 40; i++) {
      StringBuilder text = new StringBuilder(good);
      int at = random.nextInt(text.length() - 1);
      char now = text.charAt(at);
      char then = "0123456789abcdef{}[]\",:x-\n ".charAt(random.nextInt(27));
      if (now == then) {
        continue;
      }
      text.setCharAt(at, then);
      Run run = verifyFile(text.toString());
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
      assertThat(verify("--node", url, "--batch", Long.toString(settled)).code()).isZero();
      Run run = verify("--node", url, "--batch", Long.toString(unsettled));
      assertThat(run.code()).as("%s", run).isEqualTo(1);
      assertThat(run.out()).contains("it is of batch " + settled + ", not " + unsettled);
    } finally {
      liar.stop(0);
    }
  }

  @Test
  void whatCannotBeVerifiedIsNeitherGoodNorBad() throws IOException {
    Path file = write(transcript(settled));
    String batch = Long.toString(settled);
    String nowhere = "http://127.0.0.1:1";
    SoftAssertions soft = new SoftAssertions();
    cannot(soft, "no such batch", verify("--node", relay(), "--batch", "987654321"));
    cannot(soft, "give either a transcript FILE", verify());
    cannot(soft, "either a transcript FILE", verify("--node", relay()));
    cannot(soft, "either a transcript FILE", verify("--batch", batch));
    cannot(soft, "either a transcript FILE", verify("--batch", batch, file.toString()));
    cannot(soft, "cannot verify", verify("--node", nowhere, "--batch", batch));
    cannot(soft, "cannot verify", run(with("--rpc", nowhere, file)));
    cannot(soft, "cannot verify", run(with("--rpc", devnet.world().builderUrl(), file)));
    cannot(soft, "--rpc must be a URL", run(with("--rpc", "localhost", file)));
    cannot(soft, "--rpc must be a URL", run(with("--rpc", "file:///etc/passwd", file)));
    cannot(soft, "--settlement must be an address", run(with("--settlement", "0x12", file)));
    cannot(
        soft,
        "cannot verify",
        run(with("--settlement", DevKeys.signer("nobody").address().toString(), file)));
    cannot(soft, "there is no such file", verify(folder.resolve("missing").toString()));
    cannot(soft, "cannot read", verify(folder.toString()));
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'{', (byte) 0xff, '\n'});
    cannot(soft, "not UTF-8", run(with("--rpc", chain(), binary)));
    cannot(soft, "--batch", verify("--node", relay(), "--batch", "last"));
    cannot(soft, "--nonsense", verify("--nonsense"));
    soft.assertAll();
  }

  private static void cannot(SoftAssertions soft, String message, Run run) {
    soft.assertThat(run.code()).as("%s", run).isEqualTo(2);
    soft.assertThat(run.out()).as("%s", run).doesNotContain("agrees", "DISAGREES");
    soft.assertThat(run.err()).as("%s", run).contains(message).doesNotContain("defect", "\tat ");
  }

  private void expect(SoftAssertions soft, String name, String step, List<String> lines) {
    try {
      Run run = verifyFile(lines);
      soft.assertThat(run.code()).as("%s%n%s", name, run).isEqualTo(1);
      soft.assertThat(run.out()).as(name).contains("DISAGREES in step " + step + " at line ");
    } catch (IOException e) {
      soft.fail(name, e);
    }
  }

  private void addIntent(TamperedTranscript tampered) {
    // A real intent, signed by its owner, of a batch in which this one was not.
    for (JsonNode batch : ended()) {
      List<String> lines = transcript(Long.parseLong(batch.path("batch").asString()));
      for (String line : new TamperedTranscript(lines).ofType("intent")) {
        if (!hashes(tampered).contains(hash(line))) {
          long before = hashes(tampered).stream().filter(h -> h.compareTo(hash(line)) < 0).count();
          tampered.insert(tampered.index("intent", _ -> true) + (int) before, line);
          return;
        }
      }
    }
    throw new IllegalStateException("no intent to add");
  }

  private static List<String> hashes(TamperedTranscript transcript) {
    return transcript.ofType("intent").stream().map(VerifyCommandTest::hash).toList();
  }

  private static String hash(String line) {
    return JsonMapper.shared().readTree(line).path("hash").asString();
  }

  private static void dropEveryPool(TamperedTranscript tampered) {
    while (!tampered.ofType("pool").isEmpty()) {
      tampered.remove("pool");
    }
  }

  private static void dropLoser(TamperedTranscript tampered) {
    JsonNode winner = tampered.line("award").at("/solution/solver");
    tampered.remove("bid", bid -> !bid.path("solver").equals(winner));
    tampered.edit("commitments", line -> keepSolver((ArrayNode) line.path("solvers"), winner));
    tampered.edit(
        "election",
        line -> {
          ArrayNode kept = JsonMapper.shared().createArrayNode();
          line.path("fair")
              .forEach(one -> {
                if (one.path("solver").equals(winner)) {
                  kept.add(one);
                }
              });
          line.set("fair", kept);
          // Without it nobody would be there instead: the reward is the whole score, up to the cap.
          BigInteger total = new BigInteger(line.at("/total/score").asString());
          reference(line)
              .put("score", "0")
              .put("bound", "0")
              .put("reward", total.min(MAX_REWARD).toString());
        });
    tampered.edit(
        "result",
        line ->
            object(line, "rewards")
                .put(
                    winner.asString(),
                    reference(tampered.line("election")).path("reward").asString()));
  }

  private static void keepSolver(ArrayNode all, JsonNode kept) {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (!all.get(i).path("solver").equals(kept)) {
        all.remove(i);
      }
    }
  }

  /** The last by name, which committed to nothing and did not answer. */
  private static void addSilentSolver(TamperedTranscript transcript, String name) {
    String account = DevKeys.signer(name).address().toString();
    transcript.edit(
        "commitments",
        line ->
            ((ArrayNode) line.path("solvers"))
                .addObject()
                .put("solver", name)
                .put("account", account)
                .put("by", "none")
                .putArray("commitments"));
    ObjectNode bid = JsonMapper.shared().createObjectNode();
    bid.put("type", "bid")
        .put("solver", name)
        .put("account", account)
        .put("answer", "timedOut")
        .put("message", "no answer");
    bid.putArray("unopened");
    bid.putArray("solutions");
    transcript.insert(transcript.index("election", _ -> true), Json.canonical(bid));
  }

  private static String bid(TamperedTranscript transcript) {
    return transcript.ofType("bid").getFirst();
  }

  private static ObjectNode object(JsonNode line, String name) {
    return (ObjectNode) line.path(name);
  }

  private static ObjectNode solution(JsonNode bid) {
    return (ObjectNode) bid.path("solutions").get(0);
  }

  private static ObjectNode fill(JsonNode outcome) {
    return (ObjectNode) outcome.path("fills").get(0);
  }

  private static void raise(ObjectNode object, String name) {
    object.put(name, new BigInteger(object.path(name).asString()).add(BigInteger.ONE).toString());
  }

  private static void raiseFirst(ObjectNode object) {
    raise(object, object.propertyNames().iterator().next());
  }

  private static void otherScore(ObjectNode bid) {

    solution(bid).put("score", "1/1");
  }

  private static void raisePool(ObjectNode pool) {
    for (String name : List.of("liquidity", "sqrtPrice")) {
      if (pool.has(name)) {
        raise(pool, name);
        return;
      }
    }
    ObjectNode tokens = object(pool, "tokens");
    raise((ObjectNode) tokens.path(tokens.propertyNames().iterator().next()), "balance");
  }

  /** Another {@code r}: whatever form the signature has, it is no longer the signer's. */
  private static void forge(ObjectNode object, String name) {
    StringBuilder text = new StringBuilder(object.path(name).asString());
    text.setCharAt(20, text.charAt(20) == '0' ? '1' : '0');
    object.put(name, text.toString());
  }

  private static void reverse(ObjectNode object, String name) {
    List<JsonNode> items = new ArrayList<>();
    object.path(name).forEach(items::addFirst);
    ArrayNode array = object.putArray(name);
    items.forEach(array::add);
  }

  private static void loser(TamperedTranscript transcript, ObjectNode line) {
    line.set("solution", transcript.line("election").path("fair").get(1));
  }

  private static ObjectNode reference(JsonNode election) {
    return (ObjectNode) election.path("references").iterator().next();
  }

  /** The next best instead of the best. */
  private static void otherWinner(ObjectNode election) {
    ObjectNode winner = (ObjectNode) election.path("winners").get(0);
    winner.setAll((ObjectNode) election.path("fair").get(1));
  }

  /** As an operator would hide a settlement: said to be missed, with no time for another. */
  private static void missedAndOver(TamperedTranscript transcript) {
    transcript.edit(
        "outcome",
        line -> {
          line.removeAll();
          line.put("type", "outcome").put("result", "missed").put("place", "0").put("reason", "?");
        });
    transcript.insert(
        transcript.index("result", _ -> true), "{\"reason\":\"stopped\",\"type\":\"cut\"}");
    String account = transcript.line("award").at("/award/solver").asString();
    transcript.edit(
        "result",
        line -> {
          object(line, "standings").put(account, "937500");
          ObjectNode reference = reference(transcript.line("election"));
          BigInteger total =
              new BigInteger(transcript.line("election").at("/total/score").asString());
          BigInteger reward =
              BigInteger.ZERO.subtract(new BigInteger(reference.path("score").asString()));
          object(line, "rewards")
              .put(
                  transcript.line("award").at("/solution/solver").asString(),
                  reward.max(MAX_PENALTY.negate()).min(total).toString());
        });
  }

  private static void replace(ObjectNode outcome, String result) {
    outcome.removeAll();
    outcome.put("type", "outcome").put("result", result).put("reason", "nobody would take it");
  }

  private boolean simple(long batch) {
    TamperedTranscript transcript = new TamperedTranscript(transcript(batch));
    JsonNode fair = transcript.line("election").path("fair");
    return transcript.ofType("election").size() == 1
        && transcript.ofType("award").size() == 1
        && transcript.ofType("simulation").size() == 1
        && fair.size() > 1
        && transcript.ofType("bid").stream().noneMatch(bid -> bid.contains("\"solutions\":[]"));
  }

  private long lastBatch(JsonNode status) {
    JsonNode batches = status.path("batches");
    return Long.parseLong(batches.get(batches.size() - 1).asString());
  }

  private long awaitUnsettled(String open) {
    long[] found = new long[1];
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          for (JsonNode batch : ended()) {
            if (batch.path("stage").asString().equals("unsettled")
                && batch.path("intents").toString().contains(open)) {
              found[0] = Long.parseLong(batch.path("batch").asString());
            }
          }
          return found[0] != 0;
        });
    return found[0];
  }

  /** Every batch that has ended, from the first. */
  private List<JsonNode> ended() {
    List<JsonNode> ended = new ArrayList<>();
    for (long number = 1; number < 500; number++) {
      try {
        ended.add(wallets.rpc().call("batch_get", Map.of("batch", number)));
      } catch (RpcException e) {
        assertThat(e.reason()).isIn("unknownBatch", "batchNotEnded");
        break;
      }
    }
    return ended;
  }

  private List<String> transcript(long batch) {
    JsonNode answer = wallets.rpc().call("batch_transcript", Map.of("batch", batch));
    List<String> lines = new ArrayList<>();
    answer.path("lines").forEach(line -> lines.add(line.asString()));
    return lines;
  }

  private String relay() {
    return devnet.world().relayUrl();
  }

  private String chain() {
    return remembered.url();
  }

  private Path write(List<String> lines) throws IOException {
    files++;
    return Files.writeString(
        folder.resolve("transcript-" + files + ".jsonl"),
        lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  private Run verifyFile(List<String> lines) throws IOException {
    return verifyFile(write(lines), previous(lines));
  }

  /** One verifier for all of them: starting one for each, as a user would, takes a second each. */
  private Run verifyFile(Path file, Optional<Path> previous) throws IOException {
    Optional<Standings> before =
        previous.isPresent()
            ? StandingHistory.after(TranscriptFetch.file(previous.get()))
            : Optional.empty();
    String said =
        switch (verifier.verify(TranscriptFetch.file(file), before)) {
          case Verdict.Agrees(Verdict.Summary summary) ->
              "batch %d agrees, transcript %s".formatted(summary.batch(), summary.transcriptHash());
          case Verdict.Disagrees wrong ->
              "the transcript DISAGREES in step %s at line %d"
                  .formatted(wrong.step().text(), wrong.line());
        };
    this.said
        .computeIfAbsent(
            previous.isPresent() ? Files.readString(previous.get()) : "", _ -> new TreeMap<>())
        .put(Files.readString(file), said);
    return new Run(said.contains("DISAGREES") ? 1 : 0, said, "");
  }

  /** The transcript before, as far as the header says of which batch it is. */
  private Optional<Path> previous(List<String> lines) throws IOException {
    try {
      long batch = new TamperedTranscript(lines).line("header").path("batch").asLong(0);
      return batch > 1 ? Optional.of(write(transcript(batch - 1))) : Optional.empty();
    } catch (RuntimeException noHeader) {
      return Optional.empty();
    }
  }

  private Run verifyFile(String text) throws IOException {
    files++;
    return verifyFile(
        Files.writeString(folder.resolve("transcript-" + files + ".jsonl"), text),
        Optional.empty());
  }

  /** All options a distrustful user gives, one of them replaced. */
  private String[] with(String option, String value, Path file) {
    Deployment deployment = devnet.world().deployment();
    List<String> all =
        new ArrayList<>(
            List.of(
                "--rpc",
                chain(),
                "--settlement",
                deployment.settlement().toString(),
                "--native-token",
                deployment.nativeToken().toString(),
                "--receipt-signer",
                DevKeys.signer("receipt").address().toString(),
                "--v2-factory",
                deployment.uniswapV2().factory().toString(),
                "--v3-factory",
                deployment.uniswapV3().factory().toString(),
                file.toString()));
    all.set(all.indexOf(option) + 1, value);
    return all.toArray(String[]::new);
  }

  private Run verify(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--rpc", chain()));
    all.addAll(Arrays.asList(arguments));
    return run(all.toArray(String[]::new));
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new VerifyCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
