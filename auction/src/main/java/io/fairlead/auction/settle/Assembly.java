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
   * @param baskets what owners of baskets of the batch give and get, likewise
   * @param own what the solver gives and gets in just-in-time intents, likewise
   */
  record Assembled(
      Settlement settlement,
      Bytes32 solutionHash,
      List<OrderFill> fills,
      List<BasketFill> baskets,
      List<OrderFill> own)
      implements Assembly {
    /** Copies the lists. */
    public Assembled {
      fills = List.copyOf(fills);
      baskets = List.copyOf(baskets);
      own = List.copyOf(own);
    }

    /** The intents and baskets of the batch that it fills, ascending. */
    public List<Bytes32> intents() {
      return Stream.concat(
              fills.stream().map(OrderFill::intentHash),
              baskets.stream().map(BasketFill::intentHash))
          .sorted()
          .toList();
    }

    /** Everybody's fills of trades, in the settlement's order and so that of its events. */
    public List<OrderFill> executed() {
      return Stream.concat(fills.stream(), own.stream())
          .sorted(Comparator.comparing(OrderFill::intentHash))
          .toList();
    }
  }

  /** It cannot. */
  record Rejected(Rejection rejection) implements Assembly {}
}
