package io.fairlead.chain.read;

import static io.fairlead.chain.FakeRpcServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.FakeRpcServer;
import io.fairlead.chain.rpc.RpcErrorException;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class RpcChainReaderTest {
  private static final Address TOKEN = Address.parse("0x" + "aa".repeat(20));
  private static final Address OWNER = Address.parse("0x" + "bb".repeat(20));
  private static final Bytes32 HASH = Bytes32.parse("0x" + "cc".repeat(32));
  private static final Bytes32 OTHER = Bytes32.parse("0x" + "dd".repeat(32));
  private static final BlockRef BLOCK = new BlockRef(16, HASH, 1000);
  private static final String HEADER =
      "{\"number\":\"0x10\",\"hash\":\"%s\",\"parentHash\":\"%s\",\"timestamp\":\"0x3e8\",\"unknown\":1}"
          .formatted(HASH, OTHER);
  private static final String LOG =
      ("{\"address\":\"%s\",\"topics\":[\"%s\"],\"data\":\"0x12\",\"transactionHash\":\"%s\","
              + "\"blockNumber\":\"0x10\",\"blockHash\":\"%s\",\"logIndex\":\"0x0\"}")
          .formatted(TOKEN, OTHER, OTHER, HASH);

  private final Map<String, Function<JsonNode, JsonNode>> methods = new HashMap<>();
  private final FakeRpcServer server =
      FakeRpcServer.answering((method, params) ->
          methods
              .getOrDefault(
                  method,
                  _ -> {
                    throw new FakeRpcServer.Refusal("{\"code\":-32601,\"message\":\"none\"}");
                  })
              .apply(params));
  private final EthereumNode node = EthereumNode.connect(server.uri(), Duration.ofSeconds(10));
  private final RpcChainReader chain = node.chain();

  @AfterEach
  void close() {
    node.close();
    server.close();
  }

  private void answer(String method, String result) {
    methods.put(method, _ -> json(result));
  }

  private void refuse(String method, String error) {
    methods.put(
        method,
        _ -> {
          throw new FakeRpcServer.Refusal(error);
        });
  }

  @Test
  void readsBlocks() {
    answer("eth_getBlockByNumber", HEADER);
    assertThat(chain.head()).isEqualTo(BLOCK);
    assertThat(chain.latest()).isEqualTo(new Header(BLOCK, OTHER));
    assertThat(chain.block(16)).contains(BLOCK);
    assertThat(server.requests().getLast().get("params")).isEqualTo(json("[\"0x10\",false]"));
    answer("eth_getBlockByNumber", "null");
    assertThat(chain.block(16)).isEmpty();
    assertThatThrownBy(chain::head).isInstanceOf(ChainException.class);
  }

  @Test
  void readsTokensAtExactlyOneBlock() {
    answer("eth_call", "\"" + new AbiWriter().uint(500).toBytes() + "\"");
    assertThat(chain.balance(TOKEN, OWNER, BLOCK)).isEqualTo(500);
    JsonNode params = server.requests().getLast().get("params");
    assertThat(params.get(0))
        .isEqualTo(
            json(
                "{\"to\":\"%s\",\"data\":\"0x70a08231%s%s\"}"
                    .formatted(TOKEN, "0".repeat(24), "bb".repeat(20))));
    assertThat(params.get(1))
        .isEqualTo(json("{\"blockHash\":\"" + HASH + "\",\"requireCanonical\":true}"));
    assertThat(chain.allowance(TOKEN, OWNER, TOKEN, BLOCK)).isEqualTo(500);
    answer("eth_call", "\"0x\"");
    assertThat(chain.balance(TOKEN, OWNER, BLOCK)).isZero();
    refuse("eth_call", "{\"code\":-32001,\"message\":\"Resource not found\"}");
    assertThatThrownBy(() -> chain.balance(TOKEN, OWNER, BLOCK))
        .isInstanceOf(RpcErrorException.class);
  }

  @Test
  void tellsARevertFromAnAnswer() {
    refuse("eth_call", "{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x01\"}");
    assertThat(chain.call(TOKEN, Bytes.EMPTY, BLOCK)).isEmpty();
    methods.put(
        "eth_call",
        params -> {
          if (params.get(0).get("data").asString().equals("0x01")) {
            throw new FakeRpcServer.Refusal("{\"code\":3,\"message\":\"execution reverted\"}");
          }
          return params.get(0).get("data");
        });
    assertThat(
            chain.callAll(
                List.of(
                    new ContractCall(TOKEN, Bytes.parse("0x02")),
                    new ContractCall(TOKEN, Bytes.parse("0x01"))),
                BLOCK))
        .containsExactly(Optional.of(Bytes.parse("0x02")), Optional.empty());
    answer("eth_call", "\"0xzz\"");
    assertThatThrownBy(() -> chain.call(TOKEN, Bytes.EMPTY, BLOCK))
        .isInstanceOf(ChainException.class);
    answer("eth_call", "[]");
    assertThatThrownBy(() -> chain.call(TOKEN, Bytes.EMPTY, BLOCK))
        .isInstanceOf(ChainException.class);
  }

  @Test
  void readsTokenMetadataOfEveryKind() {
    answer("eth_call", "\"" + new AbiWriter().uint(18).toBytes() + "\"");
    assertThat(chain.decimals(TOKEN)).contains(18);
    answer("eth_call", "\"" + new AbiWriter().uint(256).toBytes() + "\"");
    assertThat(chain.decimals(TOKEN)).isEmpty();
    assertThat(symbol(new AbiWriter().bytes(text("WETH")).toBytes())).contains("WETH");
    assertThat(symbol(Bytes.of(Arrays.copyOf(text("MKR").bytes(), 32)))).contains("MKR");
    assertThat(symbol(new AbiWriter().bytes(text("\u202e<b>\n$ x".repeat(20))).toBytes()))
        .hasValueSatisfying(symbol -> assertThat(symbol).hasSize(32).startsWith("<b>$x"));
    assertThat(symbol(Bytes.EMPTY)).isEmpty();
    assertThat(symbol(new AbiWriter().bytes(Bytes.EMPTY).toBytes())).isEmpty();
    assertThat(symbol(Bytes.parse("0x01"))).isEmpty();
  }

  private Optional<String> symbol(Bytes returned) {
    answer("eth_call", "\"" + returned + "\"");
    return chain.symbol(TOKEN);
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsTheRest() {
    answer("eth_chainId", "\"0x7a69\"");
    answer("eth_gasPrice", "\"0x3b9aca00\"");
    answer("eth_getCode", "\"0x60\"");
    assertThat(chain.chainId()).isEqualTo(31337);
    assertThat(chain.gasPrice()).isEqualTo(BigInteger.valueOf(1_000_000_000));
    assertThat(chain.hasCode(TOKEN)).isTrue();
    answer("eth_getCode", "\"0x\"");
    assertThat(chain.hasCode(TOKEN)).isFalse();
    assertThat(chain.hasCode(TOKEN, BLOCK)).isFalse();
    answer("eth_getCode", "\"0xef0100\"");
    assertThat(chain.hasCode(TOKEN, BLOCK)).isTrue();
    answer("eth_call", "\"0x0102\"");
    assertThat(chain.create(Bytes.parse("0x60"), 5_000, BLOCK)).contains(Bytes.parse("0x0102"));
  }

  @Test
  void readsAMinedTransaction() {
    assertTransaction("\"0x1\"", true);
    assertTransaction("\"0x0\"", false);
  }

  private void assertTransaction(String status, boolean succeeded) {
    mined(HASH, status);
    answer("eth_getBlockByHash", HEADER);
    assertThat(chain.transaction(OTHER))
        .contains(
            new MinedTransaction(
                OTHER,
                BLOCK,
                OWNER,
                TOKEN,
                null,
                Bytes.parse("0x1234"),
                50_000,
                succeeded,
                21_000,
                List.of(
                    new ChainLog(TOKEN, List.of(OTHER), Bytes.parse("0x12"), OTHER, 16, HASH))));
  }

  private void mined(Bytes32 transactionsBlock, String status) {
    answer(
        "eth_getTransactionByHash",
        ("{\"hash\":\"%s\",\"blockHash\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"input\":\"0x1234\","
                + "\"gas\":\"0xc350\"}")
            .formatted(OTHER, transactionsBlock, OWNER, TOKEN));
    answer(
        "eth_getTransactionReceipt",
        ("{\"transactionHash\":\"%s\",\"blockHash\":\"%s\",\"gasUsed\":\"0x5208\",\"status\":%s,"
                + "\"contractAddress\":null,\"logs\":[%s]}")
            .formatted(OTHER, HASH, status, LOG));
  }

  @Test
  void aTransactionIsNotOnTheChainUntilEverythingAgrees() {
    mined(OTHER, "\"0x1\"");
    answer("eth_getBlockByHash", HEADER);
    assertThat(chain.transaction(OTHER)).isEmpty();
    mined(HASH, "\"0x1\"");
    answer("eth_getBlockByHash", "null");
    assertThat(chain.transaction(OTHER)).isEmpty();
    answer("eth_getTransactionReceipt", "null");
    assertThat(chain.transaction(OTHER)).isEmpty();
    answer("eth_getTransactionByHash", "null");
    assertThat(chain.transaction(OTHER)).isEmpty();
  }

  @Test
  void readsLogs() {
    answer("eth_getLogs", "[" + LOG + "," + LOG + "]");
    assertThat(chain.logs(List.of(TOKEN, OWNER), List.of(HASH, OTHER), 1, 16)).hasSize(2);
    assertThat(server.requests().getLast().get("params"))
        .isEqualTo(
            json(
                ("[{\"fromBlock\":\"0x1\",\"toBlock\":\"0x10\",\"address\":[\"%s\",\"%s\"],"
                        + "\"topics\":[[\"%s\",\"%s\"]]}]")
                    .formatted(TOKEN, OWNER, HASH, OTHER)));
    int requests = server.requests().size();
    assertThat(chain.logs(List.of(), List.of(HASH), 1, 16)).isEmpty();
    assertThat(chain.logs(List.of(TOKEN), List.of(HASH), 17, 16)).isEmpty();
    assertThat(server.requests()).hasSize(requests);
  }

  @Test
  void everyMalformedAnswerIsTheNodesFault() {
    Map<String, Supplier<Object>> reads = new LinkedHashMap<>();
    reads.put("eth_getBlockByNumber", chain::head);
    reads.put("eth_getLogs", () -> chain.logs(TOKEN, HASH, 1, 2));
    reads.put("eth_chainId", chain::chainId);
    reads.put("eth_gasPrice", chain::gasPrice);
    reads.put("eth_getCode", () -> chain.hasCode(TOKEN));
    reads.put("eth_getTransactionByHash", () -> chain.transaction(OTHER));
    reads.put("eth_getTransactionReceipt", () -> chain.transaction(OTHER));
    List<String> taken = new ArrayList<>();
    for (String wrong :
        List.of("\"x\"", "\"0xzz\"", "[1]", "{}", "{\"number\":\"zz\"}", "true", "[{}]", "null")) {
      for (String method : reads.keySet()) {
        mined(HASH, "\"0x1\"");
        answer("eth_getBlockByHash", HEADER);
        answer(method, wrong);
        try {
          taken.add(method + " " + wrong + " as " + reads.get(method).get());
        } catch (ChainException told) {
          assertThat(told).hasMessageNotContaining("zz");
        }
      }
    }
    // Nothing else means that there is no such transaction; one without a block is pending.
    assertThat(taken)
        .containsExactly(
            "eth_getTransactionByHash {} as Optional.empty",
            "eth_getTransactionByHash {\"number\":\"zz\"} as Optional.empty",
            "eth_getTransactionByHash null as Optional.empty",
            "eth_getTransactionReceipt null as Optional.empty");
  }

  @Test
  void passesRawCallsThrough() {
    answer("eth_feeHistory", "{\"oldestBlock\":\"0x1\"}");
    assertThat(node.rawCall("eth_feeHistory", json("[]")).toString()).contains("oldestBlock");
    assertThat(node.rawCall("eth_other", json("[]")).toString()).isEqualTo("Failure[-32601: none]");
  }
}
