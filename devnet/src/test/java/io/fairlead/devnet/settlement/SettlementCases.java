package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.BasketTrade;
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
 * time-sliced parents, native ETH, hooks, token permits, intents of the solver itself; what is
 * missing comes from a maker by an interaction, or from the solver by its cover, or everything is
 * paid directly.
 */
final class SettlementCases {
  private final SplittableRandom random;
  private final Deployment deployment;
  private final Eip712 eip712;
  private final List<LocalSigner> owners;
  private final LocalSigner solver;
  private final Shortfalls shortfalls;
  private final Lanes lanes;
  private final PermitCases permits;

  /**
   * A generator for a world.
   *
   * @param scarce whether permits allow little more than is sold with them
   */
  SettlementCases(long seed, DifferentialWorld world, boolean scarce) {
    this.random = new SplittableRandom(seed);
    this.deployment = world.deployment();
    this.eip712 = world.eip712();
    this.owners = world.owners();
    this.solver = world.solver();
    this.shortfalls = world.shortfalls();
    this.lanes = new Lanes(random, deployment.auctioneer());
    this.permits = new PermitCases(random, world.permitToken(), owners, scarce);
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
    return settle(trades, List.of(), prices, source);
  }

  /** The same with baskets; what lacks of an ERC-1155 can only come from the maker. */
  Settlement settle(
      List<Trade> trades,
      List<BasketTrade> baskets,
      SortedMap<Address, BigInteger> prices,
      Source source) {
    SortedMap<Asset, BigInteger> missing = shortfalls.missing(trades, baskets, prices);
    List<BigInteger> covers = new ArrayList<>();
    for (Address token : prices.keySet()) {
      BigInteger lacks = missing.getOrDefault(Asset.of(token), BigInteger.ZERO);
      boolean covered = source != Source.MAKER;
      covers.add(covered ? lacks.max(BigInteger.ZERO).min(Intent.MAX_AMOUNT) : BigInteger.ZERO);
    }
    List<Interaction> interactions = new ArrayList<>();
    missing.forEach((asset, lacks) -> {
      if (lacks.signum() > 0 && (asset.isMultiToken() || source == Source.MAKER)) {
        interactions.add(shortfalls.fromMaker(asset, lacks));
      }
    });
    return new Settlement(
        List.copyOf(prices.keySet()),
        List.copyOf(prices.values()),
        covers,
        trades,
        baskets,
        interactions,
        source == Source.DIRECT,
        random.nextBoolean());
  }

  private Fill fill(Trade trade, SortedMap<Address, BigInteger> prices) {
    return shortfalls.fill(trade, prices);
  }

  private TradeDraft draft(SortedMap<Address, BigInteger> prices, Source source, long now) {
    List<Address> tokens = List.copyOf(prices.keySet());
    // Often the token that takes permits, which is one of many.
    int sell =
        random.nextInt(5) == 0 ? tokens.indexOf(permits.token()) : random.nextInt(tokens.size());
    int buy = (sell + 1 + random.nextInt(tokens.size() - 1)) % tokens.size();
    // Of the solver it is a just-in-time intent.
    LocalSigner owner = random.nextInt(8) == 0 ? solver : anyOwner();
    TradeDraft draft = new TradeDraft(owner, tokens.get(sell), tokens.get(buy));
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
    lanes.assign(draft, now);
    boolean commonest = random.nextBoolean();
    if (commonest) {
      lanes.makeCommonest(draft, now);
    }
    keepApart(draft, source);
    amounts(draft, prices, commonest);
    draft.tokenPermit = permits.any(draft, now);
    return draft;
  }

  /** What the solver pays itself does not arrive, and its native coin pays for gas. */
  private void keepApart(TradeDraft draft, Source source) {
    boolean toSolver = draft.receiver.equals(solver.address());
    if (toSolver && source == Source.DIRECT) {
      draft.receiver = anyOwner().address();
    } else if (toSolver) {
      draft.buyToken = deployment.terms().listed(draft.buyToken);
    }
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
