package io.fairlead.devnet.differential;

import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.artifact.ContractArtifact;
import io.fairlead.chain.deploy.CreatedAddress;
import io.fairlead.chain.pool.UniswapFactories;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.TestChain;
import io.fairlead.devnet.deploy.Deployer;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An Anvil with the published Uniswap contracts, tokens without end and one trader who owns them.
 */
final class UniswapWorld implements AutoCloseable {
  /** Every word an exchange takes is narrower. */
  private static final BigInteger SUPPLY = BigInteger.ONE.shiftLeft(200);

  private static final AbiFunction MINT = AbiFunction.of("mint(address,uint256)");

  /** No transaction may have more since EIP-7825. */
  private static final long GAS = 16_000_000;

  private final TestChain test;
  private final Deployment deployment;
  private final EthereumNode node;
  private final LocalSigner trader;
  private final Bytes tokenCode = ContractArtifact.load("DevToken").creationCode();
  private long nonce;

  private UniswapWorld(TestChain test, Deployment deployment, EthereumNode node) {
    this.test = test;
    this.deployment = deployment;
    this.node = node;
    this.trader = test.rich("trader");
  }

  static UniswapWorld start() {
    TestChain test = TestChain.start(ChainKind.ANVIL);
    Deployment deployment =
        new Deployer(test.chain())
            .deploy(DevKeys.signer("auctioneer").address(), DevKeys.signer("vault").address());
    return new UniswapWorld(
        test,
        deployment,
        EthereumNode.connect(URI.create(test.chain().url()), Duration.ofSeconds(30)));
  }

  EthereumNode node() {
    return node;
  }

  Deployment deployment() {
    return deployment;
  }

  DevChain chain() {
    return test.chain();
  }

  Address trader() {
    return trader.address();
  }

  UniswapFactories factories() {
    return UniswapFactories.of(deployment.uniswapV2().factory(), deployment.uniswapV3().factory());
  }

  BlockRef head() {
    return node.chain().head();
  }

  /** Answers at the newest block; empty for a revert. */
  List<Optional<Bytes>> ask(List<ContractCall> calls) {
    return node.chain().callAll(calls, head());
  }

  /** New tokens, ascending by address, of which the trader has plenty and has approved it all. */
  List<Address> tokens(int count) {
    List<Address> tokens = new ArrayList<>();
    List<SignedTransaction> transactions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tokens.add(CreatedAddress.of(trader.address(), nonce));
      transactions.add(signed(null, creation("T" + nonce)));
    }
    for (Address token : tokens) {
      transactions.add(
          signed(token, MINT.encode(to -> to.address(trader.address()).uint(SUPPLY, 256))));
      for (Address spender :
          List.of(
              deployment.uniswapV2().router(),
              deployment.uniswapV3().router(),
              deployment.uniswapV3().positions())) {
        transactions.add(signed(token, Erc20.approve(spender, Erc20.UNLIMITED)));
      }
    }
    if (send(transactions).contains(false)) {
      throw new IllegalStateException("a token could not be made");
    }
    return tokens.stream().sorted().toList();
  }

  /** Executes calls of the trader in their order; whether each succeeded. */
  List<Boolean> execute(List<ContractCall> calls) {
    return send(calls.stream().map(call -> signed(call.to(), call.data())).toList());
  }

  /** {@link #execute} of calls that cannot fail. */
  void mustExecute(List<ContractCall> calls) {
    if (execute(calls).contains(false)) {
      throw new IllegalStateException("a call reverted");
    }
  }

  /** What accounts have of tokens, one after another. */
  List<BigInteger> balances(List<Address> tokens, Address account) {
    return ask(
            tokens.stream()
                .map(token -> new ContractCall(token, Erc20.balanceOf(account)))
                .toList())
        .stream()
        .map(answer -> AbiReader.read(answer.orElseThrow(), reader -> reader.uint(256)))
        .toList();
  }

  /** Makes the newest block's state one to come back to, once. */
  JsonNode snapshot() {
    return chain().rpc().call("evm_snapshot");
  }

  /** Goes back: the blocks since then leave the chain. */
  void revert(JsonNode snapshot) {
    if (!chain().rpc().call("evm_revert", snapshot).asBoolean()) {
      throw new IllegalStateException("the chain did not go back");
    }
    nonce = test.nonce(trader);
  }

  @Override
  public void close() {
    node.close();
    test.close();
  }

  private Bytes creation(String symbol) {
    Bytes name = Bytes.of(symbol.getBytes(StandardCharsets.UTF_8));
    Bytes arguments = new AbiWriter().bytes(name).bytes(name).uint(18).toBytes();
    return Bytes.of(
        ByteBuffer.allocate(tokenCode.size() + arguments.size())
            .put(tokenCode.bytes())
            .put(arguments.bytes())
            .array());
  }

  private SignedTransaction signed(@Nullable Address to, Bytes data) {
    return test.transaction(trader, nonce++, 0, to, data, GAS);
  }

  private List<Boolean> send(List<SignedTransaction> transactions) {
    if (transactions.isEmpty()) {
      return List.of();
    }
    chain().setBalance(trader.address(), TestChain.ETHER.pow(2));
    RpcClient rpc = chain().rpc();
    rpc.batch(
        transactions.stream()
            .map(one -> RpcClient.Call.of("eth_sendRawTransaction", one.raw().toString()))
            .toList());
    List<RpcClient.Call> receipts =
        transactions.stream()
            .map(one -> RpcClient.Call.of("eth_getTransactionReceipt", one.hash().toString()))
            .toList();
    // What did not fit one block is mined in the next.
    for (int block = 0; block < transactions.size(); block++) {
      chain().mineBlock();
      List<JsonNode> mined = rpc.batch(receipts);
      if (mined.stream().noneMatch(JsonNode::isNull)) {
        return mined.stream()
            .map(receipt -> Quantity.parseLong(receipt.path("status")) == 1)
            .toList();
      }
    }
    throw new IllegalStateException("a transaction was not mined");
  }
}
