package io.fairlead.auction.dialout;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;

/**
 * What a node says first.
 *
 * @param domain chain and Settlement contract
 * @param node the account that signs its receipts; a solver that knows it notices another node
 * @param nonce random, for this connection only
 */
public record Challenge(Domain domain, Address node, Bytes32 nonce) {
  /** Version of the protocol. */
  public static final int VERSION = 1;

  /** The EIP-712 digest a solver's account signs. */
  public Bytes32 digest(String solver, Address account) {
    return new Eip712(domain).solverLoginHash(solver, account, node, nonce);
  }
}
