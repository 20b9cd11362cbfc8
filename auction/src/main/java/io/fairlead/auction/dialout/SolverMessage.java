package io.fairlead.auction.dialout;

import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.seal.Opening;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import java.util.List;

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
   * The solver keeps its solutions to itself and commits to them.
   *
   * @param commitments possibly none, see {@link io.fairlead.auction.seal.Commitment}
   */
  record Commit(long request, List<Bytes32> commitments) implements SolverMessage {
    /** Copies the list. */
    public Commit {
      commitments = List.copyOf(commitments);
    }
  }

  /**
   * What opens the commitments.
   *
   * @param refused those that ask for what no settlement can do; never sent, only read
   */
  record Open(long request, List<Opening> openings, List<RefusedSolution> refused)
      implements SolverMessage {
    /** Copies the lists. */
    public Open {
      openings = List.copyOf(openings);
      refused = List.copyOf(refused);
    }

    /** Nothing refused. */
    public Open(long request, List<Opening> openings) {
      this(request, openings, List.of());
    }
  }

  /**
   * An answer or an opening that is none: it ends its request.
   *
   * @param field path of what is wrong
   * @param problem what, without repeating the value
   */
  record Unreadable(long request, String field, String problem) implements SolverMessage {}
}
