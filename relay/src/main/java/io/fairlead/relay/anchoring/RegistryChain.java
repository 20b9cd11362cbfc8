package io.fairlead.relay.anchoring;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.deploy.TransactionSender;
import io.fairlead.chain.read.ChainLog;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.evidence.RelayEvent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry on chain, by public transactions of the relay's own account. For one thread. */
final class RegistryChain implements AnchorChain, AccusationChain {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryChain.class);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** What the very first anchor costs, half as much again. */
  private static final long GAS = 150_000;

  /** Blocks looked through for accusations after a start, and at most at once. */
  private static final long LOOK_BACK = 10_000;

  private static final long SCAN = 1_000;

  /** The stage of an accusation that can be answered. */
  private static final long OPEN = 1;

  private final EthereumNode chain;
  private final Address registry;
  private final Address relay;
  private final Supplier<TransactionSender> senders;
  private TransactionSender sender;
  private long scanned = -1;

  RegistryChain(EthereumNode chain, Address registry, Signer relay) {
    this.chain = chain;
    this.registry = registry;
    this.relay = relay.address();
    this.senders = () -> chain.sender(relay, LIMIT);
    this.sender = senders.get();
  }

  @Override
  public long newestBatch() {
    Bytes answer =
        chain
            .chain()
            .call(registry, RelayCalls.newestBatch(relay), chain.chain().head())
            .orElseThrow(() -> new ChainException("the relay registry does not answer"));
    return AbiReader.read(answer, number -> number.number(63));
  }

  @Override
  public void anchor(List<BatchCommitment> commitments) {
    try {
      List<Bytes32> sent = new ArrayList<>();
      for (BatchCommitment commitment : commitments) {
        sent.add(sender.submit(registry, BigInteger.ZERO, RelayCalls.anchor(commitment), GAS));
      }
      for (int i = 0; i < sent.size(); i++) {
        MinedTransaction mined = sender.await(sent.get(i));
        LOG.info(
            "anchor.mined batch={} block={} gas={}",
            commitments.get(i).batch(),
            mined.block().number(),
            mined.gasUsed());
      }
    } catch (ChainException e) {
      // What it remembers of the account's nonce may be wrong now.
      sender = senders.get();
      throw e;
    }
  }

  @Override
  public long time() {
    return chain.chain().head().timestamp();
  }

  @Override
  public List<RelayEvent.Accused> accusations() {
    BlockRef head = chain.chain().head();
    long from = scanned < 0 ? Math.max(0, head.number() - LOOK_BACK) : scanned + 1;
    List<RelayEvent.Accused> found = new ArrayList<>();
    while (from <= head.number()) {
      long to = Math.min(head.number(), from + SCAN - 1);
      for (ChainLog log : chain.chain().logs(registry, RelayEvent.ACCUSED_TOPIC, from, to)) {
        RelayEvent.decode(log.topics(), log.data())
            .filter(RelayEvent.Accused.class::isInstance)
            .map(RelayEvent.Accused.class::cast)
            .filter(accused -> accused.relay().equals(relay))
            .ifPresent(found::add);
      }
      from = to + 1;
    }
    scanned = head.number();
    return found;
  }

  @Override
  public boolean isOpen(Bytes32 receiptHash) {
    Bytes answer =
        chain
            .chain()
            .call(registry, RelayCalls.accusationOf(receiptHash), chain.chain().head())
            .orElseThrow(() -> new ChainException("the relay registry does not answer"));
    return AbiReader.read(
            answer,
            accusation -> {
              accusation.address();
              accusation.number(63);
              long stage = accusation.number(8);
              accusation.address();
              accusation.uint(96);
              return stage;
            })
        == OPEN;
  }

  @Override
  public boolean accepts(Bytes callData) {
    return chain.chain().call(registry, callData, chain.chain().head()).isPresent();
  }

  @Override
  public void send(Bytes callData) {
    try {
      sender.call(registry, callData);
    } catch (ChainException e) {
      sender = senders.get();
      throw e;
    }
  }
}
