package io.fairlead.devnet.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.devnet.deploy.Deployment;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What trades and baskets lack among themselves, and how the maker brings it.
 *
 * @param maker has approved Settlement
 */
record Shortfalls(Deployment deployment, Address maker) {
  private static final AbiFunction TRANSFER_FROM =
      AbiFunction.of("transferFrom(address,address,uint256)");
  private static final AbiFunction SAFE_TRANSFER_FROM =
      AbiFunction.of("safeTransferFrom(address,address,uint256,uint256,bytes)");

  /** The interaction that brings it from the maker. */
  Interaction fromMaker(Asset asset, BigInteger amount) {
    Address to = deployment.settlement();
    Bytes call =
        asset.isMultiToken()
            ? SAFE_TRANSFER_FROM.encode(words ->
                words
                    .address(maker)
                    .address(to)
                    .uint(asset.tokenId(), 256)
                    .uint(amount, 256)
                    .bytes(Bytes.EMPTY))
            : TRANSFER_FROM.encode(words -> words.address(maker).address(to).uint(amount, 256));
    return new Interaction(asset.token(), call);
  }

  /** Per asset, what is owed above what is taken; below zero what is left over. */
  SortedMap<Asset, BigInteger> missing(
      List<Trade> trades, List<BasketTrade> baskets, SortedMap<Address, BigInteger> prices) {
    SortedMap<Asset, BigInteger> missing = new TreeMap<>();
    for (Trade trade : trades) {
      Asset bought = Asset.of(deployment.terms().listed(trade.intent().buyToken()));
      Asset sold = Asset.of(trade.intent().sellToken());
      Fill fill = fill(trade, prices);
      missing.merge(sold, fill.fee().subtract(fill.sold()), BigInteger::add);
      missing.merge(bought, fill.bought(), BigInteger::add);
    }
    for (BasketTrade trade : baskets) {
      for (Leg leg : trade.signed().basket().legs()) {
        missing.merge(Asset.of(leg), leg.amount().multiply(trade.units()), BigInteger::add);
      }
      Asset quote = Asset.of(trade.signed().basket().quoteToken());
      missing.merge(quote, trade.quote(), BigInteger::add);
    }
    return missing;
  }

  Fill fill(Trade trade, SortedMap<Address, BigInteger> prices) {
    return ClearingMath.fill(
        trade,
        prices.getOrDefault(trade.intent().sellToken(), BigInteger.ONE),
        prices.getOrDefault(deployment.terms().listed(trade.intent().buyToken()), BigInteger.ONE));
  }
}
