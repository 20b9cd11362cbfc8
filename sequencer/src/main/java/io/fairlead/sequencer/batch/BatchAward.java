package io.fairlead.sequencer.batch;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import java.util.List;

/**
 * An award about to be sent.
 *
 * @param batch the batch in flight
 * @param place of the winner in the batch; a later award for the same place is made once the one
 *     before cannot execute any more
 * @param solver name of the winning solver
 * @param solutionHash what the award commits to
 * @param transcriptHash running transcript hash in the award
 * @param transactionHash hash of the signed settlement transaction
 * @param lastBlock last block in which it can execute
 * @param intents hashes of the intents it fills
 */
public record BatchAward(
    long batch,
    int place,
    String solver,
    Bytes32 solutionHash,
    Bytes32 transcriptHash,
    Bytes32 transactionHash,
    long lastBlock,
    List<Bytes32> intents) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no such place
   */
  public BatchAward {
    AuctionId.checkPlace(place);
    intents = List.copyOf(intents);
  }
}
