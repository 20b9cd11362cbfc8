package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;

/**
 * An intent or basket on its way in.
 *
 * @param head the block it is checked against
 * @param now Unix seconds: the later of {@code head}'s time and the wall clock
 */
record Candidate(SignedTerms signed, Bytes32 intentHash, BlockRef head, long now) {
  /** The path of a signed field. */
  String field(String name) {
    return switch (signed) {
          case SignedIntent intent -> "intent.";
          case SignedBasket basket -> "basket.";
        }
        + name;
  }
}
