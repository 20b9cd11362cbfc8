package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.settlement.PermitToken.Allowance;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the hub may take of the permit token from owners, before and after a settlement. */
final class PermitAllowances {
  private final DifferentialWorld world;
  private final Mirror mirror;
  private final PermitToken token;

  PermitAllowances(DifferentialWorld world, Mirror mirror) {
    this.world = world;
    this.mirror = mirror;
    this.token = world.permitToken();
  }

  /**
   * What a settlement that keeps every rule leaves.
   *
   * @param presented permits that the token takes
   * @param insufficient whether some owner allows less than is taken; then nothing happens
   */
  record Forecast(Map<Address, Allowance> after, int presented, boolean insufficient) {}

  /** What every owner allows now. */
  SortedMap<Address, Allowance> read() {
    SortedMap<Address, Allowance> all = new TreeMap<>();
    for (LocalSigner owner : world.owners()) {
      all.put(owner.address(), token.read(owner.address()));
    }
    return all;
  }

  /** All permits are presented before anything is taken. */
  Forecast forecast(Settlement settlement) {
    SortedMap<Address, Allowance> all = read();
    int presented = 0;
    for (Trade trade : settlement.trades()) {
      Address owner = trade.intent().owner();
      Allowance before = all.get(owner);
      if (before == null || !trade.intent().sellToken().equals(token.address())) {
        continue;
      }
      Allowance after =
          trade
              .tokenPermit()
              .map(permit -> token.present(owner, permit, before, world.timestamp()))
              .orElse(before);
      presented += after.nonce().subtract(before.nonce()).intValue();
      all.put(owner, after);
    }
    boolean insufficient = false;
    for (Map.Entry<Address, BigInteger> one : taken(settlement).entrySet()) {
      Allowance allowance = all.get(one.getKey());
      if (allowance != null) {
        insufficient |= !allowance.suffices(one.getValue());
        all.put(one.getKey(), allowance.less(one.getValue()));
      }
    }
    return new Forecast(all, presented, insufficient);
  }

  private SortedMap<Address, BigInteger> taken(Settlement settlement) {
    SortedMap<Address, BigInteger> taken = new TreeMap<>();
    for (Trade trade : settlement.trades()) {
      if (trade.funding() == Funding.ALLOWANCE
          && trade.intent().sellToken().equals(token.address())) {
        BigInteger sold = mirror.fill(trade, settlement).sold();
        taken.merge(trade.intent().owner(), sold, BigInteger::add);
      }
    }
    for (BasketTrade trade : settlement.baskets()) {
      BasketIntent basket = trade.signed().basket();
      for (Leg leg : basket.legs()) {
        if (leg.isErc20() && leg.token().equals(token.address())) {
          take(taken, basket.owner(), leg.amount().multiply(trade.units()));
        }
      }
      if (basket.quoteToken().equals(token.address())) {
        take(taken, basket.owner(), trade.quote());
      }
    }
    return taken;
  }

  private static void take(SortedMap<Address, BigInteger> taken, Address owner, BigInteger amount) {
    if (amount.signum() < 0) {
      taken.merge(owner, amount.negate(), BigInteger::add);
    }
  }
}
