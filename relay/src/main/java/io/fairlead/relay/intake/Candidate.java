package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;

/**
 * An intent on its way in.
 *
 * @param head the block it is checked against
 * @param now Unix seconds: the later of {@code head}'s time and the wall clock
 */
record Candidate(SignedIntent signed, Bytes32 intentHash, BlockRef head, long now) {
  Intent intent() {
    return signed.intent();
  }

  Funding funding() {
    return signed.funding();
  }
}
