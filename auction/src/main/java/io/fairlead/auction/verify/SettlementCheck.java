package io.fairlead.auction.verify;

import static io.fairlead.auction.verify.DisagreementException.require;

import io.fairlead.auction.settle.Assembly.Assembled;
import io.fairlead.auction.settle.BasketFill;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptLine.Header;
import io.fairlead.auction.transcript.TranscriptLine.Reverted;
import io.fairlead.auction.verify.BidReplay.Entrant;
import io.fairlead.auction.verify.ChainEvidence.Transaction;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares an award and what is said of it with its transaction. */
final class SettlementCheck {
  private final Header header;
  private final ChainEvidence chain;

  SettlementCheck(Header header, ChainEvidence chain) {
    this.header = header;
    this.chain = chain;
  }

  /**
   * A failure that counts is one of the award sent to Settlement itself, with all the gas that its
   * simulation and the config give it; anything else can be made to fail by whoever sends it.
   */
  void check(Reverted reverted, AwardLine award, Entrant entrant, BigInteger gasLimit) {
    Transaction transaction = transaction(reverted.transactionHash());
    require(VerificationStep.OUTCOME, false, transaction.succeeded());
    require(
        VerificationStep.CALL_DATA,
        Optional.of(header.settlement()),
        Optional.ofNullable(transaction.to()));
    checkCallData(transaction, award, entrant);
    if (gasLimit.compareTo(BigInteger.valueOf(transaction.gasLimit())) > 0) {
      throw new DisagreementException(
          VerificationStep.OUTCOME, "a gas limit of at least " + gasLimit, transaction.gasLimit());
    }
  }

  void check(BatchSettlement said, AwardLine award, Entrant entrant) {
    Transaction transaction = transaction(said.transactionHash());
    require(VerificationStep.OUTCOME, true, transaction.succeeded());
    AuctionId id = AuctionId.of(award.award().auctionId());
    require(VerificationStep.OUTCOME, id, new AuctionId(said.batch(), said.place()));
    require(VerificationStep.OUTCOME, transaction.block(), said.block());
    require(VerificationStep.OUTCOME, transaction.gasUsed(), said.gasUsed());
    checkCallData(transaction, award, entrant);

    require(VerificationStep.EVENTS, events(entrant.assembled()), fills(transaction, award));
    require(VerificationStep.FILLS, intentFills(entrant.assembled().executed()), said.fills());
    require(VerificationStep.FILLS, basketFills(entrant.assembled().baskets()), said.basketFills());
  }

  private Transaction transaction(Bytes32 hash) {
    return chain
        .transaction(hash)
        .orElseThrow(() ->
            new DisagreementException(
                VerificationStep.OUTCOME, "transaction " + hash, "not on the chain"));
  }

  /** Somebody else may send an award through a contract; then the events alone must agree. */
  private void checkCallData(Transaction transaction, AwardLine award, Entrant entrant) {
    if (Optional.of(header.settlement()).equals(Optional.ofNullable(transaction.to()))) {
      require(
          VerificationStep.CALL_DATA,
          SettlementCodec.encodeCall(
              new Bundle(award.award(), award.signature(), entrant.assembled().settlement()),
              new SettlementTerms(header.auctioneer(), header.nativeToken())),
          transaction.input());
    }
  }

  /** What the contract tells of a settlement: its trades, then its baskets, in their order. */
  private static List<SettlementEvent> events(Assembled assembled) {
    List<SettlementEvent> events = new ArrayList<>();
    for (OrderFill fill : assembled.executed()) {
      events.add(new SettlementEvent.Filled(fill.intentHash(), fill.fill()));
    }
    for (BasketFill fill : assembled.baskets()) {
      events.add(new SettlementEvent.BasketFilled(fill.intentHash(), fill.units(), fill.quote()));
    }
    return events;
  }

  /** Fills of the award, between the settlement before it in the transaction and its own end. */
  private List<SettlementEvent> fills(Transaction transaction, AwardLine award) {
    SettlementEvent.Settled expected =
        new SettlementEvent.Settled(
            award.award().auctionId(), award.award().solver(), award.award().transcriptHash());
    List<SettlementEvent> fills = new ArrayList<>();
    List<SettlementEvent.Settled> others = new ArrayList<>();
    for (ChainEvidence.Log log : transaction.logs()) {
      Optional<SettlementEvent> event =
          log.address().equals(header.settlement())
              ? SettlementEvent.decode(log.topics(), log.data())
              : Optional.empty();
      if (event.isPresent()) {
        switch (event.get()) {
          case SettlementEvent.Filled filled -> fills.add(filled);
          case SettlementEvent.Settled settled -> {
            if (settled.equals(expected)) {
              return fills;
            }
            others.add(settled);
            fills.clear();
          }
          case SettlementEvent.BasketFilled filled -> fills.add(filled);
          case SettlementEvent.NoncesInvalidated invalidated -> {}
          case SettlementEvent.Presigned presigned -> {}
        }
      }
    }
    throw new DisagreementException(VerificationStep.EVENTS, expected, others);
  }

  private static List<BatchSettlement.IntentFill> intentFills(List<OrderFill> fills) {
    return fills.stream()
        .map(fill -> new BatchSettlement.IntentFill(fill.intentHash(), fill.fill()))
        .toList();
  }

  private static List<BatchSettlement.BasketFill> basketFills(List<BasketFill> fills) {
    return fills.stream()
        .map(fill -> new BatchSettlement.BasketFill(fill.intentHash(), fill.units(), fill.quote()))
        .toList();
  }
}
