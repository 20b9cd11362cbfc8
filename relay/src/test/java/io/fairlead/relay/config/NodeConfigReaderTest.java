package io.fairlead.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.auction.winner.AwardRules;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeConfigReaderTest {
  private static final String WETH = "0x" + "aa".repeat(20);
  private static final String USDC = "0x" + "bb".repeat(20);
  private static final String GOOD =
      """
      {
        // where the chain is
        "rpcUrl": "http://127.0.0.1:8545", "chainId": 31337,
        "settlement": "0x%s", "nativeToken": "%s", "tokens": ["%s", "%s"],
        "uniswapV2": {"factory": "0x%s", "router": "0x%s"},
        "builders": ["http://127.0.0.1:8546"],
        "solvers": [{"name": "one", "url": "http://127.0.0.1:7000", "account": "0x%s"}],
        "dataDir": "data",
        "keys": {"auctioneerFile": "a.key", "receiptFile": "/r.key", "submitterFile": "s.key"}
      }
      """
          .formatted(
              "cc".repeat(20), WETH, WETH, USDC, "01".repeat(20), "02".repeat(20), "03".repeat(20));

  private static NodeConfig parse(String json) {
    return NodeConfigReader.parse(json.getBytes(StandardCharsets.UTF_8), Path.of("/etc/fairlead"));
  }

  private static List<String> problems(String json) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(json));
    assertThat(e).as(json).isNotNull();
    return e.problems();
  }

  @Test
  void readsWhatIsThereAndUsesUsualValuesElsewhere() {
    NodeConfig config = parse(GOOD);
    assertThat(config.chainId()).isEqualTo(31_337);
    assertThat(config.dataDir()).isEqualTo(Path.of("/etc/fairlead/data"));
    assertThat(config.keys().receipt()).isEqualTo(Path.of("/r.key"));
    assertThat(config.uniswapV2()).isPresent();
    assertThat(config.uniswapV3()).isEmpty();
    assertThat(config.port()).isEqualTo(8_080);
    assertThat(config.anchors()).isEmpty();
    assertThat(config.solverRegistry()).isEmpty();
    assertThat(config.limits().maxValidity()).isEqualTo(Duration.ofDays(1));
    assertThat(config.solvers()).extracting(NodeConfig.SolverEntry::name).containsExactly("one");
  }

  @Test
  void batchesAreAnchoredWhereTheSettingsSay() {
    String registry = "0x" + "0a".repeat(20);
    String json =
        GOOD.replace(
            "\"dataDir\"", "\"anchors\": {\"registry\": \"" + registry + "\"}, \"dataDir\"");
    assertThat(parse(json).anchors().orElseThrow().registry()).hasToString(registry);
    assertThat(problems(json.replace(registry, "0x"))).hasSize(1);
    String solvers =
        GOOD.replace("\"dataDir\"", "\"solverRegistry\": \"" + registry + "\", \"dataDir\"");
    assertThat(parse(solvers).solverRegistry().orElseThrow()).hasToString(registry);
    assertThat(problems(solvers.replace(registry, "none"))).hasSize(1);
    assertThat(problems(json.replace("registry", "registri"))).hasSize(2);
  }

  @Test
  void asManyWinUsuallyAsThereAreSubmittersUpToFour() {
    assertThat(parse(GOOD).keys().submitters()).containsExactly(Path.of("/etc/fairlead/s.key"));
    assertThat(parse(GOOD).auction().rules().selection().maxWinners()).isEqualTo(1);
    String many =
        GOOD.replace(
            "\"submitterFile\": \"s.key\"",
            "\"submitterFiles\": [\"1.key\", \"2.key\", \"3.key\", \"4.key\", \"5.key\"]");
    assertThat(parse(many).keys().submitters()).hasSize(5);
    assertThat(parse(many).auction().rules()).isEqualTo(AwardRules.DEFAULT);
    String five = many.replace("\"dataDir\"", "\"auction\": {\"maxWinners\": 5}, \"dataDir\"");
    assertThat(parse(five).auction().rules().selection().maxWinners()).isEqualTo(5);
  }

  @Test
  void aSolverIsCalledOrDialsIn() {
    String url = "\"url\": \"http://127.0.0.1:7000\"";
    assertThat(parse(GOOD).solvers().getFirst())
        .isEqualTo(
            new NodeConfig.SolverEntry(
                "one",
                new NodeConfig.Reach.Url(URI.create("http://127.0.0.1:7000")),
                parse(GOOD).solvers().getFirst().account(),
                false,
                false));
    String dials = GOOD.replace(url, "\"transport\": \"dialout\", \"shadow\": true");
    assertThat(parse(dials).solvers().getFirst().reach()).isEqualTo(new NodeConfig.Reach.DialOut());
    assertThat(parse(dials).solvers().getFirst().shadow()).isTrue();
    assertThat(problems(GOOD.replace(url, url + ", \"transport\": \"dialout\"")))
        .containsExactly("solvers[0].url: there is no such setting");
    assertThat(problems(GOOD.replace(url, "\"transport\": \"pigeon\"")))
        .containsExactly("solvers[0].transport: must be \"http\" or \"dialout\"");
    assertThat(problems(GOOD.replace(url, url + ", \"bonded\": true")))
        .containsExactly("solvers[0].bonded: needs solverRegistry");
    String registry =
        GOOD.replace(
            "\"dataDir\"", "\"solverRegistry\": \"0x" + "0a".repeat(20) + "\", \"dataDir\"");
    assertThat(parse(registry).solvers().getFirst().bonded()).isTrue();
    assertThat(
            parse(registry.replace(url, url + ", \"bonded\": false")).solvers().getFirst().bonded())
        .isFalse();
  }

  @Test
  void everyMistakeIsNamedByItsKey() {
    record Row(String from, String to, String problem) {}
    List<Row> table =
        List.of(
            new Row("\"chainId\": 31337", "\"chainId\": 0", "chainId: must be an integer from 1"),
            new Row("\"chainId\": 31337", "\"chainId\": \"31337\"", "chainId: must be an integer"),
            new Row("\"chainId\": 31337,", "", "chainId: is missing"),
            new Row("http://127.0.0.1:8545", "ftp://x", "rpcUrl: must be an http or https URL"),
            new Row("http://127.0.0.1:8546", "nonsense", "builders[0]: must be an http"),
            new Row("[\"http://127.0.0.1:8546\"]", "[]", "builders: must name at least one"),
            new Row("http://127.0.0.1:7000", "7000", "solvers[0].url: must be an http"),
            new Row("\"name\": \"one\"", "\"name\": \"\"", "solvers[0].name: must be text"),
            new Row(
                "\"name\": \"one\"",
                "\"nam\": \"one\"",
                "solvers[0].nam: there is no such setting"),
            new Row(USDC, "0xbb", "tokens[1]: must be an address"),
            new Row(USDC, WETH, "tokens: holds an address twice"),
            new Row(
                "\"nativeToken\": \"" + WETH,
                "\"nativeToken\": \"0x" + "dd".repeat(20),
                "tokens: must hold nativeToken"),
            new Row("\"dataDir\"", "\"datadir\"", "datadir: there is no such setting"),
            new Row("\"dataDir\": \"data\"", "\"dataDir\": 1", "dataDir: must be text"),
            new Row("\"a.key\"", "null", "keys.auctioneerFile: must be text"),
            new Row(", \"submitterFile\": \"s.key\"", "", "keys.submitterFile: is missing"),
            new Row(
                "\"submitterFile\": \"s.key\"",
                "\"submitterFiles\": []",
                "keys.submitterFiles: must name 1 to 8 files"),
            new Row(
                "\"submitterFile\": \"s.key\"",
                "\"submitterFiles\": [\"s.key\", \"s.key\"]",
                "keys.submitterFiles: holds a file twice"),
            new Row(
                "\"submitterFile\": \"s.key\"",
                "\"submitterFile\": \"s.key\", \"submitterFiles\": [\"t.key\"]",
                "keys.submitterFiles: cannot be given beside submitterFile"),
            new Row(
                "\"submitterFile\": \"s.key\"",
                "\"submitterFiles\": [7]",
                "keys.submitterFiles[0]: must be text"),
            new Row(
                "\"dataDir\"",
                "\"auction\": {\"maxWinners\": 2}, \"dataDir\"",
                "auction.maxWinners: needs as many keys.submitterFiles, there are 1"),
            new Row(
                "\"dataDir\"",
                "\"auction\": {\"standingWindow\": 0}, \"dataDir\"",
                "auction.standingWindow: must be an integer from 1"),
            new Row(
                "\"dataDir\"",
                "\"batch\": {\"everyBlocks\": 0}, \"dataDir\"",
                "batch.everyBlocks: must be an integer from 1"),
            new Row("\"dataDir\"", "\"batch\": 1, \"dataDir\"", "batch: must be an object"),
            new Row(
                "\"dataDir\"",
                "\"limits\": {\"trustForwardedFor\": 1}, \"dataDir\"",
                "limits.trustForwardedFor: must be true or false"),
            new Row(
                "\"dataDir\"",
                "\"listen\": {\"port\": 65536}, \"dataDir\"",
                "listen.port: must be an integer"),
            new Row("\"builders\"", "\"chainId\": 1, \"builders\"", "the file is not valid JSON"));
    for (Row row : table) {
      assertThat(GOOD).contains(row.from());
      int last = GOOD.lastIndexOf(row.from());
      String json = GOOD.substring(0, last) + row.to() + GOOD.substring(last + row.from().length());
      assertThat(problems(json))
          .as(row.problem())
          .anySatisfy(problem -> assertThat(problem).startsWith(row.problem()));
    }
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThat(problems("{}"))
        .contains(
            "rpcUrl: is missing",
            "chainId: is missing",
            "settlement: is missing",
            "nativeToken: is missing",
            "tokens: is missing",
            "builders: is missing",
            "solvers: is missing",
            "dataDir: is missing",
            "keys: is missing");
    assertThat(problems("[]")).contains("the file: must be an object");
    assertThat(problems("")).isNotEmpty();
  }
}
