package io.fairlead.auction.settle;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Settlement;
import java.util.List;

/** What became of a solution. */
public sealed interface Assembly {
  /**
   * It can be settled, as far as that can be told without the chain.
   *
   * @param settlement exactly what would be executed
   * @param solutionHash what an award would commit to
   * @param fills what each owner gives and gets, in the settlement's order of trades
   */
  record Assembled(Settlement settlement, Bytes32 solutionHash, List<OrderFill> fills)
      implements Assembly {
    /** Copies the list. */
    public Assembled {
      fills = List.copyOf(fills);
    }
  }

  /** It cannot. */
  record Rejected(Rejection rejection) implements Assembly {}
}
