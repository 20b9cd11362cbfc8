package io.fairlead.auction.dialout;

import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;

/** From a solver to a node. */
public sealed interface SolverMessage {
  /**
   * Answers the challenge.
   *
   * @param solver the name it is configured under
   * @param account the account it is configured with
   * @param signature of {@link Challenge#digest}
   */
  record Login(String solver, Address account, Signature signature) implements SolverMessage {}

  /** The solver keeps this state; the next request may come as a change to it. */
  record Have(Bytes32 state) implements SolverMessage {}

  /** A change did not lead to the state it should: the request is wanted whole. */
  record Whole(long request) implements SolverMessage {}

  /** Solutions, or why there are none. */
  record Answer(long request, EngineResponse response) implements SolverMessage {}

  /**
   * An answer that is none: it ends its request.
   *
   * @param field path of what is wrong
   * @param problem what, without repeating the value
   */
  record Unreadable(long request, String field, String problem) implements SolverMessage {}
}
