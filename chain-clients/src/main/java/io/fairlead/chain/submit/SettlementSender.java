package io.fairlead.chain.submit;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.head.HeadTracker;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands one settlement after another from one account, privately: a bundle for each block up to the
 * last, each with the same transaction, until it is mined or cannot be any more. One at a time.
 */
public final class SettlementSender {
  private static final Logger LOG = LoggerFactory.getLogger(SettlementSender.class);

  /** How soon what failed is tried again while the chain stands still. */
  private static final Duration RETRY = Duration.ofMillis(250);

  private static final String NOT_INCLUDED = "no builder included it";

  private final long chainId;
  private final Address settlement;
  private final TransactionSigner signer;
  private final NonceManager nonces;
  private final BundleSender bundles;
  private final ChainReader chain;
  private final HeadTracker heads;
  private final FeeRule fees;

  /**
   * A sender of calls to {@code settlement}.
   *
   * @param heads started by the caller
   */
  public SettlementSender(
      long chainId,
      Address settlement,
      TransactionSigner signer,
      NonceManager nonces,
      BundleSender bundles,
      ChainReader chain,
      HeadTracker heads,
      FeeRule fees) {
    this.chainId = chainId;
    this.settlement = settlement;
    this.signer = signer;
    this.nonces = nonces;
    this.bundles = bundles;
    this.chain = chain;
    this.heads = heads;
    this.fees = fees;
  }

  /** What came of preparing. */
  public sealed interface Preparation {
    /** Signed, not sent. */
    record Ready(SignedTransaction transaction) implements Preparation {}

    /**
     * An earlier transaction of ours landed without having been noticed. Take note of it, {@link
     * #acknowledge} it and prepare again.
     */
    record Earlier(MinedTransaction transaction) implements Preparation {}
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** On the chain, succeeded or reverted. */
    record Mined(MinedTransaction transaction) implements Outcome {}

    /** Not on the chain, which has gone past the last block. */
    record Missed(String reason) implements Outcome {}

    /** Neither within the time allowed; it may still land, and then is reported as earlier. */
    record Unknown(String reason) implements Outcome {}
  }

  /** Signs a settlement with the nonce that is free now. */
  public Preparation prepare(Bytes callData, long gasLimit) {
    return switch (nonces.next()) {
      case NonceManager.Next.Landed landed -> new Preparation.Earlier(landed.transaction());
      case NonceManager.Next.Free free ->
          new Preparation.Ready(sign(free.nonce(), callData, gasLimit));
    };
  }

  private SignedTransaction sign(long nonce, Bytes callData, long gasLimit) {
    return signer.sign(
        new TransactionFields(
            chainId,
            nonce,
            settlement,
            BigInteger.ZERO,
            callData,
            gasLimit,
            fees.maxFee(chain.gasPrice()),
            fees.priorityFee()));
  }

  /** The outcome of this transaction has been taken note of. */
  public void acknowledge(Bytes32 transaction) {
    nonces.settle(transaction);
  }

  /**
   * Offers {@code transaction} for every block up to {@code lastBlock} and waits for the outcome. A
   * mined or missed one needs no {@link #acknowledge}.
   *
   * @param limit longest time to wait if the chain stands still
   * @throws InterruptedException if interrupted; the outcome is then unknown
   */
  public Outcome submit(SignedTransaction transaction, long lastBlock, Duration limit)
      throws InterruptedException {
    nonces.sending(transaction);
    Outcome outcome = follow(transaction, lastBlock, System.nanoTime() + limit.toNanos());
    if (!(outcome instanceof Outcome.Unknown)) {
      nonces.settle(transaction.hash());
    }
    return outcome;
  }

  private Outcome follow(SignedTransaction transaction, long lastBlock, long end)
      throws InterruptedException {
    long offeredFor = -1;
    String reason = NOT_INCLUDED;
    while (true) {
      Optional<BlockRef> seen = heads.head();
      try {
        // The head first: otherwise a transaction mined in between would be called missed.
        BlockRef head = chain.head();
        Optional<MinedTransaction> mined = chain.transaction(transaction.hash());
        if (mined.isPresent()) {
          return new Outcome.Mined(mined.get());
        }
        if (head.number() > lastBlock) {
          return new Outcome.Missed(reason);
        }
        long next = head.number() + 1;
        if (next <= lastBlock && next != offeredFor) {
          bundles.send(transaction, next);
          offeredFor = next;
          // What an earlier block failed for is not why this one does.
          reason = NOT_INCLUDED;
        }
      } catch (ChainException e) {
        reason = String.valueOf(e.getMessage());
        LOG.warn("settlement {}: {}", transaction.hash(), reason);
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || heads.isClosed()) {
        return new Outcome.Unknown(reason);
      }
      heads.awaitOther(seen.orElse(null), left.compareTo(RETRY) < 0 ? left : RETRY);
    }
  }
}
