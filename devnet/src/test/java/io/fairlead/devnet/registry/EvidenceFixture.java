package io.fairlead.devnet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.chain.submit.TransactionFields;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.evidence.BondCalls;
import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.evidence.RelayEvent;
import io.fairlead.contracts.evidence.SignedCommitment;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.TestChain;
import io.fairlead.devnet.deploy.Deployer;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.evidence.BatchEvidence;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import io.fairlead.sequencer.receipt.ReceiptSealer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/** A chain with a registry, and relays whose receipts and batches a test makes. */
abstract class EvidenceFixture {
  static final long SEED = 20_261_121;
  static final int ROUNDS = 25;
  static final LocalSigner OWNER = DevKeys.signer("evidence owner");
  static final BigInteger BOND = TestChain.ETHER.multiply(BigInteger.TEN);

  final Random random = new Random(SEED);
  private TestChain test;
  private Deployer deployer;
  private Deployment deployment;
  Eip712 eip712;
  LocalSigner watcher;

  @BeforeAll
  void deploy() {
    test = TestChain.start(ChainKind.ANVIL);
    deployer = new Deployer(test.chain());
    deployment =
        deployer.deploy(DevKeys.signer("auctioneer").address(), DevKeys.signer("vault").address());
    eip712 = new Eip712(new Domain(DevChain.CHAIN_ID, deployment.settlement()));
    watcher = test.rich("watcher");
  }

  @AfterAll
  void stop() {
    test.close();
  }

  LocalSigner relay(String name) {
    LocalSigner relay = DevKeys.signer("relay " + name);
    deployer.bondRelay(relay.address(), deployment);
    return relay;
  }

  Intent intent() {
    long now = test.chain().timestamp();
    return new Intent(
        OWNER.address(),
        OWNER.address(),
        deployment.nativeToken(),
        deployment.token("USDC").address(),
        BigInteger.valueOf(1 + random.nextInt(1_000_000)),
        BigInteger.valueOf(1 + random.nextInt(1_000_000)),
        random.nextBoolean() ? Side.SELL : Side.BUY,
        false,
        now - 60,
        now + 3_600,
        BigInteger.valueOf(random.nextInt(1 << 20)),
        Bytes32.ZERO);
  }

  Batch batch(long number, int size, Intent... more) {
    List<Intent> intents = new ArrayList<>(List.of(more));
    while (intents.size() < size) {
      intents.add(intent());
    }
    List<BatchEntry> entries =
        intents.stream()
            .map(intent -> SignedIntent.ecdsa(intent, OWNER.sign(eip712.intentHash(intent))))
            .map(signed ->
                new BatchEntry(eip712.intentHash(signed.intent()), signed, BigInteger.ZERO))
            .sorted(Comparator.comparing(BatchEntry::intentHash))
            .toList();
    Bytes32 root = SortedMerkleTree.root(entries.stream().map(BatchEntry::intentHash).toList());
    return new Batch(number, new BlockRef(1, Bytes32.ZERO, 1), entries, root);
  }

  SignedReceipt receipt(Signer relay, Intent intent, long seq, long first, long last) {
    return ReceiptSealer.signing(eip712, relay)
        .seal(new Receipt(eip712.intentHash(intent), seq, first, last, Bytes32.ZERO));
  }

  SignedCommitment signed(Signer relay, BatchCommitment commitment) {
    return new SignedCommitment(commitment, relay.sign(eip712.commitmentHash(commitment)));
  }

  void pass(long seconds) {
    test.chain().mineBlock(test.chain().timestamp() + seconds);
  }

  JsonNode send(Signer from, Bytes data, BigInteger value) {
    SignedTransaction transaction =
        new TransactionSigner(from)
            .sign(
                new TransactionFields(
                    DevChain.CHAIN_ID,
                    test.nonce(from),
                    deployment.relayRegistry(),
                    value,
                    data,
                    3_000_000,
                    TestChain.GWEI.multiply(BigInteger.valueOf(500)),
                    TestChain.GWEI));
    test.send(transaction);
    test.chain().mineBlock();
    return test.receipt(transaction);
  }

  /** Sends what must succeed; the registry's events. */
  List<RelayEvent> done(String what, Signer from, Bytes data) {
    JsonNode receipt = send(from, data, BigInteger.ZERO);
    assertThat(Quantity.parseLong(receipt.path("status"))).as(what).isEqualTo(1);
    System.out.println(what + ": " + Quantity.parseLong(receipt.path("gasUsed")) + " gas");
    List<RelayEvent> events = new ArrayList<>();
    for (JsonNode entry : receipt.path("logs")) {
      RelayEvent.decode(
              entry.path("topics").valueStream().map(t -> Bytes32.parse(t.asString())).toList(),
              Bytes.parse(entry.path("data").asString()))
          .ifPresent(events::add);
    }
    return events;
  }

  Bytes ask(Bytes data) {
    return Bytes.parse(
        test.chain()
            .rpc()
            .call(
                "eth_call",
                Map.of(
                    "from", watcher.address().toString(),
                    "to", deployment.relayRegistry().toString(),
                    "data", data.toString()),
                "latest")
            .asString());
  }

  void refused(String error, Bytes data) {
    byte[] selector = Keccak.hash(error.getBytes(StandardCharsets.UTF_8)).bytes();
    String start = Bytes.of(Arrays.copyOf(selector, 4)).toString();
    assertThatThrownBy(() -> ask(data))
        .as(error)
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(String.valueOf(e.data())).contains(start));
  }

  BigInteger bond(Address relay) {
    return AbiReader.read(
        ask(BondCalls.bondOf(relay)),
        bond -> {
          BigInteger amount = bond.uint(96);
          bond.number(63);
          bond.number(32);
          bond.bool();
          return amount;
        });
  }

  void anchor(Signer relay, Batch batch) {
    BatchCommitment commitment = BatchEvidence.commitment(batch, Bytes32.ZERO);
    assertThat(done("anchor", relay, RelayCalls.anchor(commitment)))
        .containsExactly(
            new RelayEvent.Anchored(
                relay.address(), batch.number(), batch.root(), batch.entries().size()));
  }

  static Receipt changed(Receipt receipt, Consumer<long[]> change) {
    long[] range = {receipt.firstBatch(), receipt.lastBatch()};
    change.accept(range);
    return new Receipt(
        receipt.leaf(), receipt.seq(), range[0], range[1], receipt.previousReceiptHash());
  }

  static Bytes32 reason(String text) {
    return Bytes32.of(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Bytes32.SIZE));
  }
}
