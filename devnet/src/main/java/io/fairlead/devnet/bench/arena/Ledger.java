package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.rpc.RpcClient;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the owners of some orders had at one moment.
 *
 * @param sell balances of the sell token, in the orders' sequence
 * @param buy balances of the buy token, in the orders' sequence
 */
record Ledger(List<BigInteger> sell, List<BigInteger> buy) {
  Ledger {
    sell = List.copyOf(sell);
    buy = List.copyOf(buy);
  }

  static Ledger read(RpcClient rpc, Address sellToken, Address buyToken, List<Order> orders) {
    List<RpcClient.Call> calls = new ArrayList<>();
    for (Address token : List.of(sellToken, buyToken)) {
      for (Order order : orders) {
        calls.add(
            RpcClient.Call.of(
                "eth_call",
                Map.of(
                    "to",
                    token.toString(),
                    "data",
                    Erc20.balanceOf(order.owner().address()).toString()),
                "latest"));
      }
    }
    List<BigInteger> balances =
        rpc.batch(calls).stream()
            .map(answer -> AbiReader.read(Bytes.parse(answer.asString()), word -> word.uint(256)))
            .toList();
    return new Ledger(
        balances.subList(0, orders.size()), balances.subList(orders.size(), balances.size()));
  }

  /**
   * Requires that exactly the orders' amounts moved since {@code before}.
   *
   * @throws ArenaException naming the first order for which they did not
   */
  void requireFilled(Ledger before, List<Order> orders) {
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      BigInteger sold = before.sell.get(i).subtract(sell.get(i));
      BigInteger bought = buy.get(i).subtract(before.buy.get(i));
      if (!sold.equals(order.sold()) || !bought.equals(order.bought())) {
        throw new ArenaException(
            "order %d was to sell %s for %s but sold %s for %s"
                .formatted(i, order.sold(), order.bought(), sold, bought));
      }
    }
  }
}
