package io.fairlead.devnet.chain;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.process.ChildProcess;
import io.fairlead.devnet.process.FreePort;
import io.fairlead.devnet.process.ProcessException;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A local chain in a process of its own, chain id 31337, which mines only on demand and takes
 * transactions in the order of their arrival. Thread safe.
 */
public final class DevChain implements AutoCloseable {
  /** EIP-155 chain id of every development chain. */
  public static final long CHAIN_ID = 31_337;

  /** Gas a block may use. */
  public static final long BLOCK_GAS = 60_000_000;

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final ChainKind kind;
  private final ChildProcess process;
  private final RpcClient rpc;

  private DevChain(ChainKind kind, ChildProcess process, RpcClient rpc) {
    this.kind = kind;
    this.process = process;
    this.rpc = rpc;
  }

  /**
   * Starts a chain and waits until it answers.
   *
   * @param port of 127.0.0.1; 0 for a free one
   * @param genesis time of block 0; later blocks are at least one second apart
   * @param runDirectory an existing folder for the log and, if needed, the configuration
   * @throws ProcessException if it does not start
   */
  public static DevChain start(ChainKind kind, int port, Instant genesis, Path runDirectory) {
    int bound = FreePort.of(port, "the chain");
    NodePackages packages = NodePackages.installed();
    List<String> command =
        switch (kind) {
          case ANVIL -> anvil(packages, bound, genesis);
          case HARDHAT -> hardhat(packages, bound, genesis, runDirectory);
        };
    ChildProcess process =
        ChildProcess.guarded(
            kind.text(),
            command,
            // Hardhat insists on being installed where it is run.
            packages.folder(),
            runDirectory.resolve("chain.log"));
    RpcClient rpc = new RpcClient("http://127.0.0.1:" + bound);
    DevChain chain = new DevChain(kind, process, rpc);
    try {
      process.awaitReady(chain::answers, START_LIMIT);
      return chain;
    } catch (ProcessException e) {
      chain.close();
      throw e;
    }
  }

  /** What kind of node it is. */
  public ChainKind kind() {
    return kind;
  }

  /** JSON-RPC over HTTP. */
  public String url() {
    return rpc.url();
  }

  /** A client of {@link #url()}. */
  public RpcClient rpc() {
    return rpc;
  }

  /** The chain's process. */
  public ChildProcess process() {
    return process;
  }

  /** Height of the newest block. */
  public long blockNumber() {
    return Quantity.parseLong(rpc.call("eth_blockNumber"));
  }

  /** Unix seconds of the newest block. */
  public long timestamp() {
    JsonNode block = rpc.call("eth_getBlockByNumber", "latest", false);
    return Quantity.parseLong(block.path("timestamp"));
  }

  /** Mines one block, one second after the last. */
  public void mineBlock() {
    mineBlock(timestamp() + 1);
  }

  /**
   * Mines one block.
   *
   * @param timestamp Unix seconds, after the last block's
   */
  public void mineBlock(long timestamp) {
    rpc.call("evm_mine", timestamp);
  }

  /** Gives an account that many wei of native coin. */
  public void setBalance(Address account, BigInteger wei) {
    rpc.call("hardhat_setBalance", account.toString(), Quantity.of(wei));
  }

  /** Puts code at an address. */
  public void setCode(Address account, Bytes code) {
    rpc.call("hardhat_setCode", account.toString(), code.toString());
  }

  /** Code at an address. */
  public Bytes code(Address account) {
    return Bytes.parse(rpc.call("eth_getCode", account.toString(), "latest").asString());
  }

  @Override
  public void close() {
    process.close();
    rpc.close();
  }

  private boolean answers() {
    try {
      return Quantity.parseLong(rpc.call("eth_chainId")) == CHAIN_ID;
    } catch (RpcException e) {
      return false;
    }
  }

  private static List<String> anvil(NodePackages packages, int port, Instant genesis) {
    return List.of(
        packages.anvil().toString(),
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--chain-id",
        Long.toString(CHAIN_ID),
        "--timestamp",
        Long.toString(genesis.getEpochSecond()),
        "--gas-limit",
        Long.toString(BLOCK_GAS),
        "--no-mining",
        "--order",
        "fifo",
        "--accounts",
        "1",
        "--quiet");
  }

  private static List<String> hardhat(
      NodePackages packages, int port, Instant genesis, Path runDirectory) {
    Path config = runDirectory.resolve("hardhat.config.js");
    String text =
        """
        module.exports = {
          solidity: "0.8.24",
          networks: {
            hardhat: {
              chainId: %d,
              accounts: [],
              blockGasLimit: %d,
              initialDate: "%s",
              mining: { auto: false, interval: 0, mempool: { order: "fifo" } },
            },
          },
        };
        """
            .formatted(CHAIN_ID, BLOCK_GAS, genesis);
    try {
      Files.writeString(config, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(packages.hardhat());
    command.addAll(
        List.of(
            "--config",
            config.toAbsolutePath().toString(),
            "node",
            "--hostname",
            "127.0.0.1",
            "--port",
            Integer.toString(port)));
    return command;
  }
}
