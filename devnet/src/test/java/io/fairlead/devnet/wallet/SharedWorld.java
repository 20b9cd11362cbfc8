package io.fairlead.devnet.wallet;

import io.fairlead.chain.deploy.CreatedAddress;
import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.chain.submit.TransactionFields;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.CreationCode;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.world.Settings;
import io.fairlead.devnet.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One devnet for every test class that asks for it, because starting one costs seconds. It is ended
 * after the last test of the run.
 */
public final class SharedWorld implements ParameterResolver {
  static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);
  private static final BigInteger ETHER = GWEI.multiply(GWEI);

  /** What tests use of it. */
  public static final class Devnet implements AutoCloseable {
    private final Path directory;
    private final World world;
    private final TestWallets wallets;

    private Devnet() {
      try {
        directory =
            Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "worlds")), "shared");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      world =
          World.start(
              new Settings(
                  ChainKind.ANVIL,
                  Settings.Ports.FREE,
                  1_000,
                  6,
                  List.of("bestpath", "matching"),
                  directory),
              line -> {});
      wallets = new TestWallets(world);
    }

    /** Its processes. */
    public World world() {
      return world;
    }

    /** Its wallets, as seen by the node. */
    public TestWallets wallets() {
      return wallets;
    }

    /** Holds the logs. */
    public Path directory() {
      return directory;
    }

    /**
     * A new account with native coin and as many tokens, but no approval; {@code from} gives the
     * tokens.
     */
    LocalSigner newcomer(LocalSigner account, LocalSigner from, String symbol, BigInteger wei) {
      DevChain chain = world.chain();
      chain.setBalance(account.address(), ETHER.multiply(BigInteger.TEN));
      Address token = world.deployment().token(symbol).address();
      send(from, token, Erc20.transfer(account.address(), wei));
      return account;
    }

    /** A new account with 2,000 tokens, all of which {@code spender} may take. */
    LocalSigner owner(String role, String symbol, Address spender) {
      LocalSigner owner = DevKeys.signer(role);
      BigInteger wei = wallets.wei(symbol, "2000");
      newcomer(owner, wallets.get(0), symbol, wei);
      send(owner, world.deployment().token(symbol).address(), Erc20.approve(spender, wei));
      return owner;
    }

    /** Sends an ordinary transaction and waits until the builder has mined it. */
    void send(LocalSigner from, Address to, Bytes data) {
      send(from, to, data, 100_000);
    }

    /** Creates a contract of ours. */
    Address create(String contract, Consumer<AbiWriter> arguments) {
      LocalSigner from = wallets.get(1);
      long nonce = nonce(from.address());
      AbiWriter encoded = new AbiWriter();
      arguments.accept(encoded);
      String data =
          CreationCode.ours(contract).toString() + encoded.toBytes().toString().substring(2);
      send(from, null, Bytes.parse(data), 3_000_000);
      return CreatedAddress.of(from.address(), nonce);
    }

    /** How many transactions an account has sent. */
    long nonce(Address account) {
      return Quantity.parseLong(
          world.chain().rpc().call("eth_getTransactionCount", account.toString(), "latest"));
    }

    /** What a contract answers to a call. */
    Bytes read(Address to, Bytes data) {
      Map<String, String> call = Map.of("to", to.toString(), "data", data.toString());
      return Bytes.parse(world.chain().rpc().call("eth_call", call, "latest").asString());
    }

    /** A word of a contract's storage. */
    BigInteger storage(Address at, long slot) {
      String word =
          world
              .chain()
              .rpc()
              .call("eth_getStorageAt", at.toString(), Quantity.of(slot), "latest")
              .asString();
      return new BigInteger(word.substring(2), 16);
    }

    private void send(LocalSigner from, @Nullable Address to, Bytes data, long gas) {
      mine(
          new TransactionSigner(from)
              .sign(
                  new TransactionFields(
                      DevChain.CHAIN_ID,
                      nonce(from.address()),
                      to,
                      BigInteger.ZERO,
                      data,
                      gas,
                      GWEI.multiply(BigInteger.valueOf(1_000)),
                      GWEI)));
    }

    /** Sends any transaction and waits until the builder has mined it and the node seen that. */
    void mine(SignedTransaction transaction) {
      RpcClient rpc = world.chain().rpc();
      rpc.call("eth_sendRawTransaction", transaction.raw().toString());
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(100))
          .until(() ->
              rpc.call("eth_getTransactionReceipt", transaction.hash().toString())
                  .path("status")
                  .asString("")
                  .equals("0x1"));
      long block =
          Quantity.parseLong(
              rpc.call("eth_getTransactionReceipt", transaction.hash().toString())
                  .path("blockNumber"));
      // The node checks owners against the newest block it has seen.
      Awaitility.await("node at block " + block)
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !world.node().isAlive() || wallets.newestBlock() >= block);
    }

    @Override
    public void close() {
      wallets.close();
      world.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Devnet.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedWorld.class))
        .getOrComputeIfAbsent(Devnet.class, _ -> new Devnet(), Devnet.class);
  }
}
