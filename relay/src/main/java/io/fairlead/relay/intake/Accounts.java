package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import java.math.BigInteger;

/**
 * What the chain says of owners. Blocking; {@link io.fairlead.chain.ChainException} if it does not
 * answer.
 */
public interface Accounts {
  /** The newest block. */
  BlockRef head();

  /**
   * The owner's nonce bitmap: bit {@code n} is set if nonce {@code word * 256 + n} was used by a
   * fill or cancelled on chain.
   */
  BigInteger nonces(Address owner, BigInteger word, BlockRef at);

  /** Wei of {@code token} the owner has. */
  BigInteger balance(Address token, Address owner, BlockRef at);

  /** Wei of {@code token} the hub may take from the owner. */
  BigInteger allowance(Address token, Address owner, BlockRef at);

  /** The contract owners approve. */
  Address hub();
}
