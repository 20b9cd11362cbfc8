package io.fairlead.devnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.Violation;
import io.fairlead.devnet.settlement.DifferentialWorld.Executed;
import io.fairlead.devnet.settlement.SettlementCases.Source;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The Java rules of baskets against the contract, with legs of ERC-20 and ERC-1155. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BasketDifferentialTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_121);
  private static final int EXECUTED = 20;
  private static final int REFUSED = 300;

  private DifferentialWorld world;
  private SettlementCases cases;
  private BasketCases baskets;
  private Mirror mirror;
  private long auction;

  @BeforeAll
  void deploy() {
    world = DifferentialWorld.start();
    cases = new SettlementCases(SEED, world, false);
    baskets = new BasketCases(cases, world);
    mirror = new Mirror(world.eip712(), world.terms());
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /** The settlement of baskets alone. */
  private Settlement settle(List<BasketTrade> trades) {
    Source source = cases.random().nextBoolean() ? Source.MAKER : Source.COVER;
    return cases.settle(List.of(), trades, cases.prices(), source);
  }

  private Award award(Settlement settlement) {
    return world.award(++auction, SettlementCodec.solutionHash(settlement, world.terms()));
  }

  @Test
  void basketsMoveWhatWasSigned() {
    for (int round = 0; round < EXECUTED; round++) {
      String where = "seed " + SEED + " round " + round;
      Settlement settlement = settle(List.of(baskets.sound(), baskets.sound()));
      Award award = award(settlement);
      Expectation expected = new Expectation(world, mirror, settlement);
      Balances before = world.balances();
      Executed executed =
          world.execute(
              SettlementCodec.encodeCall(world.sign(award, settlement, false), world.terms()),
              true,
              where);
      assertThat(executed.events()).as(where).isEqualTo(expected.events(award));
      assertThat(world.balances().since(before)).as(where).isEqualTo(expected.changes());
      assertThat(mirror.execute(settlement, executed.timestamp())).as(where).isEmpty();
    }
  }

  @Test
  void refusalsAreTheMirrors() {
    Set<Violation> seen = EnumSet.noneOf(Violation.class);
    for (int round = 0; round < REFUSED; round++) {
      String where = "seed " + SEED + " tampered " + round;
      BasketTrade trade = baskets.tampered(baskets.sound());
      boolean twice = cases.random().nextInt(8) == 0;
      Settlement settlement = settle(twice ? List.of(trade, trade) : List.of(trade));
      new Agreement(world, mirror)
          .check(world.sign(award(settlement), settlement, false), where)
          .violation()
          .ifPresent(seen::add);
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
}
