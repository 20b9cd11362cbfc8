package io.fairlead.relay.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.relay.testing.FakeCaller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChainReadTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private final List<String> sent = new ArrayList<>();
  private boolean broken;
  private final List<RpcMethod> methods =
      ChainRead.all((method, params) -> {
        if (broken) {
          throw new ChainException("no answer");
        }
        sent.add(method + params);
        return params;
      });

  private JsonNode call(String name, String params) {
    RpcMethod method =
        methods.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    return method.call(MAPPER.readTree(params), new FakeCaller());
  }

  private void assertFault(String name, String params, RpcError error) {
    assertThatThrownBy(() -> call(name, params))
        .isInstanceOfSatisfying(
            RpcFault.class, fault -> assertThat(fault.error()).isEqualTo(error));
  }

  @Test
  void onlyReadsArePassedOn() {
    assertThat(methods)
        .extracting(RpcMethod::name)
        .contains("eth_call", "net_version")
        .noneMatch(name ->
            name.contains("send")
                || name.contains("sign")
                || name.startsWith("debug")
                || name.startsWith("anvil")
                || name.contains("Filter")
                || name.contains("subscribe"));
    call("eth_getBalance", "[\"0x1\",\"latest\"]");
    assertThat(sent).containsExactly("eth_getBalance[\"0x1\",\"latest\"]");
    assertFault("eth_getBalance", "{}", RpcError.INVALID_PARAMS);
    broken = true;
    assertFault("eth_getBalance", "[]", RpcError.CHAIN_UNAVAILABLE);
  }

  @Test
  void logsAreAskedForInBoundedRanges() {
    for (String good :
        List.of(
            "[{}]",
            "[{\"fromBlock\":\"latest\"}]",
            "[{\"blockHash\":\"0x1\"}]",
            "[{\"fromBlock\":\"0x0\",\"toBlock\":\"0x3e7\"}]")) {
      call("eth_getLogs", good);
    }
    for (String bad :
        List.of(
            "[]",
            "[1]",
            "[{},{}]",
            "[{\"fromBlock\":\"0x0\",\"toBlock\":\"0x3e8\"}]",
            "[{\"fromBlock\":\"0x0\"}]",
            "[{\"fromBlock\":\"earliest\",\"toBlock\":\"latest\"}]",
            "[{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\"}]",
            "[{\"fromBlock\":0,\"toBlock\":1}]")) {
      assertFault("eth_getLogs", bad, RpcError.INVALID_PARAMS);
    }
    assertThat(sent).hasSize(4);
  }
}
