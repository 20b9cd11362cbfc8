package io.fairlead.auction.settle;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Settlement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What became of a solution. */
public sealed interface Assembly {
  /**
   * It can be settled, as far as that can be told without the chain.
   *
   * @param settlement exactly what would be executed
   * @param solutionHash what an award would commit to
   * @param fills what each owner of the batch gives and gets, ascending by intent hash
   * @param own what the solver gives and gets in just-in-time intents, likewise
   */
  record Assembled(
      Settlement settlement, Bytes32 solutionHash, List<OrderFill> fills, List<OrderFill> own)
      implements Assembly {
    /** Copies the lists. */
    public Assembled {
      fills = List.copyOf(fills);
      own = List.copyOf(own);
    }

    /** Everybody's fills, in the settlement's order of trades and so of its events. */
    public List<OrderFill> executed() {
      return Stream.concat(fills.stream(), own.stream())
          .sorted(Comparator.comparing(OrderFill::intentHash))
          .toList();
    }
  }

  /** It cannot. */
  record Rejected(Rejection rejection) implements Assembly {}
}
