package io.fairlead.chain.submit;

import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Optional;

/** What deciding about a nonce needs of the chain. Blocking. */
public interface AccountReader {
  /** The nonce of the account's next transaction after the newest block. */
  long minedNonce(Address account);

  /** A mined transaction; empty if it is not on the chain. */
  Optional<MinedTransaction> transaction(Bytes32 hash);
}
