package io.fairlead.solver.engine;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.strategy.Strategy;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Solves a made-up auction a few times before the engine says it is ready: a fresh virtual machine
 * takes longer over its first auction than most deadlines allow.
 */
public final class WarmUp {
  private static final int ROUNDS = 20;
  private static final int ORDERS = 8;
  private static final Address LOW = address(1);
  private static final Address HIGH = address(2);
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final BigInteger THOUSAND = UNIT.multiply(BigInteger.valueOf(1_000));

  private WarmUp() {}

  /** Runs {@code strategy}, with the JSON in both directions, until {@code budget} is spent. */
  public static void run(Strategy strategy, Budget budget) {
    byte[] body = EngineJson.writeRequest(request());
    for (int round = 0; round < ROUNDS && !budget.spent(); round++) {
      EngineJson.writeResponse(strategy.solve(EngineJson.readRequest(body), budget));
    }
  }

  static SolveRequest request() {
    SortedMap<Address, TokenInfo> tokens = new TreeMap<>();
    tokens.put(LOW, new TokenInfo(18, "LOW", UNIT, BigInteger.ZERO, true));
    tokens.put(HIGH, new TokenInfo(18, "HIGH", UNIT, BigInteger.ZERO, true));
    SortedMap<Integer, BigInteger> ticks = new TreeMap<>();
    ticks.put(-600, THOUSAND);
    ticks.put(600, THOUSAND.negate());
    List<Liquidity> pools =
        List.of(
            new Liquidity.ConstantProduct(
                "0", address(3), 90_000, address(4), LOW, HIGH, THOUSAND, THOUSAND, 30),
            new Liquidity.Concentrated(
                "1",
                address(5),
                130_000,
                address(6),
                LOW,
                HIGH,
                BigInteger.ONE.shiftLeft(96),
                THOUSAND,
                0,
                ticks,
                3_000));
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      orders.add(order(i));
    }
    return new SolveRequest("0", tokens, orders, pools, BigInteger.ONE, Instant.EPOCH);
  }

  private static Order order(int n) {
    Address owner = address(10 + n);
    BigInteger asked = UNIT.multiply(BigInteger.valueOf(9)).divide(BigInteger.TEN);
    boolean up = n % 3 != 0;
    Intent intent =
        new Intent(
            owner,
            owner,
            up ? LOW : HIGH,
            up ? HIGH : LOW,
            UNIT,
            asked,
            n % 2 == 0 ? Side.SELL : Side.BUY,
            n % 4 == 0,
            0,
            Intent.MAX_TIME,
            BigInteger.ZERO,
            Bytes32.ZERO);
    byte[] hash = new byte[Bytes32.SIZE];
    hash[0] = (byte) n;
    return new Order(new IntentUid(Bytes32.of(hash), owner, Intent.MAX_TIME), intent, UNIT, asked);
  }

  private static Address address(int n) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) n;
    return Address.of(bytes);
  }
}
