package io.fairlead.relay.batching;

import io.fairlead.chain.settlement.CancelledNonces;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.List;

/**
 * What the chain itself says about settlements and nonces. Blocking; {@link
 * io.fairlead.chain.ChainException} if it does not answer.
 */
public interface ChainEvidence {
  /** Settlements in blocks {@code from} to {@code to}, oldest first. */
  List<BatchSettlement> settlements(long from, long to);

  /** Nonces that owners cancelled in blocks {@code from} to {@code to}, oldest first. */
  List<CancelledNonces> cancelledNonces(long from, long to);

  /**
   * Whether each intent's nonce, if it is the owner's own, is used or cancelled at {@code block},
   * in their order.
   */
  List<Boolean> areNoncesUsed(List<SignedTerms> intents, BlockRef block);

  /** Whether the block is on the chain now. */
  boolean isOnChain(BlockRef block);
}
