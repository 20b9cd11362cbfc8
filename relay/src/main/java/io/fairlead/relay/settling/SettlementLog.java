package io.fairlead.relay.settling;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.settlement.CancelledNonceReader;
import io.fairlead.chain.settlement.CancelledNonces;
import io.fairlead.chain.settlement.ExecutedAuction;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.relay.batching.ChainEvidence;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import io.fairlead.sequencer.batch.BatchSettlement.IntentFill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settlements and cancelled nonces as the contracts' events tell them. Blocking, thread safe. */
public final class SettlementLog implements ChainEvidence {
  private final ChainReader chain;
  private final SettlementReader settlement;
  private final CancelledNonceReader nonces;

  /** Reads the contract of {@code settlement} on {@code chain}. */
  public SettlementLog(ChainReader chain, SettlementReader settlement) {
    this.chain = chain;
    this.settlement = settlement;
    this.nonces = new CancelledNonceReader(chain, settlement.address());
  }

  @Override
  public List<BatchSettlement> settlements(long from, long to) {
    List<BatchSettlement> found = new ArrayList<>();
    for (ExecutedAuction execution : settlement.executions(from, to)) {
      if (execution.auctionId() < AuctionId.PLACES) {
        // No batch has the number 0. A contract can have executed such awards of another node.
        continue;
      }
      MinedTransaction transaction =
          chain
              .transaction(execution.transactionHash())
              .orElseThrow(() ->
                  new ChainException(
                      "transaction " + execution.transactionHash() + " has left the chain"));
      found.add(settlement(execution, transaction));
    }
    return found;
  }

  @Override
  public List<CancelledNonces> cancelledNonces(long from, long to) {
    return nonces.between(from, to);
  }

  @Override
  public List<Boolean> areNoncesUsed(List<SignedTerms> intents, BlockRef block) {
    return nonces.areUsed(intents, block);
  }

  @Override
  public boolean isOnChain(BlockRef block) {
    return chain.block(block.number()).filter(now -> now.hash().equals(block.hash())).isPresent();
  }

  /** The settlement of a winner in blocks from {@code from} on. */
  Optional<BatchSettlement> settlementOf(AuctionId winner, long from) {
    return settlements(from, chain.head().number()).stream()
        .filter(found -> found.batch() == winner.batch() && found.place() == winner.place())
        .findFirst();
  }

  /** The settlement of a winner by a mined transaction. */
  Optional<BatchSettlement> settlementIn(MinedTransaction transaction, AuctionId winner) {
    return settlement.executions(transaction).stream()
        .filter(execution -> execution.auctionId() == winner.number())
        .findFirst()
        .map(execution -> settlement(execution, transaction));
  }

  private static BatchSettlement settlement(
      ExecutedAuction execution, MinedTransaction transaction) {
    AuctionId id = AuctionId.of(execution.auctionId());
    return new BatchSettlement(
        id.batch(),
        id.place(),
        transaction.hash(),
        transaction.block(),
        transaction.gasUsed(),
        execution.fills().stream()
            .map(filled -> new IntentFill(filled.intentHash(), filled.fill()))
            .toList(),
        execution.basketFills().stream()
            .map(filled -> new BasketFill(filled.intentHash(), filled.units(), filled.quote()))
            .toList());
  }
}
