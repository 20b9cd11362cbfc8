package io.fairlead.auction.verify;

import static io.fairlead.auction.verify.DisagreementException.require;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.run.AuctionPlan;
import io.fairlead.auction.transcript.ConfigJson;
import io.fairlead.auction.transcript.ReceiptsHash;
import io.fairlead.auction.transcript.TranscriptLine.Config;
import io.fairlead.auction.transcript.TranscriptLine.Header;
import io.fairlead.auction.transcript.TranscriptLine.IntentLine;
import io.fairlead.auction.transcript.TranscriptLine.PoolLine;
import io.fairlead.auction.transcript.TranscriptLine.Prices;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks what an auction started from: header, intents, pools and prices. */
final class InputReplay {
  private final VerifierSetup setup;
  private final ChainEvidence chain;
  private final SignatureRecovery recovery;
  private final Eip712 eip712;
  private final List<BatchEntry> entries = new ArrayList<>();
  private final List<Liquidity> pools = new ArrayList<>();
  private final TreeSet<VerificationStep> unchecked = new TreeSet<>();
  private final List<@Nullable SignedReceipt> receiptList = new ArrayList<>();
  private int receipts;
  private @Nullable Header header;
  private @Nullable Config config;
  private @Nullable AuctionPlan plan;

  InputReplay(VerifierSetup setup, ChainEvidence chain, SignatureRecovery recovery) {
    this.setup = setup;
    this.chain = chain;
    this.recovery = recovery;
    this.eip712 = new Eip712(setup.domain());
  }

  Header header() {
    return Objects.requireNonNull(header);
  }

  Config config() {
    return Objects.requireNonNull(config);
  }

  Eip712 eip712() {
    return eip712;
  }

  List<BatchEntry> entries() {
    return entries;
  }

  int receipts() {
    return receipts;
  }

  SortedSet<VerificationStep> unchecked() {
    return Collections.unmodifiableSortedSet(unchecked);
  }

  SolutionJudge judge() {
    return Objects.requireNonNull(plan)
        .judge(
            new SettlementTerms(header().auctioneer(), setup.nativeToken()),
            setup.domain(),
            setup.hub(),
            entries,
            header().block().timestamp());
  }

  void replay(LineCursor cursor) {
    header = cursor.next(Header.class);
    check(header);
    Config stated = cursor.next(Config.class);
    config = stated;
    require(VerificationStep.CONFIG, ConfigJson.hash(stated), header.config());
    Optional<IntentLine> intent = cursor.nextIf(IntentLine.class);
    while (intent.isPresent()) {
      check(intent.get());
      intent = cursor.nextIf(IntentLine.class);
    }
    require(
        VerificationStep.ROOT,
        SortedMerkleTree.root(entries.stream().map(BatchEntry::intentHash).toList()),
        header.root());
    require(VerificationStep.RECEIPTS, ReceiptsHash.of(receiptList), header.receipts());
    Optional<PoolLine> pool = cursor.nextIf(PoolLine.class);
    while (pool.isPresent()) {
      check(pool.get().pool());
      pool = cursor.nextIf(PoolLine.class);
    }
    Prices prices = cursor.next(Prices.class);
    plan = AuctionPlan.of(setup.nativeToken(), entries, pools);
    require(VerificationStep.PRICES, plan.prices(), prices.prices());
  }

  private void check(Header header) {
    require(VerificationStep.HEADER, setup.domain().chainId(), header.chainId());
    require(VerificationStep.HEADER, setup.domain().settlement(), header.settlement());
    require(VerificationStep.HEADER, setup.hub(), header.hub());
    require(VerificationStep.HEADER, setup.nativeToken(), header.nativeToken());
    require(VerificationStep.HEADER, setup.receiptSigner(), header.receiptSigner());
    require(
        VerificationStep.BLOCK, chain.block(header.block().number()), Optional.of(header.block()));
    setup.config().ifPresent(hash -> require(VerificationStep.CONFIG, hash, header.config()));
    compare(VerificationStep.AUCTIONEER, chain.auctioneer(header.block()), header.auctioneer());
  }

  private void check(IntentLine line) {
    Bytes32 hash = line.intentHash();
    SignedTerms signed = line.signed();
    require(VerificationStep.INTENT, eip712.identity(signed), hash);
    if (!entries.isEmpty() && entries.getLast().intentHash().compareTo(hash) >= 0) {
      throw new DisagreementException(
          VerificationStep.INTENT, "a hash after " + entries.getLast().intentHash(), hash);
    }
    long time = header().block().timestamp();
    if (!signed.isOpenAt(time)) {
      throw new DisagreementException(
          VerificationStep.INTENT,
          "a window with " + time,
          signed.validFrom() + " to " + signed.validTo());
    }
    checkSignature(signed);
    if (signed.fillsInParts()) {
      compare(
          VerificationStep.FILLED_BEFORE,
          chain.filled(hash, header().block()),
          line.filledBefore());
      if (line.filledBefore().compareTo(signed.size()) > 0) {
        throw new DisagreementException(
            VerificationStep.FILLED_BEFORE, "at most " + signed.size(), line.filledBefore());
      }
    } else {
      require(VerificationStep.FILLED_BEFORE, BigInteger.ZERO, line.filledBefore());
    }
    SignedReceipt receipt = line.receipt();
    receiptList.add(receipt);
    if (receipt != null) {
      check(hash, receipt);
    }
    entries.add(new BatchEntry(hash, signed, line.filledBefore()));
  }

  /** A key's signature needs no chain; what code judges may have changed since, and be unknown. */
  private void checkSignature(SignedTerms signed) {
    Optional<Address> signer =
        SignatureJudge.ecdsa(signed.signature())
            .flatMap(signature -> recovery.recover(eip712.signedDigest(signed), signature));
    if (signer.filter(signed.owner()::equals).isPresent()) {
      return;
    }
    Optional<Boolean> onChain = chain.isSigned(signed, header().block());
    if (onChain.isEmpty()) {
      unchecked.add(VerificationStep.INTENT_SIGNATURE);
    } else if (!onChain.get()) {
      require(VerificationStep.INTENT_SIGNATURE, Optional.of(signed.owner()), signer);
    }
  }

  private void check(Bytes32 intentHash, SignedReceipt signed) {
    require(VerificationStep.RECEIPT, intentHash, signed.receipt().leaf());
    require(VerificationStep.RECEIPT, eip712.receiptHash(signed.receipt()), signed.hash());
    require(
        VerificationStep.RECEIPT,
        Optional.of(setup.receiptSigner()),
        recovery.recover(signed.hash(), signed.signature()));
    if (signed.receipt().firstBatch() > header().batch()) {
      throw new DisagreementException(
          VerificationStep.RECEIPT,
          "a first batch up to " + header().batch(),
          signed.receipt().firstBatch());
    }
    receipts++;
  }

  private void check(Liquidity pool) {
    if (!pools.isEmpty() && pools.getLast().id().compareTo(pool.id()) >= 0) {
      throw new DisagreementException(
          VerificationStep.POOL, "an id after " + pools.getLast().id(), pool.id());
    }
    switch (chain.pool(pool, header().block())) {
      case ChainEvidence.PoolState.Known(Liquidity state) ->
          require(VerificationStep.POOL, state, pool);
      case ChainEvidence.PoolState.NoSuchPool _ ->
          throw new DisagreementException(
              VerificationStep.POOL, "a pool of these tokens", pool.address());
      case ChainEvidence.PoolState.Untold _ -> unchecked.add(VerificationStep.POOL);
    }
    pools.add(pool);
  }

  /** Compares with the chain, if its node can tell. */
  private <T> void compare(VerificationStep step, Optional<T> onChain, T found) {
    if (onChain.isEmpty()) {
      unchecked.add(step);
    } else {
      require(step, onChain.get(), found);
    }
  }
}
