package io.fairlead.auction.transcript;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.seal.Seal;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.contracts.primitive.Bytes32;

/** A solution and what became of it before the ranking. */
public sealed interface JudgedSolution {
  /** The solver's own number for it. */
  long id();

  /** It can be settled; it competes if {@code score} is above zero. */
  record Valid(Solution solution, Seal seal, Bytes32 solutionHash, Rational score)
      implements JudgedSolution {
    @Override
    public long id() {
      return solution.id();
    }
  }

  /** It cannot be settled. */
  record Rejected(Solution solution, Seal seal, RejectionReason reason, String detail)
      implements JudgedSolution {
    @Override
    public long id() {
      return solution.id();
    }
  }

  /** It asks for what no settlement can do, so it could not even be read as a solution. */
  record Unreadable(long id, String detail) implements JudgedSolution {}
}
