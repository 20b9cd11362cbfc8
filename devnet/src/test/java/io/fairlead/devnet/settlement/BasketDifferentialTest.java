package io.fairlead.devnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.BasketRules;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.FillContext;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.settlement.Violation;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.devnet.deploy.Deployment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The Java rules of baskets against the contract, with ERC-20 legs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BasketDifferentialTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_121);
  private static final int EXECUTED = 20;
  private static final int REFUSED = 300;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private DifferentialWorld world;
  private SettlementCases cases;
  private BasketRules rules;
  private List<Address> tokens;
  private long count;

  @BeforeAll
  void deploy() {
    world = DifferentialWorld.start();
    cases = world.cases(SEED);
    rules =
        BasketRules.verifying(
            world.eip712(), new SignatureJudge(SignatureRecovery.best()), OwnerAccounts.NONE);
    tokens = world.deployment().tokens().stream().map(Deployment.Token::address).sorted().toList();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /** A basket that keeps every rule, and how much of it is filled. */
  private BasketTrade sound() {
    LocalSigner owner = cases.anyOwner();
    int quote = random.nextInt(tokens.size());
    List<Leg> legs = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (i != quote && (legs.isEmpty() || random.nextBoolean())) {
        legs.add(new Leg(tokens.get(i), BigInteger.ZERO, amount()));
      }
    }
    BigInteger units = BigInteger.valueOf(random.nextBoolean() ? 1 : 2 + random.nextInt(5));
    BigInteger filled = BigInteger.valueOf(1 + random.nextInt(units.intValue()));
    BigInteger perUnit = amount();
    BasketIntent basket =
        new BasketIntent(
            owner.address(),
            cases.anyOwner().address(),
            legs,
            tokens.get(quote),
            perUnit,
            units,
            0,
            world.timestamp() + 10_000,
            BigInteger.valueOf(++count),
            Bytes32.ZERO);
    BigInteger better = BigInteger.valueOf(random.nextInt(3));
    return sign(owner, basket, filled, filled.multiply(perUnit).add(better));
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

  /** The settlement of baskets alone; the solver covers what they lack. */
  private Settlement settle(List<BasketTrade> baskets) {
    List<BigInteger> ones = Collections.nCopies(tokens.size(), BigInteger.ONE);
    BigInteger much = BigInteger.ONE.shiftLeft(64);
    return new Settlement(
        tokens,
        ones,
        Collections.nCopies(tokens.size(), much),
        List.of(),
        baskets,
        List.of(),
        false);
  }

  private Bytes call(Settlement settlement) {
    Award award = world.award(++count, SettlementCodec.solutionHash(settlement, world.terms()));
    return SettlementCodec.encodeCall(world.sign(award, settlement, false), world.terms());
  }

  @Test
  void basketsMoveWhatWasSigned() {
    for (int round = 0; round < EXECUTED; round++) {
      String where = "seed " + SEED + " round " + round;
      List<BasketTrade> baskets = List.of(sound(), sound());
      Balances before = world.balances();
      List<SettlementEvent> events = world.execute(call(settle(baskets)), true, where);
      Balances changes = new Balances();
      List<SettlementEvent> expected = new ArrayList<>();
      for (BasketTrade trade : baskets) {
        BasketIntent basket = trade.signed().basket();
        basket
            .legs()
            .forEach(
                leg -> move(changes, basket, leg.token(), leg.amount().multiply(trade.units())));
        move(changes, basket, basket.quoteToken(), trade.quote());
        expected.add(
            new SettlementEvent.BasketFilled(
                world.eip712().basketHash(basket), trade.units(), trade.quote()));
      }
      assertThat(world.balances().since(before)).as(where).isEqualTo(changes.since(new Balances()));
      assertThat(events.subList(0, 2)).as(where).isEqualTo(expected);
      assertThat(events).as(where).hasSize(3);
    }
  }

  private void move(Balances changes, BasketIntent basket, Address token, BigInteger amount) {
    Address who = amount.signum() > 0 ? basket.receiver() : basket.owner();
    changes.add(who, token, amount);
    changes.add(world.solver().address(), token, amount.negate());
  }

  @Test
  void refusalsAreTheMirrors() {
    Set<Violation> seen = EnumSet.noneOf(Violation.class);
    for (int round = 0; round < REFUSED; round++) {
      String where = "seed " + SEED + " tampered " + round;
      BasketTrade trade = tampered(sound());
      List<BasketTrade> baskets = random.nextInt(8) == 0 ? List.of(trade, trade) : List.of(trade);
      Optional<Violation> refusal = refusal(baskets);
      Optional<Bytes> revert = world.ask(call(settle(baskets)));
      Bytes32 hash = world.eip712().basketHash(trade.signed().basket());
      assertThat(revert)
          .as("%s %s", where, refusal)
          .isEqualTo(
              refusal.map(violation ->
                  AbiFunction.of(violation.solidityName() + "(bytes32)")
                      .encode(to -> to.word(hash))));
      refusal.ifPresent(seen::add);
    }
    assertThat(seen)
        .as("seed %s", SEED)
        .contains(
            Violation.BAD_BASKET,
            Violation.TOKEN_MISMATCH,
            Violation.BAD_RECEIVER,
            Violation.HOOKS_MISSING,
            Violation.LIMIT_NOT_MET,
            Violation.WINDOW_CLOSED,
            Violation.WRONG_LANE,
            Violation.NONCE_USED,
            Violation.OVERFILLED,
            Violation.WRONG_SIGNER);
  }

  /** Of the same basket once or twice. */
  private Optional<Violation> refusal(List<BasketTrade> baskets) {
    BigInteger filled = BigInteger.ZERO;
    boolean used = false;
    for (BasketTrade trade : baskets) {
      FillContext context = new FillContext(filled, used, world.timestamp());
      Optional<Violation> violation = rules.check(trade, tokens, context);
      if (violation.isPresent()) {
        return violation;
      }
      used = trade.signed().basket().units().equals(BigInteger.ONE);
      filled = used ? BigInteger.ZERO : filled.add(trade.units());
    }
    return Optional.empty();
  }

  private BasketTrade tampered(BasketTrade trade) {
    BasketIntent b = trade.signed().basket();
    List<Leg> legs = new ArrayList<>(b.legs());
    Leg first = legs.getFirst();
    Address receiver = b.receiver();
    BigInteger nonce = b.nonce();
    Bytes32 appData = b.appData();
    long validTo = b.validTo();
    BigInteger units = trade.units();
    BigInteger quote = trade.quote();
    LocalSigner signer = null;
    switch (random.nextInt(13)) {
      case 0 -> legs.add(first);
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
    return sign(signer == null ? world.owner(b.owner()) : signer, basket, units, quote);
  }
}
