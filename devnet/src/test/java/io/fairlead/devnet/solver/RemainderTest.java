package io.fairlead.devnet.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.run.AuctionPlan;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.SolutionCheck;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.strategy.Optimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A plan that leaves something behind, as an answer and before the auction's judge. */
class RemainderTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final Address IN = address(1);
  private static final Address MIDDLE = address(2);
  private static final Address OUT = address(3);
  private static final Address HUB = address(8);
  private static final Domain DOMAIN = new Domain(31_337, address(9));
  private static final SettlementTerms TERMS = new SettlementTerms(address(10), IN);

  /** What is in it for a puddle is less than a wei of the output. */
  private static final BigInteger LEAST = UNIT.divide(BigInteger.valueOf(10_000_000));

  /**
   * Two deep pools share the order. Beside them there is a puddle at a slightly better price, so
   * shallow that what it should take comes to less than a wei of the output, which has six
   * decimals. What was bought for it goes back through the only other pool and is then too little
   * for one more swap.
   */
  @Test
  void whatStaysBehindIsNobodysGainAndNoFault() {
    BatchEntry entry = entry();
    AuctionPlan plan = AuctionPlan.of(IN, List.of(entry), pools());
    SolveRequest request = plan.request("1", new TreeMap<>(), BigInteger.ZERO, Instant.MAX);
    List<Solution> solutions =
        new Optimal()
            .solve(request, Budget.UNLIMITED).stream()
                .filter(solution -> !remainder(solution).isEmpty())
                .toList();
    assertThat(solutions).isNotEmpty();
    EngineResponse.Solutions read =
        (EngineResponse.Solutions) EngineJson.readResponse(EngineJson.writeResponse(solutions));
    assertThat(read.solutions()).isEqualTo(solutions);
    PoolBook book = PoolBook.of(pools().stream().map(Pools::of).flatMap(Optional::stream).toList());
    for (Solution solution : read.solutions()) {
      assertThat(remainder(solution)).containsOnlyKeys(IN);
      assertThat(remainder(solution).get(IN)).isBetween(LEAST, LEAST.multiply(BigInteger.TEN));
      assertThat(SolutionCheck.problem(request.orders(), book, solution)).isEmpty();
    }
    List<Judgement> judged =
        plan.judge(TERMS, DOMAIN, HUB, List.of(entry), 1_800_000_000L)
            .judge(address(11), read.solutions(), List.of());
    assertThat(judged).hasSameSizeAs(solutions).allMatch(Judgement.Valid.class::isInstance);
  }

  /** What is left of the order and of what the swaps give, its proceeds aside. */
  private static Map<Address, BigInteger> remainder(Solution solution) {
    Map<Address, BigInteger> held = new TreeMap<>(Map.of(IN, UNIT));
    for (EngineInteraction interaction : solution.interactions()) {
      LiquiditySwap swap = (LiquiditySwap) interaction;
      held.merge(swap.inputToken(), swap.inputAmount().negate(), BigInteger::add);
      held.merge(swap.outputToken(), swap.outputAmount(), BigInteger::add);
    }
    held.remove(OUT);
    held.values().removeIf(amount -> amount.signum() == 0);
    return held;
  }

  private static BatchEntry entry() {
    LocalSigner owner = LocalSigner.of(Bytes32.of(word(7)));
    Intent intent =
        new Intent(
            owner.address(),
            owner.address(),
            IN,
            OUT,
            UNIT,
            BigInteger.valueOf(900_000),
            Side.SELL,
            false,
            0,
            Intent.MAX_TIME,
            BigInteger.ONE,
            Bytes32.ZERO);
    Bytes32 hash = new Eip712(DOMAIN).intentHash(intent);
    return new BatchEntry(hash, SignedIntent.ecdsa(intent, owner.sign(hash)), BigInteger.ZERO);
  }

  private static byte[] word(int n) {
    byte[] word = new byte[Bytes32.SIZE];
    word[word.length - 1] = (byte) n;
    return word;
  }

  private static Address address(int n) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[0] = 1;
    bytes[Address.SIZE - 1] = (byte) n;
    return Address.of(bytes);
  }

  private static List<Liquidity> pools() {
    BigInteger deep = UNIT.multiply(BigInteger.valueOf(20));
    BigInteger dollars = BigInteger.valueOf(20_000_000);
    return List.of(
        pair("1", 31, IN, OUT, deep, dollars),
        pair("2", 32, IN, OUT, deep, dollars),
        pair("3", 33, IN, MIDDLE, deep, deep),
        pair("4", 34, MIDDLE, OUT, new BigInteger("19417475728155"), BigInteger.valueOf(20)));
  }

  private static Liquidity pair(
      String id, int address, Address one, Address other, BigInteger first, BigInteger second) {
    return new Liquidity.ConstantProduct(
        id, address(address), 90_000, HUB, one, other, first, second, 30);
  }
}
