package io.fairlead.devnet.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.nonce.Nonce;
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
import io.fairlead.devnet.deploy.Erc20;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Settlements of every kind the contract executes: both sides, every lane and funding, parts of
 * time-sliced parents, native ETH, hooks; what is missing comes from a maker by an interaction, or
 * from the solver by its cover, or everything is paid directly.
 */
final class SettlementCases {
  private static final AbiFunction TRANSFER_FROM =
      AbiFunction.of("transferFrom(address,address,uint256)");

  private final SplittableRandom random;
  private final Deployment deployment;
  private final Eip712 eip712;
  private final List<LocalSigner> owners;
  private final Address maker;
  private long count;

  SettlementCases(
      long seed, Deployment deployment, Eip712 eip712, List<LocalSigner> owners, Address maker) {
    this.random = new SplittableRandom(seed);
    this.deployment = deployment;
    this.eip712 = eip712;
    this.owners = owners;
    this.maker = maker;
  }

  /** Where what a settlement lacks comes from. */
  enum Source {
    MAKER,
    COVER,
    DIRECT
  }

  SplittableRandom random() {
    return random;
  }

  LocalSigner anyOwner() {
    return owners.get(random.nextInt(owners.size()));
  }

  Source anySource() {
    return Source.values()[random.nextInt(3)];
  }

  /** Prices of every token: any two, all small enough that no amount outgrows a wallet. */
  SortedMap<Address, BigInteger> prices() {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (Deployment.Token token : deployment.tokens()) {
      long bound = 1L << (4 + random.nextInt(7));
      prices.put(token.address(), BigInteger.valueOf(1 + random.nextLong(bound)));
    }
    return prices;
  }

  /** Trades that keep every rule at these prices at this time; none shares a nonce with another. */
  List<TradeDraft> drafts(SortedMap<Address, BigInteger> prices, Source source, long now) {
    List<TradeDraft> drafts = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      drafts.add(draft(prices, source, now));
    }
    return drafts;
  }

  /** The settlement of signed trades, with whatever they lack. */
  Settlement settle(List<Trade> trades, SortedMap<Address, BigInteger> prices, Source source) {
    List<BigInteger> covers = new ArrayList<>();
    List<Interaction> interactions = new ArrayList<>();
    SortedMap<Address, BigInteger> missing = missing(trades, prices);
    for (Address token : prices.keySet()) {
      BigInteger lacks = missing.getOrDefault(token, BigInteger.ZERO).max(BigInteger.ZERO);
      covers.add(source == Source.MAKER ? BigInteger.ZERO : lacks.min(Intent.MAX_AMOUNT));
      if (source == Source.MAKER && lacks.signum() > 0) {
        interactions.add(
            new Interaction(
                token,
                TRANSFER_FROM.encode(call ->
                    call.address(maker).address(deployment.settlement()).uint(lacks, 256))));
      }
    }
    return new Settlement(
        List.copyOf(prices.keySet()),
        List.copyOf(prices.values()),
        covers,
        trades,
        List.of(),
        interactions,
        source == Source.DIRECT,
        random.nextBoolean());
  }

  /** Per token, what is owed above what is taken; below zero what is left over. */
  SortedMap<Address, BigInteger> missing(
      List<Trade> trades, SortedMap<Address, BigInteger> prices) {
    SortedMap<Address, BigInteger> missing = new TreeMap<>();
    for (Trade trade : trades) {
      Address buyToken = deployment.terms().listed(trade.intent().buyToken());
      Fill fill = fill(trade, prices);
      missing.merge(trade.intent().sellToken(), fill.fee().subtract(fill.sold()), BigInteger::add);
      missing.merge(buyToken, fill.bought(), BigInteger::add);
    }
    return missing;
  }

  Fill fill(Trade trade, SortedMap<Address, BigInteger> prices) {
    return ClearingMath.fill(
        trade,
        prices.getOrDefault(trade.intent().sellToken(), BigInteger.ONE),
        prices.getOrDefault(deployment.terms().listed(trade.intent().buyToken()), BigInteger.ONE));
  }

  private TradeDraft draft(SortedMap<Address, BigInteger> prices, Source source, long now) {
    List<Address> tokens = List.copyOf(prices.keySet());
    int sell = random.nextInt(tokens.size());
    int buy = (sell + 1 + random.nextInt(tokens.size() - 1)) % tokens.size();
    TradeDraft draft = new TradeDraft(anyOwner(), tokens.get(sell), tokens.get(buy));
    draft.receiver = random.nextBoolean() ? draft.owner : anyOwner().address();
    draft.side = random.nextBoolean() ? Side.SELL : Side.BUY;
    draft.longSignature = random.nextInt(4) == 0;
    draft.validFrom = random.nextBoolean() ? 0 : now - random.nextInt(1_000);
    draft.validTo = now + 10_000 + random.nextInt(1_000);
    if (random.nextBoolean()) {
      byte[] data = new byte[Bytes32.SIZE];
      random.nextBytes(data);
      draft.appData = Bytes32.of(data);
    }
    if (random.nextInt(5) == 0) {
      draft.hooks =
          new Hooks(
              List.of(
                  new Hook(
                      random.nextBoolean() ? Hook.Phase.BEFORE : Hook.Phase.AFTER,
                      draft.sellToken,
                      60_000,
                      Erc20.balanceOf(draft.owner))));
    }
    if (draft.buyToken.equals(deployment.nativeToken())
        && source != Source.DIRECT
        && random.nextBoolean()) {
      draft.buyToken = Intent.NATIVE;
    }
    lane(draft, now);
    boolean commonest = random.nextBoolean();
    if (commonest) {
      makeCommonest(draft, now);
    }
    amounts(draft, prices, commonest);
    return draft;
  }

  /** Gives the draft a kind and a nonce that nobody has had. */
  private void lane(TradeDraft draft, long now) {
    long number = ++count;
    switch (random.nextInt(6)) {
      case 0 -> draft.nonce = BigInteger.valueOf(number);
      case 1 ->
          draft.nonce =
              Nonce.of(BigInteger.ONE.shiftLeft(200), 0).value().add(BigInteger.valueOf(number));
      case 2 -> {
        draft.nonce = sharedNonce();
        draft.validFrom = now - 100;
        draft.validTo = now + 1_700;
      }
      case 3 -> {
        draft.funding = Funding.PERMIT2;
        draft.nonce =
            BigInteger.ONE
                .shiftLeft(random.nextBoolean() ? 255 : 40)
                .add(BigInteger.valueOf(number));
      }
      case 4 -> {
        draft.twap = true;
        draft.side = Side.SELL;
        draft.parts = 1 + random.nextInt(6);
        draft.part = random.nextInt(draft.parts);
        draft.interval = 5_000;
        draft.span = random.nextLong(2_000, 5_001);
        draft.validFrom = now - 100 - draft.part * draft.interval;
        draft.validTo = 0;
        draft.nonce =
            BigInteger.valueOf(1_000_000 + number)
                .shiftLeft(8)
                .add(BigInteger.valueOf(random.nextInt(250)));
      }
      default -> {
        draft.partially = true;
        draft.nonce = BigInteger.valueOf(number);
      }
    }
  }

  /** What the contract has a short way for: everything left out that may be. */
  private void makeCommonest(TradeDraft draft, long now) {
    draft.twap = false;
    draft.partially = false;
    draft.funding = Funding.ALLOWANCE;
    draft.side = Side.SELL;
    draft.receiver = draft.owner;
    draft.longSignature = false;
    draft.validFrom = 0;
    draft.appData = Bytes32.ZERO;
    draft.hooks = Hooks.NONE;
    boolean shared = random.nextInt(4) > 0;
    draft.validTo = now + (shared ? 1_700 : 10_000);
    draft.nonce = shared ? sharedNonce() : BigInteger.valueOf(count);
  }

  /** Four trades after each other share a word. */
  private BigInteger sharedNonce() {
    return Nonce.shared(count >> 2, deployment.auctioneer(), (int) (count & 3) * 60).value();
  }

  private void amounts(
      TradeDraft draft, SortedMap<Address, BigInteger> prices, boolean withoutFee) {
    draft.executed = BigInteger.valueOf(2_000 + random.nextLong(20_000));
    Fill bare = fill(draft.sign(eip712), prices);
    BigInteger bound = bare.sold().divide(BigInteger.TEN);
    draft.fee =
        withoutFee || random.nextBoolean() || bound.signum() == 0
            ? BigInteger.ZERO
            : BigInteger.valueOf(
                random.nextLong(bound.min(BigInteger.valueOf(20)).longValue() + 1));
    Fill fill = fill(draft.sign(eip712), prices);
    BigInteger room = BigInteger.valueOf(random.nextBoolean() ? 0 : random.nextInt(50));
    BigInteger parts = BigInteger.valueOf(draft.partially ? 1 + random.nextInt(4) : 1);
    draft.sellAmount = fill.sold().multiply(parts);
    draft.buyAmount = fill.bought().multiply(parts);
    if (draft.side == Side.SELL) {
      draft.buyAmount = draft.buyAmount.subtract(room).max(BigInteger.ZERO);
    } else {
      draft.sellAmount = draft.sellAmount.add(room);
    }
  }
}
