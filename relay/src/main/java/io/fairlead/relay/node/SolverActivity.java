package io.fairlead.relay.node;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.evidence.BondCalls;
import io.fairlead.contracts.primitive.Address;
import java.util.function.Predicate;

/**
 * Whether a solver's account is active in the solver registry, at the newest block.
 *
 * @param registry the contract
 */
record SolverActivity(ChainReader chain, Address registry) implements Predicate<Address> {
  /**
   * Asks.
   *
   * @throws ChainException if there is no answer
   */
  @Override
  public boolean test(Address account) {
    return chain
        .call(registry, BondCalls.isActive(account), chain.head())
        .map(answer -> AbiReader.read(answer, AbiReader::bool))
        .orElseThrow(() -> new ChainException("the solver registry does not answer"));
  }
}
