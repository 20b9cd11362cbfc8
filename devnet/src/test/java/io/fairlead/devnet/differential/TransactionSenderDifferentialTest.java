package io.fairlead.devnet.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.artifact.ContractArtifact;
import io.fairlead.chain.deploy.Erc20Calls;
import io.fairlead.chain.deploy.TransactionFailedException;
import io.fairlead.chain.deploy.TransactionSender;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.rpc.RpcErrorException;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.TestChain;
import io.fairlead.devnet.deploy.DevKeys;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our sender of public transactions and our compiled contracts on chains that mine at once. */
final class TransactionSenderDifferentialTest {
  private static final String ALWAYS_REVERTS = "60006000fd";
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Address AUCTIONEER = DevKeys.signer("auctioneer").address();
  private static final Address VAULT = DevKeys.signer("vault").address();

  private record Chain(TestChain test, EthereumNode node) implements AutoCloseable {
    static Chain start(ChainKind kind) {
      TestChain test = TestChain.start(kind);
      Chain chain =
          new Chain(
              test, EthereumNode.connect(URI.create(test.chain().url()), Duration.ofSeconds(10)));
      chain.mineAtOnce(true);
      return chain;
    }

    void mineAtOnce(boolean flag) {
      test.chain().rpc().call("evm_setAutomine", flag);
    }

    TransactionSender rich(String role) {
      return node.sender(test.rich(role), LIMIT);
    }

    @Override
    public void close() {
      node.close();
      test.close();
    }
  }

  @ParameterizedTest
  @EnumSource(ChainKind.class)
  void createsOurContracts(ChainKind kind) {
    try (Chain chain = Chain.start(kind)) {
      TransactionSender sender = chain.rich("creator");
      ContractArtifact artifact = ContractArtifact.load("Settlement");
      Bytes arguments =
          new AbiWriter()
              .address(sender.address())
              .address(AUCTIONEER)
              .address(VAULT)
              .address(VAULT)
              .toBytes();
      Address settlement = sender.create(joined(artifact.creationCode(), arguments));
      SettlementReader reader = chain.node().settlement(settlement);
      var head = chain.node().chain().head();
      assertThat(reader.auctioneer(head)).isEqualTo(AUCTIONEER);
      assertThat(reader.vault(head)).isEqualTo(VAULT);
      assertThat(reader.domainSeparator(head))
          .isEqualTo(new Eip712(new Domain(DevChain.CHAIN_ID, settlement)).domainSeparator());
      assertThat(chain.test().storage(settlement, artifact.slot("auctioneer").longValueExact()))
          .isEqualTo(new BigInteger(1, AUCTIONEER.bytes()));

      Bytes name = Bytes.parse("0x41");
      Address token =
          sender.create(
              joined(
                  ContractArtifact.load("DevToken").creationCode(),
                  new AbiWriter().bytes(name).bytes(name).uint(6).toBytes()));
      MinedTransaction mined = sender.call(token, Erc20Calls.mint(VAULT, BigInteger.TEN));
      assertThat(mined.succeeded()).isTrue();
      assertThat(mined.logs()).hasSize(1);
      assertThat(chain.node().chain().balance(token, VAULT, mined.block()))
          .isEqualTo(BigInteger.TEN);
      assertThat(chain.node().chain().decimals(token)).contains(6);
      assertThat(chain.node().chain().symbol(token)).contains("A");
    }
  }

  @ParameterizedTest
  @EnumSource(ChainKind.class)
  void failuresAreToldApart(ChainKind kind) {
    try (Chain chain = Chain.start(kind)) {
      TransactionSender sender = chain.rich("failing");
      Address bad = chain.test().code(1, ALWAYS_REVERTS);
      assertThatThrownBy(() -> sender.create(Bytes.parse("0x" + ALWAYS_REVERTS)))
          .isInstanceOf(RpcErrorException.class);
      assertThatThrownBy(() -> sender.call(bad, Bytes.EMPTY)).isInstanceOf(RpcErrorException.class);
      assertThat(chain.test().nonce(DevKeys.signer("failing"))).isZero();

      // Whoever gives the gas is not asked whether it reverts. Hardhat tells it on sending too.
      chain.mineAtOnce(false);
      Bytes32 hash = sender.submit(bad, BigInteger.ZERO, Bytes.EMPTY, 100_000);
      assertThatThrownBy(() ->
              chain.node().sender(DevKeys.signer("other"), Duration.ofMillis(100)).await(hash))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("was not mined");
      chain.test().chain().mineBlock();
      assertThatThrownBy(() -> sender.await(hash)).isInstanceOf(TransactionFailedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(ChainKind.class)
  void goesOnAfterARefusal(ChainKind kind) {
    try (Chain chain = Chain.start(kind)) {
      LocalSigner poor = DevKeys.signer("poor");
      TransactionSender sender = chain.node().sender(poor, LIMIT);
      assertThatThrownBy(() -> sender.submit(VAULT, BigInteger.ONE, Bytes.EMPTY, 30_000))
          .isInstanceOf(RpcErrorException.class);
      chain.test().rich("poor");
      assertThat(sender.call(VAULT, BigInteger.ONE, Bytes.EMPTY).succeeded()).isTrue();
      // One mined behind its back: the refusal of the outdated nonce makes it ask again.
      chain.test().send(chain.test().transaction(poor, 1, 1, VAULT, Bytes.EMPTY));
      assertThatThrownBy(() -> sender.submit(VAULT, BigInteger.ONE, Bytes.EMPTY, 30_000))
          .isInstanceOf(RpcErrorException.class);
      assertThat(sender.call(VAULT, BigInteger.ONE, Bytes.EMPTY).succeeded()).isTrue();
      assertThat(chain.test().nonce(poor)).isEqualTo(3);
    }
  }

  private static Bytes joined(Bytes code, Bytes arguments) {
    return Bytes.of(
        ByteBuffer.allocate(code.size() + arguments.size())
            .put(code.bytes())
            .put(arguments.bytes())
            .array());
  }
}
