package io.fairlead.contracts;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTwap;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Seeded random values of the contract types, with edge values more often than chance has them. A
 * property that fails names the seed of its case; {@code -Dfairlead.seed=...} runs that case alone.
 */
public final class RandomValues {
  private final SplittableRandom random;

  /** Values which depend on {@code seed} alone. */
  public RandomValues(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Checks {@code property} on {@code cases} seeds. */
  public static void forAll(int cases, Consumer<RandomValues> property) {
    Long only = Long.getLong("fairlead.seed");
    long first = only == null ? 1 : only;
    for (long seed = first; seed < first + (only == null ? cases : 1); seed++) {
      try {
        property.accept(new RandomValues(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("fails with -Dfairlead.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** In {@code [0, bound)}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of {@code values}. */
  public <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /** Either. */
  public boolean bool() {
    return random.nextBoolean();
  }

  /** Exactly {@code size} bytes. */
  public byte[] array(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Up to {@code maximum} bytes. */
  public Bytes bytes(int maximum) {
    return Bytes.of(array(below(maximum + 1)));
  }

  /** Any word. */
  public Bytes32 bytes32() {
    return Bytes32.of(array(Bytes32.SIZE));
  }

  /** Any address. */
  public Address address() {
    return Address.of(array(Address.SIZE));
  }

  /** Any 65 bytes. */
  public Signature signature() {
    return Signature.of(array(Signature.SIZE));
  }

  /** Of at most {@code bits} bits, each length equally likely; now and then the largest or zero. */
  public BigInteger uint(int bits) {
    return switch (below(12)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
      default -> {
        int length = below(bits) + 1;
        yield new BigInteger(1, array(length / 8 + 1)).mod(BigInteger.ONE.shiftLeft(length));
      }
    };
  }

  /** As {@link #uint}, above zero. */
  public BigInteger positive(int bits) {
    return uint(bits).max(BigInteger.ONE);
  }

  /** Any intent between two of {@code tokens}. */
  public Intent intent(List<Address> tokens) {
    return new Intent(
        address(),
        address(),
        pick(tokens),
        pick(tokens),
        uint(128),
        uint(128),
        bool() ? Side.SELL : Side.BUY,
        bool(),
        uint(32).longValue(),
        uint(32).longValue(),
        uint(256),
        bytes32());
  }

  /** Any intent. */
  public Intent intent() {
    return intent(List.of(address(), address()));
  }

  /** Any award. */
  public Award award() {
    return new Award(
        uint(63).longValue(), bytes32(), address(), bytes32(), uint(63).longValue(), bytes32());
  }

  /** Of at most {@code bits} bits in two's complement; now and then the least or largest. */
  public BigInteger signed(int bits) {
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    return switch (below(10)) {
      case 0 -> half.negate();
      case 1 -> half.subtract(BigInteger.ONE);
      default -> bool() ? uint(bits - 1) : uint(bits - 1).negate();
    };
  }

  /** A nonce of any lane, also of {@code auctioneer}'s and malformed ones. */
  public BigInteger nonce(Address auctioneer) {
    return switch (below(5)) {
      case 0 -> uint(64);
      case 1 ->
          Nonce.shared(bool() ? below(4) : uint(64).longValue(), auctioneer, below(256)).value();
      case 2 -> Nonce.shared(below(4), address(), below(256)).value();
      case 3 -> uint(255);
      default -> uint(256);
    };
  }

  /** A compact signature, or any other bytes. */
  public Bytes ownerSignature() {
    return switch (below(6)) {
      case 0 -> Bytes.EMPTY;
      case 1 -> bytes(300);
      case 2 -> Bytes.of(array(65));
      default -> Bytes.of(array(64));
    };
  }

  /** Hooks, also none. */
  public Hooks hooks() {
    List<Hook> calls = new ArrayList<>();
    for (int i = bool() ? 0 : below(4); i > 0; i--) {
      calls.add(
          new Hook(
              bool() ? Hook.Phase.BEFORE : Hook.Phase.AFTER,
              address(),
              below((int) Hook.MAX_GAS + 1),
              bytes(80)));
    }
    return new Hooks(calls);
  }

  /** A token's permit, or none. */
  public Optional<TokenPermit> tokenPermit() {
    return below(4) > 0
        ? Optional.empty()
        : Optional.of(new TokenPermit(uint(256), uint(256), Signature.ofCompact(array(64))));
  }

  /**
   * Any intent between two of {@code tokens} that may buy native ETH, with all that may come with
   * it.
   */
  public SignedIntent signedIntent(List<Address> tokens, Address auctioneer) {
    Intent draft = intent(tokens);
    Hooks hooks = hooks();
    Funding funding = below(3) == 0 ? Funding.PERMIT2 : Funding.ALLOWANCE;
    Intent intent =
        new Intent(
            draft.owner(),
            bool() ? draft.owner() : draft.receiver(),
            draft.sellToken(),
            below(4) == 0 ? Intent.NATIVE : draft.buyToken(),
            draft.sellAmount(),
            draft.buyAmount(),
            draft.side(),
            draft.partiallyFillable(),
            bool() ? 0 : draft.validFrom(),
            draft.validTo(),
            nonce(auctioneer),
            appData(hooks, draft.appData()));
    return new SignedIntent(
        intent,
        funding,
        ownerSignature(),
        funding == Funding.PERMIT2 ? Optional.empty() : tokenPermit(),
        hooks);
  }

  /** Any time-sliced parent between two of {@code tokens}, with all that may come with it. */
  public SignedTwap signedTwap(List<Address> tokens, Address auctioneer) {
    Address owner = address();
    Hooks hooks = hooks();
    TwapIntent twap =
        new TwapIntent(
            owner,
            bool() ? owner : address(),
            pick(tokens),
            below(4) == 0 ? Intent.NATIVE : pick(tokens),
            uint(128),
            uint(128),
            uint(32).longValue(),
            uint(32).longValue(),
            uint(32).longValue(),
            1 + below(256),
            nonce(auctioneer),
            appData(hooks, bytes32()));
    return new SignedTwap(twap, ownerSignature(), tokenPermit(), hooks);
  }

  /** Any basket quoted in one of {@code tokens}. */
  public BasketIntent basket(List<Address> tokens) {
    List<Leg> legs = new ArrayList<>();
    for (int i = 1 + below(5); i > 0; i--) {
      legs.add(
          new Leg(
              bool() ? pick(tokens) : address(),
              bool() ? BigInteger.ZERO : uint(256),
              signed(128)));
    }
    return new BasketIntent(
        address(),
        address(),
        legs,
        pick(tokens),
        signed(128),
        uint(64),
        uint(32).longValue(),
        uint(32).longValue(),
        uint(256),
        bytes32());
  }

  private Bytes32 appData(Hooks hooks, Bytes32 otherwise) {
    if (!hooks.isEmpty()) {
      return hooks.appData();
    }
    return bool() ? Bytes32.ZERO : otherwise;
  }

  private Trade trade(List<Address> tokens, Address auctioneer) {
    if (below(4) == 0) {
      SignedTwap twap = signedTwap(tokens, auctioneer);
      boolean whole = bool();
      return new Trade.OfTwap(
          twap,
          below(256),
          whole ? twap.twap().partSellAmount() : uint(128),
          whole ? BigInteger.ZERO : uint(128));
    }
    SignedIntent signed = signedIntent(tokens, auctioneer);
    Intent intent = signed.intent();
    boolean whole = bool();
    BigInteger all = intent.side() == Side.SELL ? intent.sellAmount() : intent.buyAmount();
    return new Trade.OfIntent(signed, whole ? all : uint(128), whole ? BigInteger.ZERO : uint(128));
  }

  /** Any settlement the codec can express, also an empty one. */
  public Settlement settlement(SettlementTerms terms) {
    TreeSet<Address> tokens = new TreeSet<>();
    int count = below(5);
    for (int i = 0; i < count; i++) {
      tokens.add(address());
    }
    if (count > 0) {
      tokens.add(terms.weth());
    }
    List<Address> ascending = List.copyOf(tokens);
    List<BigInteger> prices = ascending.stream().map(token -> uint(128)).toList();
    List<BigInteger> covers =
        ascending.stream().map(token -> bool() ? BigInteger.ZERO : uint(128)).toList();
    List<Trade> trades = new ArrayList<>();
    for (int i = ascending.isEmpty() ? 0 : below(5); i > 0; i--) {
      trades.add(trade(ascending, terms.auctioneer()));
    }
    List<BasketTrade> baskets = new ArrayList<>();
    for (int i = ascending.isEmpty() ? 0 : below(3); i > 0; i--) {
      baskets.add(
          new BasketTrade(
              new SignedBasket(basket(ascending), ownerSignature()), uint(64), signed(128)));
    }
    List<Interaction> interactions = new ArrayList<>();
    for (int i = below(4); i > 0; i--) {
      interactions.add(new Interaction(address(), bytes(100)));
    }
    return new Settlement(ascending, prices, covers, trades, baskets, interactions, bool());
  }

  /** Terms of any contract. */
  public SettlementTerms terms() {
    return new SettlementTerms(address(), address());
  }
}
