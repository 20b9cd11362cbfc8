package io.fairlead.relay.anchoring;

import io.fairlead.contracts.evidence.BatchCommitment;
import java.util.List;

/** The relay registry, as the relay that anchors sees it. Blocking. */
interface AnchorChain {
  /** The highest batch this relay has anchored; 0 if none. */
  long newestBatch();

  /** Anchors batches, which ascend, and returns when all are mined; throws if one is not. */
  void anchor(List<BatchCommitment> commitments);
}
