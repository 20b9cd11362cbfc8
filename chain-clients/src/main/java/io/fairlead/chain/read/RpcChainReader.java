package io.fairlead.chain.read;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.rpc.BlockTag;
import io.fairlead.chain.rpc.ExecutionFailure;
import io.fairlead.chain.rpc.JsonRpcClient;
import io.fairlead.chain.rpc.Quantity;
import io.fairlead.chain.rpc.RpcAnswer;
import io.fairlead.chain.rpc.RpcErrorException;
import io.fairlead.chain.rpc.RpcRequest;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.core.methods.response.EthGasPrice;
import org.web3j.protocol.core.methods.response.EthGetCode;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.EthTransaction;
import org.web3j.protocol.core.methods.response.Transaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads through a node's JSON-RPC. Thread safe. */
public final class RpcChainReader implements ChainReader, HeaderReader {
  private static final AbiFunction BALANCE = AbiFunction.of("balanceOf(address)");
  private static final AbiFunction ALLOWANCE = AbiFunction.of("allowance(address,address)");
  private static final AbiFunction DECIMALS = AbiFunction.of("decimals()");
  private static final AbiFunction SYMBOL = AbiFunction.of("symbol()");

  private final JsonRpcClient rpc;
  private final Web3jTransport web3j;

  /** Reads through {@code rpc}. */
  public RpcChainReader(JsonRpcClient rpc) {
    this.rpc = rpc;
    this.web3j = new Web3jTransport(rpc.transport());
  }

  @Override
  public long chainId() {
    return decoded(
        "eth_chainId",
        () -> web3j.ask(EthChainId.class, "eth_chainId").getChainId().longValueExact());
  }

  @Override
  public BlockRef head() {
    return latest().block();
  }

  @Override
  public Optional<BlockRef> block(long number) {
    return header(number).map(Header::block);
  }

  @Override
  public Header latest() {
    return header("eth_getBlockByNumber", "latest")
        .orElseThrow(() -> new ChainException(rpc.server() + " has no newest block"));
  }

  @Override
  public Optional<Header> header(long number) {
    return header("eth_getBlockByNumber", Quantity.of(number));
  }

  @Override
  public BigInteger balance(Address token, Address owner, BlockRef block) {
    return number(token, BALANCE.encode(arguments -> arguments.address(owner)), block);
  }

  @Override
  public BigInteger allowance(Address token, Address owner, Address spender, BlockRef block) {
    return number(
        token, ALLOWANCE.encode(arguments -> arguments.address(owner).address(spender)), block);
  }

  @Override
  public BigInteger gasPrice() {
    return decoded(
        "eth_gasPrice", () -> web3j.ask(EthGasPrice.class, "eth_gasPrice").getGasPrice());
  }

  @Override
  public Optional<Integer> decimals(Address token) {
    return call(new ContractCall(token, DECIMALS.encode(_ -> {})), BlockTag.LATEST)
        .flatMap(TokenText::decimals);
  }

  @Override
  public Optional<String> symbol(Address token) {
    return call(new ContractCall(token, SYMBOL.encode(_ -> {})), BlockTag.LATEST)
        .flatMap(TokenText::symbol);
  }

  @Override
  public boolean hasCode(Address address) {
    return decoded(
        "eth_getCode",
        () ->
            Bytes.parse(
                        web3j
                            .ask(EthGetCode.class, "eth_getCode", address.toString(), "latest")
                            .getCode())
                    .size()
                > 0);
  }

  @Override
  public boolean hasCode(Address address, BlockRef block) {
    RpcRequest request = RpcRequest.of("eth_getCode", address.toString(), BlockTag.of(block));
    return bytes(rpc.result(request), "eth_getCode").size() > 0;
  }

  @Override
  public Optional<Bytes> call(Address to, Bytes callData, BlockRef block) {
    return call(new ContractCall(to, callData), BlockTag.of(block));
  }

  @Override
  public Optional<Bytes> call(Address to, Bytes callData, long gas, BlockRef block) {
    ObjectNode body = body(new ContractCall(to, callData)).put("gas", Quantity.of(gas));
    return returned(rpc.call(RpcRequest.of("eth_call", body, BlockTag.of(block))));
  }

  @Override
  public Optional<Bytes> create(Bytes initCode, long gas, BlockRef block) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("data", initCode.toString())
            .put("gas", Quantity.of(gas));
    return returned(rpc.call(RpcRequest.of("eth_call", body, BlockTag.of(block))));
  }

  @Override
  public List<Optional<Bytes>> callAll(List<ContractCall> calls, BlockRef block) {
    JsonNode tag = BlockTag.of(block);
    List<RpcAnswer> answers = rpc.callAll(calls.stream().map(call -> request(call, tag)).toList());
    return answers.stream().map(this::returned).toList();
  }

  @Override
  public Optional<MinedTransaction> transaction(Bytes32 hash) {
    String text = hash.toString();
    EthTransaction sent = web3j.ask(EthTransaction.class, "eth_getTransactionByHash", text);
    EthGetTransactionReceipt mined =
        web3j.ask(EthGetTransactionReceipt.class, "eth_getTransactionReceipt", text);
    Transaction transaction = sent.getResult();
    TransactionReceipt receipt = mined.getResult();
    if (transaction == null || receipt == null) {
      return Optional.empty();
    }
    // A reorganisation between the requests makes them disagree: then it is on neither chain yet.
    if (!decoded(
        "eth_getTransactionReceipt",
        () -> receipt.getBlockHash().equals(transaction.getBlockHash()))) {
      return Optional.empty();
    }
    return header("eth_getBlockByHash", receipt.getBlockHash())
        .map(header ->
            decoded(
                "eth_getTransactionReceipt",
                () -> Web3jValues.transaction(transaction, receipt, header.block())));
  }

  @Override
  public List<ChainLog> logs(Address address, Bytes32 topic, long from, long to) {
    return logs(List.of(address), List.of(topic), from, to);
  }

  @Override
  public List<ChainLog> logs(List<Address> addresses, List<Bytes32> topics, long from, long to) {
    if (addresses.isEmpty() || topics.isEmpty() || from > to) {
      return List.of();
    }
    ObjectNode filter =
        JsonNodeFactory.instance
            .objectNode()
            .put("fromBlock", Quantity.of(from))
            .put("toBlock", Quantity.of(to));
    filter.set("address", texts(addresses));
    filter.set("topics", JsonNodeFactory.instance.arrayNode().add(texts(topics)));
    // Web3j takes an object for an empty list, which would hide logs.
    JsonNode logs = rpc.result(RpcRequest.of("eth_getLogs", filter));
    if (!logs.isArray()) {
      throw new ChainException(rpc.server() + " sent a malformed answer to eth_getLogs");
    }
    return decoded("eth_getLogs", () -> logs.valueStream().map(RpcChainReader::log).toList());
  }

  private static ArrayNode texts(List<?> values) {
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> texts.add(value.toString()));
    return texts;
  }

  private static ChainLog log(JsonNode log) {
    return new ChainLog(
        Address.parse(log.get("address").stringValue()),
        log.get("topics").valueStream().map(topic -> Bytes32.parse(topic.stringValue())).toList(),
        Bytes.parse(log.get("data").stringValue()),
        Bytes32.parse(log.get("transactionHash").stringValue()),
        Quantity.readLong(log.get("blockNumber")),
        Bytes32.parse(log.get("blockHash").stringValue()));
  }

  private Optional<Header> header(String method, String block) {
    EthBlock.Block found = web3j.ask(EthBlock.class, method, block, false).getBlock();
    return Optional.ofNullable(found).map(b -> decoded(method, () -> Web3jValues.header(b)));
  }

  private BigInteger number(Address token, Bytes callData, BlockRef block) {
    // A token that reverts or has no code holds nothing that could be moved.
    return call(token, callData, block)
        .map(ReturnWords::new)
        .filter(words -> words.has(1))
        .map(words -> words.unsigned(0, 256))
        .orElse(BigInteger.ZERO);
  }

  private Optional<Bytes> call(ContractCall call, JsonNode block) {
    return returned(rpc.call(request(call, block)));
  }

  private static RpcRequest request(ContractCall call, JsonNode block) {
    return RpcRequest.of("eth_call", body(call), block);
  }

  private static ObjectNode body(ContractCall call) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("to", call.to().toString())
        .put("data", call.data().toString());
  }

  private Optional<Bytes> returned(RpcAnswer answer) {
    return switch (answer) {
      case RpcAnswer.Success success -> Optional.of(bytes(success.value(), "eth_call"));
      case RpcAnswer.Failure failure -> {
        if (ExecutionFailure.revertData(failure).isEmpty()) {
          throw new RpcErrorException("eth_call", failure);
        }
        yield Optional.empty();
      }
    };
  }

  private Bytes bytes(JsonNode value, String method) {
    try {
      return Bytes.parse(value.asString());
    } catch (RuntimeException e) {
      throw new ChainException(rpc.server() + " sent a malformed answer to " + method);
    }
  }

  /** Web3j decodes hex only when a value is asked for, and then throws its own exceptions. */
  private <T> T decoded(String method, Supplier<T> value) {
    try {
      return value.get();
    } catch (ChainException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ChainException(
          rpc.server()
              + " sent a malformed answer to "
              + method
              + " ("
              + e.getClass().getSimpleName()
              + ")");
    }
  }
}
