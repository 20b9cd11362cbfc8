package io.fairlead.devnet.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.deploy.Deployment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Settlements which the contract must execute: random prices, sides, sizes and fees, limits met
 * exactly or with room. What the trades lack is taken from a maker who approved the contract.
 */
public final class RandomSettlements {
  private static final AbiFunction TRANSFER_FROM =
      AbiFunction.of("transferFrom(address,address,uint256)");

  private final SplittableRandom random;
  private final Deployment deployment;
  private final Eip712 eip712;
  private final List<LocalSigner> owners;
  private final Address maker;
  private long nonce;

  /** A generator whose trades are by {@code owners} and whose shortfalls {@code maker} fills. */
  public RandomSettlements(
      long seed, Deployment deployment, Eip712 eip712, List<LocalSigner> owners, Address maker) {
    this.random = new SplittableRandom(seed);
    this.deployment = deployment;
    this.eip712 = eip712;
    this.owners = owners;
    this.maker = maker;
  }

  /** The next one; no other of this generator shares a nonce with it. */
  public Settlement next() {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    List<Trade> trades = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      List<Deployment.Token> tokens = deployment.tokens();
      int sell = random.nextInt(tokens.size());
      int buy = (sell + 1 + random.nextInt(tokens.size() - 1)) % tokens.size();
      Address sellToken = tokens.get(sell).address();
      Address buyToken = tokens.get(buy).address();
      prices.computeIfAbsent(sellToken, token -> price());
      prices.computeIfAbsent(buyToken, token -> price());
      trades.add(trade(sellToken, buyToken, prices));
    }
    return new Settlement(
        List.copyOf(prices.keySet()),
        List.copyOf(prices.values()),
        trades,
        shortfalls(trades, prices));
  }

  private Trade trade(Address sellToken, Address buyToken, SortedMap<Address, BigInteger> prices) {
    LocalSigner owner = owners.get(random.nextInt(owners.size()));
    Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
    boolean partial = random.nextInt(3) == 0;
    BigInteger executed = BigInteger.valueOf(2_000 + random.nextLong(20_000));
    BigInteger fee =
        random.nextBoolean() ? BigInteger.ZERO : BigInteger.valueOf(random.nextInt(20));
    Intent draft =
        intent(owner, sellToken, buyToken, BigInteger.ONE, BigInteger.ONE, side, partial);
    Fill fill =
        ClearingMath.fill(
            Trade.of(signed(draft, owner), executed, fee),
            prices.getOrDefault(sellToken, BigInteger.ONE),
            prices.getOrDefault(buyToken, BigInteger.ONE));
    BigInteger room = BigInteger.valueOf(random.nextBoolean() ? 0 : random.nextInt(50));
    BigInteger parts = BigInteger.valueOf(partial ? 1 + random.nextInt(4) : 1);
    BigInteger sellAmount = fill.sold().multiply(parts);
    BigInteger buyAmount = fill.bought().multiply(parts);
    Intent intent =
        side == Side.SELL
            ? intent(
                owner,
                sellToken,
                buyToken,
                sellAmount,
                buyAmount.subtract(room).max(BigInteger.ZERO),
                side,
                partial)
            : intent(owner, sellToken, buyToken, sellAmount.add(room), buyAmount, side, partial);
    if (!ClearingMath.feeWithinBound(fill)) {
      return trade(sellToken, buyToken, prices);
    }
    return Trade.of(signed(intent, owner), executed, fee);
  }

  private List<Interaction> shortfalls(List<Trade> trades, SortedMap<Address, BigInteger> prices) {
    SortedMap<Address, BigInteger> balance = new TreeMap<>();
    for (Trade trade : trades) {
      Intent intent = trade.intent();
      Fill fill =
          ClearingMath.fill(
              trade,
              prices.getOrDefault(intent.sellToken(), BigInteger.ONE),
              prices.getOrDefault(intent.buyToken(), BigInteger.ONE));
      balance.merge(intent.sellToken(), fill.sold().subtract(fill.fee()), BigInteger::add);
      balance.merge(intent.buyToken(), fill.bought().negate(), BigInteger::add);
    }
    List<Interaction> result = new ArrayList<>();
    balance.forEach((token, left) -> {
      if (left.signum() < 0) {
        result.add(
            new Interaction(
                token,
                TRANSFER_FROM.encode(call ->
                    call.address(maker)
                        .address(deployment.settlement())
                        .uint(left.negate(), 256))));
      }
    });
    return result;
  }

  private Intent intent(
      LocalSigner owner,
      Address sellToken,
      Address buyToken,
      BigInteger sellAmount,
      BigInteger buyAmount,
      Side side,
      boolean partial) {
    Address receiver =
        random.nextBoolean()
            ? owner.address()
            : owners.get(random.nextInt(owners.size())).address();
    byte[] appData = new byte[32];
    random.nextBytes(appData);
    return new Intent(
        owner.address(),
        receiver,
        sellToken,
        buyToken,
        sellAmount,
        buyAmount,
        side,
        partial,
        random.nextInt(1_000),
        Intent.MAX_TIME - random.nextInt(1_000),
        BigInteger.valueOf(nonce++),
        Bytes32.of(appData));
  }

  private SignedIntent signed(Intent intent, LocalSigner owner) {
    return SignedIntent.ecdsa(intent, owner.sign(eip712.intentHash(intent)));
  }

  /** Between 1 and 2^10, so that no amount is zero or outgrows a wallet; no price is a real one. */
  private BigInteger price() {
    return BigInteger.ONE.add(BigInteger.valueOf(random.nextLong(1L << (4 + random.nextInt(7)))));
  }
}
