package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.typeddata.Permit2;
import java.math.BigInteger;

/**
 * What the chain says of owners. Blocking; {@link io.fairlead.chain.ChainException} if it does not
 * answer.
 */
public interface Accounts {
  /** The newest block the node has seen; asks nobody. */
  BlockRef head();

  /** The newest block, asked of the chain node now. */
  BlockRef newest();

  /**
   * A nonce word as a bitmap: bit {@code n} is set if nonce {@code word * 256 + n} was used by a
   * fill or cancelled on chain. A word of the shared lane is everybody's; with Permit2, nonces are
   * Permit2's own.
   */
  BigInteger nonces(Funding funding, Address owner, BigInteger word, BlockRef at);

  /** Wei of {@code token} the owner has. */
  BigInteger balance(Address token, Address owner, BlockRef at);

  /** Wei of {@code token} that {@code spender} may take from the owner. */
  BigInteger allowance(Address token, Address owner, Address spender, BlockRef at);

  /**
   * Wei of {@code token} that the hub may take from an owner without code once the owner's factory
   * was called, as the settlement will do before it judges the signature.
   */
  BigInteger allowanceOnceDeployed(Address token, Address owner, Erc6492 deployment, BlockRef at);

  /** Whether {@code token} would take the owner's permit for the hub now. */
  boolean takesPermit(Address token, Address owner, TokenPermit permit, BlockRef at);

  /** What owners' code and transactions say of signatures. */
  OwnerAccounts owners(BlockRef at);

  /** The contract owners approve. */
  Address hub();

  /** Whom the owner's allowance has to be for. */
  default Address spender(Funding funding) {
    return switch (funding) {
      case ALLOWANCE -> hub();
      case PERMIT2 -> Permit2.ADDRESS;
    };
  }
}
