package io.fairlead.sequencer;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import io.fairlead.sequencer.batch.BatchSettlement.IntentFill;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Values for tests, all from one seed. */
public final class Samples {
  /** A domain. */
  public static final Eip712 EIP712 =
      new Eip712(new Domain(31_337, Address.parse("0x00000000000000000000000000000000005e7713")));

  /** Signs receipts. */
  public static final LocalSigner SEQUENCER = signer(7_001);

  /** Signs intents. */
  public static final LocalSigner OWNER = signer(7_002);

  private final Random random;

  /** Starts from a seed, which a failing test must print. */
  public Samples(long seed) {
    this.random = new Random(seed);
  }

  private static LocalSigner signer(long key) {
    return LocalSigner.of(Bytes32.parse("0x%064x".formatted(key)));
  }

  /** The source of everything. */
  public Random random() {
    return random;
  }

  /** Any word. */
  public Bytes32 word() {
    byte[] bytes = new byte[Bytes32.SIZE];
    random.nextBytes(bytes);
    return Bytes32.of(bytes);
  }

  /** Any account. */
  public Address address() {
    byte[] bytes = new byte[Address.SIZE];
    random.nextBytes(bytes);
    return Address.of(bytes);
  }

  /** An amount of 1 to {@code most} wei. */
  public BigInteger amount(int most) {
    return BigInteger.valueOf(1 + random.nextInt(most));
  }

  /** A sell intent of {@link #OWNER}, not fillable in parts, correctly signed. */
  public SignedIntent intent(long validFrom, long validTo) {
    return intent(Side.SELL, false, validFrom, validTo);
  }

  /** An intent of {@link #OWNER}, correctly signed. */
  public SignedIntent intent(Side side, boolean partiallyFillable, long validFrom, long validTo) {
    Intent intent =
        new Intent(
            OWNER.address(),
            OWNER.address(),
            address(),
            address(),
            amount(1_000_000),
            amount(1_000_000),
            side,
            partiallyFillable,
            validFrom,
            validTo,
            new BigInteger(256, random),
            word());
    return SignedIntent.ecdsa(intent, OWNER.sign(EIP712.intentHash(intent)));
  }

  /** An intent with whatever may come with it: any funding, signature, permit and hooks. */
  public SignedIntent anySigned() {
    Intent draft = intent(0, amount(1_000).longValue()).intent();
    List<Hook> calls = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      calls.add(
          new Hook(
              random.nextBoolean() ? Hook.Phase.BEFORE : Hook.Phase.AFTER,
              address(),
              random.nextInt(1_000_000),
              bytes(random.nextInt(50))));
    }
    Hooks hooks = new Hooks(calls);
    Intent intent =
        new Intent(
            draft.owner(),
            draft.receiver(),
            draft.sellToken(),
            draft.buyToken(),
            draft.sellAmount(),
            draft.buyAmount(),
            draft.side(),
            draft.partiallyFillable(),
            draft.validFrom(),
            draft.validTo(),
            draft.nonce(),
            hooks.isEmpty() ? draft.appData() : hooks.appData());
    boolean permit2 = random.nextInt(3) == 0;
    Optional<TokenPermit> permit =
        permit2 || random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new TokenPermit(
                    amount(1_000), amount(1_000), Signature.ofCompact(bytes(64).bytes())));
    return new SignedIntent(
        intent,
        permit2 ? Funding.PERMIT2 : Funding.ALLOWANCE,
        bytes(random.nextBoolean() ? 64 : random.nextInt(200)),
        permit,
        hooks);
  }

  /** A basket of {@link #OWNER}, correctly signed. */
  public SignedBasket basket(long units, long validFrom, long validTo) {
    List<Leg> legs = new ArrayList<>();
    for (int i = random.nextInt(BasketIntent.MAX_LEGS); i >= 0; i--) {
      legs.add(new Leg(address(), random.nextBoolean() ? BigInteger.ZERO : amount(9), signed()));
    }
    BasketIntent basket =
        new BasketIntent(
            OWNER.address(),
            address(),
            legs,
            address(),
            signed(),
            BigInteger.valueOf(units),
            validFrom,
            validTo,
            new BigInteger(255, random),
            word());
    return new SignedBasket(basket, Bytes.of(OWNER.sign(EIP712.basketHash(basket)).compact()));
  }

  private BigInteger signed() {
    return random.nextBoolean() ? amount(1_000_000) : amount(1_000_000).negate();
  }

  /** A fill of a basket. */
  public BasketFill basketFill() {
    return new BasketFill(word(), amount(100), signed());
  }

  private Bytes bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  /** The block at a time. */
  public BlockRef block(long timestamp) {
    return new BlockRef(timestamp / 12, word(), timestamp);
  }

  /** An award for these intents. */
  public BatchAward award(long batch, List<Bytes32> intents) {
    return award(batch, 0, intents);
  }

  /** An award of a place for these intents. */
  public BatchAward award(long batch, int place, List<Bytes32> intents) {
    return new BatchAward(batch, place, "solver-é", word(), word(), word(), 1_000, intents);
  }

  /** A settlement with these fills. */
  public BatchSettlement settlement(long batch, BlockRef block, Map<Bytes32, Fill> fills) {
    return settlement(batch, 0, block, fills);
  }

  /** A settlement of a place with these fills. */
  public BatchSettlement settlement(
      long batch, int place, BlockRef block, Map<Bytes32, Fill> fills) {
    List<IntentFill> list =
        fills.entrySet().stream().map(e -> new IntentFill(e.getKey(), e.getValue())).toList();
    return new BatchSettlement(batch, place, word(), block, 123_456, list);
  }

  /** What fills an intent at its limit price, without fee. */
  public static Fill whole(SignedTerms terms) {
    Intent intent = ((SignedIntent) terms).intent();
    return new Fill(intent.sellAmount(), intent.buyAmount(), BigInteger.ZERO);
  }

  /** The identity of an intent or basket. */
  public static Bytes32 hash(SignedTerms signed) {
    return EIP712.identity(signed);
  }
}
