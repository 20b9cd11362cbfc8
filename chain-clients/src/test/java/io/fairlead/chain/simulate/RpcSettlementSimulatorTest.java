package io.fairlead.chain.simulate;

import static io.fairlead.chain.FakeRpcServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.FakeRpcServer;
import io.fairlead.chain.simulate.SettlementSimulator.Result;
import io.fairlead.chain.simulate.SettlementSimulator.StorageOverride;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class RpcSettlementSimulatorTest {
  private static final Address FROM = Address.parse("0x" + "aa".repeat(20));
  private static final Address TO = Address.parse("0x" + "bb".repeat(20));
  private static final Bytes32 HASH = Bytes32.parse("0x" + "cc".repeat(32));
  private static final BlockRef BLOCK = new BlockRef(16, HASH, 1000);
  private static final List<StorageOverride> OVERRIDES =
      List.of(new StorageOverride(TO, Bytes32.ZERO, HASH), new StorageOverride(TO, HASH, HASH));
  private static final String STATE =
      "{\"%s\":{\"stateDiff\":{\"%s\":\"%s\",\"%s\":\"%s\"}}}"
          .formatted(TO, Bytes32.ZERO, HASH, HASH, HASH);

  private static Result simulate(SettlementSimulator simulator) {
    return simulator.simulate(FROM, TO, Bytes.parse("0x1234"), OVERRIDES, BLOCK);
  }

  private static Result answered(String call) {
    String blocks = "[{\"calls\":[" + call + "]}]";
    try (FakeRpcServer server = FakeRpcServer.answering((_, _) -> json(blocks));
        EthereumNode node = connect(server)) {
      return simulate(simulator(node));
    }
  }

  private static EthereumNode connect(FakeRpcServer server) {
    return EthereumNode.connect(server.uri(), Duration.ofSeconds(10));
  }

  private static SettlementSimulator simulator(EthereumNode node) {
    return node.simulator(5_000_000, 12, RevertReason.ofSignatures(List.of("Beef()")));
  }

  @Test
  void simulatesInTheNextBlock() {
    try (FakeRpcServer server =
            FakeRpcServer.answering(
                (_, _) -> json("[{\"calls\":[{\"status\":\"0x1\",\"gasUsed\":\"0x5208\"}]}]"));
        EthereumNode node = connect(server)) {
      assertThat(simulate(simulator(node))).isEqualTo(new Result.Executes(21_000));
      JsonNode request = server.requests().getFirst();
      assertThat(request.get("method").asString()).isEqualTo("eth_simulateV1");
      JsonNode block = request.get("params").get(0).get("blockStateCalls").get(0);
      assertThat(block.get("blockOverrides"))
          .isEqualTo(json("{\"number\":\"0x11\",\"time\":\"0x3f4\"}"));
      assertThat(block.get("stateOverrides")).isEqualTo(json(STATE));
      assertThat(block.get("calls").get(0))
          .isEqualTo(
              json(
                  "{\"from\":\"%s\",\"to\":\"%s\",\"gas\":\"0x4c4b40\",\"data\":\"0x1234\"}"
                      .formatted(FROM, TO)));
      assertThat(request.get("params").get(1).get("blockHash").asString())
          .isEqualTo(HASH.toString());
    }
  }

  @Test
  void simulatesAfterOthersInBlocksOfTheirOwn() {
    SettlementSimulator.Call before =
        new SettlementSimulator.Call(TO, FROM, Bytes.parse("0x56"), List.of());
    SettlementSimulator.Call last =
        new SettlementSimulator.Call(FROM, TO, Bytes.parse("0x1234"), OVERRIDES);
    String answer =
        """
        [{"calls":[{"status":"0x0"}]},{"calls":[{"status":"0x1","gasUsed":"0x5208"}]}]
        """;
    try (FakeRpcServer server = FakeRpcServer.answering((_, _) -> json(answer));
        EthereumNode node = connect(server)) {
      SettlementSimulator simulator = simulator(node);
      assertThat(simulator.simulate(List.of(before, last), BLOCK))
          .isEqualTo(new Result.Executes(21_000));
      JsonNode blocks = server.requests().getFirst().get("params").get(0).get("blockStateCalls");
      assertThat(blocks).hasSize(2);
      assertThat(blocks.get(0).get("blockOverrides"))
          .isEqualTo(json("{\"number\":\"0x11\",\"time\":\"0x3f4\"}"));
      assertThat(blocks.get(0).get("stateOverrides")).isEqualTo(json("{}"));
      assertThat(blocks.get(0).get("calls").get(0).get("data").asString()).isEqualTo("0x56");
      assertThat(blocks.get(1).get("blockOverrides"))
          .isEqualTo(json("{\"number\":\"0x12\",\"time\":\"0x3f5\"}"));
      assertThat(blocks.get(1).get("stateOverrides")).isEqualTo(json(STATE));
      assertThat(blocks.get(1).get("calls").get(0).get("data").asString()).isEqualTo("0x1234");
      assertThatThrownBy(() -> simulator.simulate(List.of(before, last, last), BLOCK))
          .as("a block is missing")
          .isInstanceOf(ChainException.class);
    }
  }

  @Test
  void tellsWhyItReverts() {
    String beef = AbiFunction.of("Beef()").selector().toString();
    Result expected = new Result.Reverts(Bytes.parse(beef), "Beef()");
    assertThat(
            answered(
                "{\"status\":\"0x0\",\"gasUsed\":\"0x1\",\"returnData\":\"%s\",\"error\":{}}"
                    .formatted(beef)))
        .isEqualTo(expected);
    assertThat(
            answered(
                "{\"status\":\"0x0\",\"returnData\":\"0x\",\"error\":{\"data\":\"%s\"}}"
                    .formatted(beef)))
        .isEqualTo(expected);
    assertThat(
            answered(
                "{\"status\":\"0x0\",\"returnData\":\"0x\",\"error\":{\"message\":\"out of gas\"}}"))
        .isEqualTo(new Result.Reverts(Bytes.EMPTY, "out of gas"));
  }

  @Test
  void refusesMalformedAnswers() {
    for (String call :
        List.of(
            "", "1", "{}", "{\"status\":\"0x1\"}", "{\"status\":\"0x0\",\"returnData\":\"0xq\"}")) {
      assertThatThrownBy(() -> answered(call)).as(call).isInstanceOf(ChainException.class);
    }
  }

  @Test
  void fallsBackToACallAndRemembersThat() {
    try (FakeRpcServer server =
            FakeRpcServer.answering((method, _) -> {
              if (method.equals("eth_call")) {
                return json("\"0x\"");
              }
              throw new FakeRpcServer.Refusal(
                  "{\"code\":-32004,\"message\":\"Method eth_simulateV1 is not supported\"}");
            });
        EthereumNode node = connect(server)) {
      SettlementSimulator simulator = simulator(node);
      assertThat(simulate(simulator)).isEqualTo(new Result.Executes(5_000_000));
      assertThat(simulate(simulator)).isEqualTo(new Result.Executes(5_000_000));
      assertThat(server.requests())
          .extracting(request -> request.get("method").asString())
          .containsExactly("eth_simulateV1", "eth_call", "eth_call");
      JsonNode params = server.requests().getLast().get("params");
      assertThat(params.get(1).get("blockHash").asString()).isEqualTo(HASH.toString());
      assertThat(params.get(2)).isEqualTo(json(STATE));
    }
  }

  @Test
  void tellsANodesFaultFromTheCodes() {
    try (FakeRpcServer server =
            FakeRpcServer.answering((_, _) -> {
              throw new FakeRpcServer.Refusal(
                  "{\"code\":-32001,\"message\":\"Resource not found\"}");
            });
        EthereumNode node = connect(server)) {
      assertThatThrownBy(() -> simulate(simulator(node))).isInstanceOf(ChainException.class);
    }
    try (FakeRpcServer server =
            FakeRpcServer.answering((_, _) -> {
              throw new FakeRpcServer.Refusal(
                  "{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x\"}");
            });
        EthereumNode node = connect(server)) {
      assertThat(simulate(simulator(node)))
          .isEqualTo(new Result.Reverts(Bytes.EMPTY, "execution reverted"));
    }
  }
}
