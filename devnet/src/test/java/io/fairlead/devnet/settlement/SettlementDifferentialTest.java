package io.fairlead.devnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.settlement.Violation;
import io.fairlead.devnet.settlement.SettlementCases.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The Java mirror of the contract against the contract itself, on a chain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SettlementDifferentialTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120);
  private static final int EXECUTED = 80;
  private static final int REFUSED = 800;
  private static final int MANGLED = 600;
  private static final String INTENT =
      "(address,address,address,address,uint128,uint128,uint8,bool,uint32,uint32,uint256,bytes32)";
  private static final String TWAP =
      "(address,address,address,address,uint128,uint128,uint32,uint32,uint32,uint16,uint256,bytes32)";

  private DifferentialWorld world;
  private SettlementCases cases;
  private Mirror mirror;
  private long auction;

  @BeforeAll
  void deploy() {
    world = DifferentialWorld.start();
    cases = new SettlementCases(SEED, world, false);
    mirror = new Mirror(world.eip712(), world.terms());
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private Award award(Settlement settlement) {
    return world.award(++auction, SettlementCodec.solutionHash(settlement, world.terms()));
  }

  @Test
  void settlementsExecuteWithTheMirrorsAmounts() {
    Set<Source> sources = EnumSet.noneOf(Source.class);
    for (int round = 0; round < EXECUTED; round++) {
      String where = "seed " + SEED + " round " + round;
      SortedMap<Address, BigInteger> prices = cases.prices();
      Source source = cases.anySource();
      sources.add(source);
      long now = world.timestamp();
      List<Trade> trades =
          cases.drafts(prices, source, now).stream()
              .map(draft -> draft.sign(world.eip712()))
              .toList();
      Settlement settlement = cases.settle(trades, prices, source);
      Award award = award(settlement);
      boolean bySolver = cases.random().nextBoolean();
      Bundle bundle = world.sign(award, settlement, !bySolver && settlement.needsConsent());

      Expectation expected = new Expectation(world, mirror, settlement);
      Balances before = world.balances();
      Bytes call = SettlementCodec.encodeCall(bundle, world.terms());
      assertThat(world.execute(call, bySolver, where).events())
          .as(where)
          .isEqualTo(expected.events(award));
      assertThat(world.balances().since(before)).as(where).isEqualTo(expected.changes());
      assertThat(mirror.execute(settlement, now)).as(where).isEmpty();
      // What is used stays used, and is refused before anything is paid.
      Bundle again = world.sign(award(settlement), settlement, false);
      assertAgrees(again, where + " again");
    }
    assertThat(sources).containsExactlyInAnyOrder(Source.values());
  }

  @Test
  void refusalsAreTheMirrors() {
    Tampering tampering = new Tampering(cases, world.deployment());
    Set<Violation> seen = EnumSet.noneOf(Violation.class);
    for (int round = 0; round < REFUSED; round++) {
      String where = "seed " + SEED + " tampered " + round;
      SortedMap<Address, BigInteger> prices = cases.prices();
      Source source = cases.anySource();
      List<TradeDraft> drafts = cases.drafts(prices, source, world.timestamp());
      TradeDraft victim = drafts.get(cases.random().nextInt(drafts.size()));
      for (int i = cases.random().nextInt(3); i >= 0; i--) {
        tampering.apply(victim, world.timestamp());
      }
      if (cases.random().nextInt(8) == 0) {
        victim.nonce = drafts.getFirst().nonce;
      }
      List<Trade> trades = new ArrayList<>();
      drafts.forEach(draft -> trades.add(draft.sign(world.eip712())));
      if (cases.random().nextInt(6) == 0) {
        trades.addAll(Collections.nCopies(4, trades.getFirst()));
      }
      Settlement settlement = cases.settle(trades, prices, source);
      if (cases.random().nextInt(20) == 0) {
        settlement = withZeroPrice(settlement);
      }
      assertAgrees(world.sign(award(settlement), settlement, false), where).ifPresent(seen::add);
    }
    // The codec cannot write tokens that do not ascend and read them again; baskets are elsewhere.
    Set<Violation> elsewhere = EnumSet.of(Violation.TOKENS_NOT_ASCENDING, Violation.BAD_BASKET);
    assertThat(seen)
        .as("seed %s", SEED)
        .containsAll(EnumSet.complementOf(EnumSet.copyOf(elsewhere)));
  }

  private static Settlement withZeroPrice(Settlement settlement) {
    List<BigInteger> prices = new ArrayList<>(settlement.prices());
    prices.set(prices.size() - 1, BigInteger.ZERO);
    return new Settlement(
        settlement.tokens(),
        prices,
        settlement.covers(),
        settlement.trades(),
        settlement.baskets(),
        settlement.interactions(),
        settlement.direct(),
        settlement.checkEach());
  }

  /**
   * The contract as the decoder: what Java reads of mangled bytes, the contract reads the same, so
   * that it refuses the same trade for the same reason.
   */
  @Test
  void mangledSolutionsMeanTheSameToBoth() {
    BareCalls calls = new BareCalls(world);
    int readable = 0;
    int executed = 0;
    for (int round = 0; round < MANGLED; round++) {
      String where = "seed " + SEED + " mangled " + round;
      SortedMap<Address, BigInteger> prices = cases.prices();
      Source source = cases.anySource();
      List<Trade> trades =
          cases.drafts(prices, source, world.timestamp()).stream()
              .map(draft -> draft.sign(world.eip712()))
              .toList();
      Settlement settlement = cases.settle(trades, prices, source);
      byte[] solution = SettlementCodec.encodeSolution(settlement, world.terms()).bytes();
      for (int i = cases.random().nextInt(2); i >= 0; i--) {
        int at = cases.random().nextInt(solution.length);
        solution[at] ^= (byte) (1 << cases.random().nextInt(8));
      }
      Bytes call = calls.of(++auction, solution);
      Optional<Bundle> read = calls.read(call);
      if (read.isPresent()) {
        readable++;
        assertAgrees(read.get(), where);
      } else if (world.ask(call).isEmpty()) {
        executed++;
      }
    }
    assertThat(readable).isGreaterThan(MANGLED / 3);
    // Only an index or flag that says the same in a longer way can be executed and not be read.
    assertThat(executed).isLessThan(MANGLED / 20);
  }

  /** Returns what both refuse it for. */
  private Optional<Violation> assertAgrees(Bundle bundle, String where) {
    return new Agreement(world, mirror).check(bundle, where).violation();
  }

  @Test
  void digestsAreTheContracts() {
    Bytes separator = world.view(AbiFunction.of("domainSeparator()").encode(none -> {}));
    assertThat(AbiReader.read(separator, AbiReader::word))
        .isEqualTo(world.eip712().domainSeparator());
    for (int round = 0; round < 40; round++) {
      SortedMap<Address, BigInteger> prices = cases.prices();
      for (TradeDraft draft : cases.drafts(prices, Source.MAKER, world.timestamp())) {
        Trade trade = draft.sign(world.eip712());
        Bytes call =
            switch (trade) {
              case Trade.OfIntent one ->
                  AbiFunction.of("intentHash(" + INTENT + ")")
                      .encode(to -> write(to, one.signed().intent()));
              case Trade.OfTwap part ->
                  AbiFunction.of("twapHash(" + TWAP + ")")
                      .encode(to -> write(to, part.signed().twap()));
            };
        Bytes32 hash = AbiReader.read(world.view(call), AbiReader::word);
        assertThat(hash).as("seed %s %s", SEED, trade).isEqualTo(world.eip712().tradeHash(trade));
      }
    }
  }

  private static void write(AbiWriter to, Intent intent) {
    to.address(intent.owner()).address(intent.receiver());
    to.address(intent.sellToken()).address(intent.buyToken());
    to.uint(intent.sellAmount(), 128).uint(intent.buyAmount(), 128);
    to.bool(intent.side() == Side.BUY).bool(intent.partiallyFillable());
    to.uint(intent.validFrom()).uint(intent.validTo());
    to.uint(intent.nonce(), 256).word(intent.appData());
  }

  private static void write(AbiWriter to, TwapIntent twap) {
    to.address(twap.owner()).address(twap.receiver());
    to.address(twap.sellToken()).address(twap.buyToken());
    to.uint(twap.partSellAmount(), 128).uint(twap.partBuyAmount(), 128);
    to.uint(twap.start()).uint(twap.interval()).uint(twap.span()).uint(twap.parts());
    to.uint(twap.nonce(), 256).word(twap.appData());
  }
}
