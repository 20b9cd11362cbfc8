package io.fairlead.devnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.settlement.Violation;
import io.fairlead.devnet.settlement.DifferentialWorld.Executed;
import io.fairlead.devnet.settlement.SettlementCases.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Trades of every kind and baskets in one settlement, with token permits that allow barely enough:
 * the Java rules, arithmetic and reading against the contract.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MixedDifferentialTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_128);
  private static final int SOUND = 100;
  private static final int TAMPERED = 300;
  private static final Bytes INSUFFICIENT_ALLOWANCE =
      AbiFunction.of("ERC20InsufficientAllowance(address,uint256,uint256)").selector();

  private DifferentialWorld world;
  private SettlementCases cases;
  private BasketCases baskets;
  private PermitAllowances allowances;
  private Mirror mirror;
  private long auction;

  @BeforeAll
  void deploy() {
    world = DifferentialWorld.start();
    cases = new SettlementCases(SEED, world, true);
    baskets = new BasketCases(cases, world);
    mirror = new Mirror(world.eip712(), world.terms());
    allowances = new PermitAllowances(world, mirror);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /** Trades and baskets before they are put together. */
  private record Parts(
      SortedMap<Address, BigInteger> prices,
      Source source,
      List<TradeDraft> trades,
      List<BasketTrade> baskets) {}

  private Parts parts() {
    SortedMap<Address, BigInteger> prices = cases.prices();
    Source source = cases.anySource();
    List<BasketTrade> some = new ArrayList<>();
    for (int i = source == Source.DIRECT ? 0 : cases.random().nextInt(4); i > 0; i--) {
      some.add(baskets.sound());
    }
    return new Parts(prices, source, cases.drafts(prices, source, world.timestamp()), some);
  }

  private Bundle bundle(Parts parts) {
    List<Trade> trades = new ArrayList<>();
    parts.trades().forEach(draft -> trades.add(draft.sign(world.eip712())));
    Settlement settlement = cases.settle(trades, parts.baskets(), parts.prices(), parts.source());
    Award award = world.award(++auction, SettlementCodec.solutionHash(settlement, world.terms()));
    return world.sign(award, settlement, false);
  }

  @Test
  void whatIsAllowedMovesAndWhatIsNotMovesNothing() {
    int executed = 0;
    int refused = 0;
    int presented = 0;
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (int round = 0; round < SOUND; round++) {
      String where = "seed " + SEED + " round " + round;
      Bundle bundle = bundle(parts());
      Settlement settlement = bundle.settlement();
      Bytes call = SettlementCodec.encodeCall(bundle, world.terms());
      PermitAllowances.Forecast forecast = allowances.forecast(settlement);
      if (forecast.insufficient()) {
        refused++;
        assertThat(world.ask(call).map(MixedDifferentialTest::selector))
            .as(where)
            .contains(INSUFFICIENT_ALLOWANCE);
        continue;
      }
      executed++;
      presented += forecast.presented();
      kinds.addAll(kinds(settlement));
      Expectation expected = new Expectation(world, mirror, settlement);
      Balances before = world.balances();
      Executed done = world.execute(call, true, where);
      assertThat(done.events()).as(where).isEqualTo(expected.events(bundle.award()));
      assertThat(world.balances().since(before)).as(where).isEqualTo(expected.changes());
      assertThat(allowances.read()).as(where).isEqualTo(forecast.after());
      assertThat(mirror.execute(settlement, done.timestamp())).as(where).isEmpty();
      ExplorerView.of(world, done).assertShows(settlement, where);
    }
    assertThat(kinds).as("seed %s", SEED).containsExactlyInAnyOrder(Kind.values());
    assertThat(executed).as("seed %s", SEED).isGreaterThan(SOUND / 4);
    assertThat(refused).as("seed %s", SEED).isPositive();
    assertThat(presented).as("seed %s", SEED).isGreaterThan(SOUND / 8);
  }

  private enum Kind {
    OF_OWNER,
    JUST_IN_TIME,
    PART,
    BY_PERMIT2,
    ERC20_LEG,
    ERC1155_LEG
  }

  private Set<Kind> kinds(Settlement settlement) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Trade trade : settlement.trades()) {
      boolean bySolver = trade.intent().owner().equals(world.solver().address());
      kinds.add(bySolver ? Kind.JUST_IN_TIME : Kind.OF_OWNER);
      if (trade instanceof Trade.OfTwap) {
        kinds.add(Kind.PART);
      }
      if (trade.funding() == Funding.PERMIT2) {
        kinds.add(Kind.BY_PERMIT2);
      }
    }
    settlement.baskets().stream()
        .flatMap(trade -> trade.signed().basket().legs().stream())
        .forEach(leg -> kinds.add(leg.isErc20() ? Kind.ERC20_LEG : Kind.ERC1155_LEG));
    return kinds;
  }

  @Test
  void refusalsAreTheMirrors() {
    Tampering tampering = new Tampering(cases, world.deployment());
    Set<Violation> ofTrades = EnumSet.noneOf(Violation.class);
    Set<Violation> ofBaskets = EnumSet.noneOf(Violation.class);
    int insufficient = 0;
    for (int round = 0; round < TAMPERED; round++) {
      String where = "seed " + SEED + " tampered " + round;
      Parts parts = parts();
      boolean byBasket = !parts.baskets().isEmpty() && cases.random().nextBoolean();
      if (byBasket) {
        tamperWithBaskets(parts);
      } else {
        TradeDraft victim = parts.trades().get(cases.random().nextInt(parts.trades().size()));
        tampering.apply(victim, world.timestamp());
      }
      Bundle bundle = bundle(parts);
      Agreement.Answer answer = new Agreement(world, mirror).check(bundle, where);
      answer.violation().ifPresent((byBasket ? ofBaskets : ofTrades)::add);
      if (answer.violation().isEmpty() && allowances.forecast(bundle.settlement()).insufficient()) {
        insufficient++;
        assertThat(answer.revert()).as(where).isPresent();
      }
    }
    assertThat(ofTrades).as("seed %s", SEED).hasSizeGreaterThan(8);
    assertThat(ofBaskets).as("seed %s", SEED).hasSizeGreaterThan(5);
    assertThat(insufficient).as("seed %s", SEED).isPositive();
  }

  /** Changes one, or fills it once more, or gives it the nonce of a trade of the same owner. */
  private void tamperWithBaskets(Parts parts) {
    List<BasketTrade> all = parts.baskets();
    int at = cases.random().nextInt(all.size());
    switch (cases.random().nextInt(4)) {
      case 0 -> all.add(all.get(at));
      case 1 -> all.set(at, baskets.withNonceOf(all.get(at), parts.trades().getFirst()));
      default -> all.set(at, baskets.tampered(all.get(at)));
    }
  }

  private static Bytes selector(Bytes revert) {
    return Bytes.of(Arrays.copyOf(revert.bytes(), 4));
  }
}
