package io.fairlead.relay.anchoring;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.deploy.TransactionSender;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.primitive.Address;
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

/** Anchors by public transactions of the relay's own account. For one thread. */
final class RegistryAnchorChain implements AnchorChain {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryAnchorChain.class);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** What the very first anchor costs, half as much again. */
  private static final long GAS = 150_000;

  private final EthereumNode chain;
  private final Address registry;
  private final Address relay;
  private final Supplier<TransactionSender> senders;
  private TransactionSender sender;

  RegistryAnchorChain(EthereumNode chain, Address registry, Signer relay) {
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
}
