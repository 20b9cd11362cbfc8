package io.fairlead.auction.ruling;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.score.Execution;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** An auction to be decided, read from JSON within bounds. */
final class WinnersDocument {
  private static final int MAX_ORDERS = 50_000;
  private static final int MAX_SOLUTIONS = 5_000;
  private static final int MAX_TRADES = 2_000;
  private static final int MAX_WINNERS = 5_000;

  final TokenNames tokens;
  final SortedMap<String, SignedOrder> orders = new TreeMap<>();
  final List<Proposal> proposals;
  final int maxWinners;
  final Bytes32 seed;

  /** How a solver's name is written in the answer. */
  final Map<String, String> spelling = new HashMap<>();

  WinnersDocument(byte[] document) {
    JsonView root = Json.parse(document);
    this.tokens = new TokenNames(root);
    OrderReader reader = new OrderReader(tokens);
    root.field("orders")
        .list(
            MAX_ORDERS,
            order -> {
              JsonView uid = order.field("uid");
              if (orders.putIfAbsent(Names.read(uid), reader.read(order)) != null) {
                throw uid.problem("another order has it already");
              }
              return uid;
            });
    Set<List<String>> known = new HashSet<>();
    this.proposals =
        root.field("solutions")
            .list(
                MAX_SOLUTIONS,
                view -> {
                  Proposal proposal = proposal(view);
                  if (!known.add(List.of(proposal.solver(), proposal.id()))) {
                    throw view.field("id").problem("the solver has another solution with it");
                  }
                  return proposal;
                });
    this.maxWinners = (int) root.field("maxWinners").integer(1, MAX_WINNERS);
    this.seed = root.optional("seed").map(JsonView::bytes32).orElse(Bytes32.ZERO);
  }

  private Proposal proposal(JsonView view) {
    String spelled = Names.spelled(view.field("solver"));
    String solver = Names.canonical(spelled);
    // Of two spellings of one name the lower, so that the order of solutions does not matter.
    spelling.merge(solver, spelled, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    JsonView id = view.field("id");
    SortedMap<String, Execution> trades = new TreeMap<>();
    List<String> repeated = new ArrayList<>();
    view.field("trades")
        .list(
            MAX_TRADES,
            trade -> {
              String order = Names.read(trade.field("order"));
              if (!orders.containsKey(order)) {
                throw trade.field("order").problem("there is no such order");
              }
              Execution execution = OrderReader.execution(trade);
              if (trades.putIfAbsent(order, execution) != null) {
                repeated.add(order);
              }
              return order;
            });
    return new Proposal(
        solver,
        id.node().isIntegralNumber() ? id.node().bigIntegerValue().toString() : Names.spelled(id),
        trades,
        List.copyOf(repeated));
  }
}
