package io.fairlead.solver.dialout;

import io.fairlead.auction.dialout.Challenge;
import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.Signer;
import java.util.Optional;

/**
 * Who logs in where.
 *
 * @param solver the name the node has it under
 * @param signer the account it is registered with
 * @param node the account the node must name; any if empty, so that a node in between could use the
 *     login for itself
 */
public record Credentials(String solver, Signer signer, Optional<Address> node) {
  /** The login for this challenge; empty if it is another node's. */
  Optional<SolverMessage.Login> login(Challenge challenge) {
    if (node.isPresent() && !node.get().equals(challenge.node())) {
      return Optional.empty();
    }
    return Optional.of(
        new SolverMessage.Login(
            solver, signer.address(), signer.sign(challenge.digest(solver, signer.address()))));
  }
}
