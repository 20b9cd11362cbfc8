package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.deploy.Deployment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Fills of baskets with ERC-20 and ERC-1155 legs, sound ones and others. */
final class BasketCases {
  private final SettlementCases cases;
  private final SplittableRandom random;
  private final DifferentialWorld world;
  private final List<Address> tokens;
  private final List<Asset> multiTokens;
  private long count = 1L << 32;

  BasketCases(SettlementCases cases, DifferentialWorld world) {
    this.cases = cases;
    this.random = cases.random();
    this.world = world;
    this.tokens = world.deployment().tokens().stream().map(Deployment.Token::address).toList();
    this.multiTokens = world.extraTokens().assets();
  }

  /** A basket that keeps every rule, and how much of it is filled. */
  BasketTrade sound() {
    LocalSigner owner = cases.anyOwner();
    Address quoteToken = tokens.get(random.nextInt(tokens.size()));
    BigInteger units = BigInteger.valueOf(random.nextBoolean() ? 1 : 2 + random.nextInt(5));
    BigInteger filled = BigInteger.valueOf(1 + random.nextInt(units.intValue()));
    BigInteger perUnit = amount();
    BasketIntent basket =
        new BasketIntent(
            owner.address(),
            cases.anyOwner().address(),
            legs(quoteToken),
            quoteToken,
            perUnit,
            units,
            0,
            world.timestamp() + 10_000,
            BigInteger.valueOf(++count),
            Bytes32.ZERO);
    BigInteger better = BigInteger.valueOf(random.nextInt(3));
    return sign(owner, basket, filled, filled.multiply(perUnit).add(better));
  }

  /** In any order, since it is signed. */
  private List<Leg> legs(Address quoteToken) {
    List<Asset> assets = new ArrayList<>(multiTokens);
    tokens.stream().filter(token -> !token.equals(quoteToken)).map(Asset::of).forEach(assets::add);
    Collections.shuffle(assets, random);
    return assets.subList(0, 1 + random.nextInt(5)).stream()
        .map(asset -> new Leg(asset.token(), asset.id(), amount()))
        .toList();
  }

  private BigInteger amount() {
    long size = 1 + random.nextLong(10_000);
    return BigInteger.valueOf(random.nextBoolean() ? size : -size);
  }

  private BasketTrade sign(
      LocalSigner owner, BasketIntent basket, BigInteger units, BigInteger quote) {
    Bytes signature = Bytes.of(owner.sign(world.eip712().basketHash(basket)).compact());
    return new BasketTrade(new SignedBasket(basket, signature), units, quote);
  }

  /** The same with the nonce, and by the owner, of a trade that is settled before it. */
  BasketTrade withNonceOf(BasketTrade trade, TradeDraft other) {
    BasketIntent b = trade.signed().basket();
    BasketIntent basket =
        new BasketIntent(
            other.owner,
            b.receiver(),
            b.legs(),
            b.quoteToken(),
            b.quotePerUnit(),
            b.units(),
            b.validFrom(),
            b.validTo(),
            other.nonce,
            b.appData());
    return sign(other.signer, basket, trade.units(), trade.quote());
  }

  /** The same with something changed that may break a rule. */
  BasketTrade tampered(BasketTrade trade) {
    BasketIntent b = trade.signed().basket();
    List<Leg> legs = new ArrayList<>(b.legs());
    Leg first = legs.getFirst();
    Address receiver = b.receiver();
    BigInteger nonce = b.nonce();
    Bytes32 appData = b.appData();
    long validTo = b.validTo();
    BigInteger units = trade.units();
    BigInteger quote = trade.quote();
    LocalSigner signer = world.owner(b.owner());
    switch (random.nextInt(14)) {
      case 0 -> legs.add(new Leg(first.token(), first.id(), amount()));
      case 1 -> legs.set(0, new Leg(first.token(), first.id(), BigInteger.ZERO));
      case 2 -> legs.add(new Leg(b.quoteToken(), BigInteger.ZERO, BigInteger.ONE));
      case 3 -> legs.add(new Leg(world.solver().address(), BigInteger.ZERO, BigInteger.ONE));
      case 4 -> receiver = random.nextBoolean() ? Address.ZERO : world.deployment().settlement();
      case 5 -> appData = Hooks.NONE.appData();
      case 6 -> quote = quote.subtract(BigInteger.valueOf(random.nextInt(4)));
      case 7 -> validTo = world.timestamp() - 100;
      case 8 -> nonce = nonce.setBit(255);
      case 9 -> units = units.add(BigInteger.valueOf(random.nextInt(5)));
      case 10 -> units = BigInteger.ZERO;
      case 11 -> signer = world.solver();
      // An ERC-1155 that is taken for an ERC-20.
      case 12 ->
          legs.set(0, new Leg(multiTokens.getFirst().token(), BigInteger.ZERO, BigInteger.ONE));
      default -> quote = quote.add(BigInteger.ONE);
    }
    BasketIntent basket =
        new BasketIntent(
            b.owner(),
            receiver,
            legs,
            b.quoteToken(),
            b.quotePerUnit(),
            b.units(),
            b.validFrom(),
            validTo,
            nonce,
            appData);
    return sign(signer, basket, units, quote);
  }
}
