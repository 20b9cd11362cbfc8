package io.fairlead.relay.batch;

import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchStage;

/** Finds batches that are public. */
public final class EndedBatches {
  private EndedBatches() {}

  /**
   * The batch named by member {@code batch}.
   *
   * @throws RpcFault if there is none, or it is still in flight
   */
  public static BatchRecord find(Params params, Sequencer sequencer) {
    long number = params.number("batch", 0, Long.MAX_VALUE);
    BatchRecord batch =
        sequencer
            .batch(number)
            .orElseThrow(
                () -> new RpcFault(RpcError.UNKNOWN_BATCH, "there is no such batch", "batch"));
    if (batch.stage() == BatchStage.CLOSED || batch.stage() == BatchStage.AWARDED) {
      throw new RpcFault(
          RpcError.BATCH_NOT_ENDED, "the batch is in flight; it is public once it ends", "batch");
    }
    return batch;
  }
}
