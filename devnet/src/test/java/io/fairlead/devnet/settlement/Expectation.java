package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.settlement.Trade;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a settlement that is executed moves and says, by the Java arithmetic. */
final class Expectation {
  private final DifferentialWorld world;
  private final Mirror mirror;
  private final Settlement settlement;

  Expectation(DifferentialWorld world, Mirror mirror, Settlement settlement) {
    this.world = world;
    this.mirror = mirror;
    this.settlement = settlement;
  }

  /** Settlement's events, in order. */
  List<SettlementEvent> events(Award award) {
    List<SettlementEvent> events = new ArrayList<>();
    for (Trade trade : settlement.trades()) {
      Fill fill = mirror.fill(trade, settlement);
      events.add(new SettlementEvent.Filled(world.eip712().tradeHash(trade), fill));
    }
    for (BasketTrade trade : settlement.baskets()) {
      events.add(
          new SettlementEvent.BasketFilled(
              world.eip712().basketHash(trade.signed().basket()), trade.units(), trade.quote()));
    }
    events.add(
        new SettlementEvent.Settled(award.auctionId(), award.solver(), award.transcriptHash()));
    return events;
  }

  /** By how much who has more or less of what. */
  SortedMap<String, BigInteger> changes() {
    Balances changes = new Balances();
    for (Trade trade : settlement.trades()) {
      Fill fill = mirror.fill(trade, settlement);
      Intent intent = trade.intent();
      changes.add(intent.owner(), intent.sellToken(), fill.sold().negate());
      changes.add(intent.receiver(), intent.buyToken(), fill.bought());
      changes.add(world.deployment().vault(), intent.sellToken(), fill.fee());
    }
    for (BasketTrade trade : settlement.baskets()) {
      BasketIntent basket = trade.signed().basket();
      for (Leg leg : basket.legs()) {
        move(changes, basket, Asset.of(leg), leg.amount().multiply(trade.units()));
      }
      move(changes, basket, Asset.of(basket.quoteToken()), trade.quote());
    }
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    settlement.tokens().forEach(token -> prices.put(token, settlement.price(token)));
    world
        .shortfalls()
        .missing(settlement.trades(), settlement.baskets(), prices)
        .forEach(
            (asset, missing) -> changes.add(otherSide(asset, missing), asset, missing.negate()));
    return changes.since(new Balances());
  }

  private static void move(Balances changes, BasketIntent basket, Asset asset, BigInteger amount) {
    changes.add(amount.signum() > 0 ? basket.receiver() : basket.owner(), asset, amount);
  }

  /** Who gives what is missing, or gets what is left over. */
  private Address otherSide(Asset asset, BigInteger missing) {
    boolean byMaker =
        missing.signum() > 0
            && settlement.interactions().stream()
                .anyMatch(call -> call.target().equals(asset.token()));
    return byMaker ? world.maker() : world.solver().address();
  }
}
