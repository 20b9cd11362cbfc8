package io.fairlead.auction;

import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.run.AuctionConfig;
import io.fairlead.auction.run.AuctionTask;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A small world: WETH (the native token), a dollar of 6 decimals and a token X; one pair
 * WETH/dollar at 2,000, one concentrated pool WETH/X at 1; three owners who sell 1 WETH, buy 1 WETH
 * and sell X in parts.
 */
public final class Scene {
  public static final Address SETTLEMENT = address("settlement");
  public static final Address HUB = address("hub");
  public static final Address WETH = Address.parse("0x" + "0a".repeat(20));
  public static final Address USD = Address.parse("0x" + "0b".repeat(20));
  public static final Address X = Address.parse("0x" + "0c".repeat(20));
  public static final Domain DOMAIN = new Domain(31337, SETTLEMENT);
  public static final Eip712 EIP712 = new Eip712(DOMAIN);
  public static final Signer AUCTIONEER = signer("auctioneer");
  public static final SettlementTerms TERMS = new SettlementTerms(AUCTIONEER.address(), WETH);
  public static final Signer RECEIPTS = signer("receipts");
  public static final BlockRef BLOCK = new BlockRef(100, word("block 100"), 1_800_000_000L);
  public static final BigInteger ONE = BigInteger.TEN.pow(18);
  public static final BigInteger DOLLAR = BigInteger.TEN.pow(6);

  public static final Intent SELL_WETH =
      intent("alice", WETH, USD, ONE, usd(1_900), Side.SELL, false);
  public static final Intent BUY_WETH = intent("bob", USD, WETH, usd(2_100), ONE, Side.BUY, false);
  public static final Intent SELL_X = intent("carol", X, WETH, weth(10), weth(9), Side.SELL, true);

  private Scene() {}

  public static Bytes32 word(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Address address(String name) {
    byte[] bytes = new byte[Address.SIZE];
    System.arraycopy(word(name).bytes(), 0, bytes, 0, bytes.length);
    return Address.of(bytes);
  }

  public static Signer signer(String name) {
    return LocalSigner.of(word("key of " + name));
  }

  public static BigInteger usd(long dollars) {
    return DOLLAR.multiply(BigInteger.valueOf(dollars));
  }

  public static BigInteger weth(long whole) {
    return ONE.multiply(BigInteger.valueOf(whole));
  }

  public static Intent intent(
      String owner,
      Address sell,
      Address buy,
      BigInteger sellAmount,
      BigInteger buyAmount,
      Side side,
      boolean partially) {
    return new Intent(
        signer(owner).address(),
        signer(owner).address(),
        sell,
        buy,
        sellAmount,
        buyAmount,
        side,
        partially,
        BLOCK.timestamp() - 60,
        BLOCK.timestamp() + 600,
        BigInteger.valueOf(7),
        Bytes32.ZERO);
  }

  public static BatchEntry entry(String owner, Intent intent, BigInteger filledBefore) {
    Bytes32 hash = EIP712.intentHash(intent);
    return new BatchEntry(hash, SignedIntent.ecdsa(intent, signer(owner).sign(hash)), filledBefore);
  }

  public static List<BatchEntry> entries() {
    return List.of(
        entry("alice", SELL_WETH, BigInteger.ZERO),
        entry("bob", BUY_WETH, BigInteger.ZERO),
        entry("carol", SELL_X, weth(4)));
  }

  /**
   * Dave's basket of 5 units, one of which is filled: for each unit he gives 1 X and gets 0.4 WETH
   * and at least 900 dollars.
   */
  public static SignedBasket basket() {
    Signer dave = signer("dave");
    BasketIntent basket =
        new BasketIntent(
            dave.address(),
            dave.address(),
            List.of(
                new Leg(X, BigInteger.ZERO, ONE.negate()),
                new Leg(WETH, BigInteger.ZERO, tenths(4))),
            USD,
            usd(900),
            BigInteger.valueOf(5),
            BLOCK.timestamp() - 60,
            BLOCK.timestamp() + 600,
            BigInteger.valueOf(9),
            Bytes32.ZERO);
    return new SignedBasket(basket, Bytes.of(dave.sign(EIP712.basketHash(basket)).compact()));
  }

  private static BigInteger tenths(long number) {
    return ONE.multiply(BigInteger.valueOf(number)).divide(BigInteger.TEN);
  }

  /** Dave's basket in a batch. */
  public static BatchEntry basketEntry() {
    return new BatchEntry(EIP712.identity(basket()), basket(), BigInteger.ONE);
  }

  /** The three owners' intents and Dave's basket. */
  public static List<BatchEntry> entriesWithBasket() {
    return Stream.concat(entries().stream(), Stream.of(basketEntry())).toList();
  }

  /** Some of Dave's units for {@code dollars} altogether, against the pools. */
  public static Solution fillsBasket(long id, long units, long dollars) {
    BigInteger x = weth(units);
    BigInteger weth = x.multiply(BigInteger.valueOf(95)).divide(BigInteger.valueOf(100));
    return new Solution(
        id,
        new TreeMap<>(),
        List.of(),
        List.of(),
        List.of(fillOfBasket(units, dollars)),
        List.of(
            new EngineInteraction.LiquiditySwap("2", X, WETH, x, weth),
            new EngineInteraction.LiquiditySwap(
                "1", WETH, USD, weth.subtract(tenths(4 * units)), usd(dollars))),
        300_000,
        null);
  }

  private static EngineBasketTrade fillOfBasket(long units, long dollars) {
    return new EngineBasketTrade(
        basket().uid(EIP712.identity(basket())), BigInteger.valueOf(units), usd(dollars));
  }

  /** A solution, and some of Dave's units in the same settlement. */
  public static Solution withBasket(Solution solution, long units, long dollars) {
    List<EngineInteraction> steps = new ArrayList<>(solution.interactions());
    steps.addAll(fillsBasket(0, units, dollars).interactions());
    return new Solution(
        solution.id(),
        solution.prices(),
        solution.trades(),
        solution.jit(),
        List.of(fillOfBasket(units, dollars)),
        steps,
        solution.gas(),
        solution.certificate());
  }

  public static Batch batch(List<BatchEntry> entries) {
    List<BatchEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(BatchEntry::intentHash));
    return new Batch(
        5,
        BLOCK,
        sorted,
        SortedMerkleTree.root(sorted.stream().map(BatchEntry::intentHash).toList()));
  }

  public static List<Liquidity> pools() {
    return List.of(
        new Liquidity.ConstantProduct(
            "1",
            address("pair"),
            90_000,
            address("v2 router"),
            WETH,
            USD,
            weth(1_000),
            usd(2_000_000),
            30),
        new Liquidity.Concentrated(
            "2",
            address("pool"),
            120_000,
            address("v3 router"),
            WETH,
            X,
            BigInteger.ONE.shiftLeft(96),
            weth(5_000),
            0,
            new TreeMap<>(Map.of(-600, weth(5_000), 600, weth(5_000).negate())),
            3_000));
  }

  public static AuctionConfig config() {
    return new AuctionConfig(
        DOMAIN,
        HUB,
        WETH,
        RECEIPTS.address(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(1),
        rules(4, 1),
        3,
        10_000_000,
        3_000);
  }

  /** The usual rules, but for these. */
  public static AwardRules rules(int maxWinners, int maxFallbacks) {
    AwardRules usual = AwardRules.DEFAULT;
    return new AwardRules(
        SelectionRule.of(maxWinners),
        maxFallbacks,
        usual.maxFailedSimulations(),
        usual.rewards(),
        usual.standing());
  }

  /** The usual config with other rules. */
  public static AuctionConfig config(AwardRules rules) {
    AuctionConfig usual = config();
    return new AuctionConfig(
        usual.domain(),
        usual.hub(),
        usual.nativeToken(),
        usual.receiptSigner(),
        usual.solveTimeout(),
        usual.revealTimeout(),
        rules,
        usual.blocksPerAward(),
        usual.maxGas(),
        usual.gasMarginBps());
  }

  public static AuctionTask task(List<BatchEntry> entries, List<Liquidity> pools) {
    Batch batch = batch(entries);
    SortedMap<Bytes32, SignedReceipt> receipts = new TreeMap<>();
    Bytes32 previous = Bytes32.ZERO;
    for (BatchEntry entry : batch.entries()) {
      Receipt receipt = new Receipt(entry.intentHash(), receipts.size() + 1, 5, 6, previous);
      Bytes32 hash = EIP712.receiptHash(receipt);
      receipts.put(entry.intentHash(), new SignedReceipt(receipt, hash, RECEIPTS.sign(hash)));
      previous = hash;
    }
    return new AuctionTask(
        batch,
        new TreeMap<>(Map.of(USD, new TokenInfo(6, "USD", null, BigInteger.ZERO, true))),
        pools,
        BigInteger.valueOf(1_000_000_000),
        receipts);
  }

  public static AuctionTask task() {
    return task(entries(), pools());
  }

  public static IntentUid uid(Intent intent) {
    return IntentUid.of(EIP712.intentHash(intent), intent);
  }

  /** Alice's WETH for {@code dollars} from the pair. */
  public static Solution sellsWeth(long id, long dollars) {
    return new Solution(
        id,
        new TreeMap<>(Map.of(WETH, usd(dollars), USD, ONE)),
        List.of(new EngineTrade(uid(SELL_WETH), ONE, BigInteger.ZERO)),
        List.of(new EngineInteraction.LiquiditySwap("1", WETH, USD, ONE, usd(dollars))),
        200_000);
  }

  /** Bob's WETH for {@code dollars} from the pair. */
  public static Solution buysWeth(long id, long dollars) {
    return new Solution(
        id,
        new TreeMap<>(Map.of(WETH, usd(dollars), USD, ONE)),
        List.of(new EngineTrade(uid(BUY_WETH), ONE, BigInteger.ZERO)),
        List.of(new EngineInteraction.LiquiditySwap("1", USD, WETH, usd(dollars), ONE)),
        200_000);
  }

  /** {@code x} of Carol's X, each for {@code hundredths} of a WETH, from the pool. */
  public static Solution sellsX(long id, long x, long hundredths) {
    BigInteger hundred = BigInteger.valueOf(100);
    BigInteger got = weth(x).multiply(BigInteger.valueOf(hundredths)).divide(hundred);
    return new Solution(
        id,
        new TreeMap<>(Map.of(WETH, hundred, X, BigInteger.valueOf(hundredths))),
        List.of(new EngineTrade(uid(SELL_X), weth(x), BigInteger.ZERO)),
        List.of(new EngineInteraction.LiquiditySwap("2", X, WETH, weth(x), got)),
        200_000);
  }

  /** Alice's WETH to Bob at {@code dollars}, and {@code x} of Carol's through the pool. */
  public static Solution matches(long id, long dollars, long x) {
    // Prices: 1 WETH = dollars; X = 0.95 WETH, in a scale where WETH has 100 * dollars.
    BigInteger scale = BigInteger.valueOf(100);
    return new Solution(
        id,
        new TreeMap<>(
            Map.of(
                WETH,
                usd(dollars).multiply(scale),
                USD,
                ONE.multiply(scale),
                X,
                usd(dollars).multiply(BigInteger.valueOf(95)))),
        List.of(
            new EngineTrade(uid(SELL_X), weth(x), BigInteger.ZERO),
            new EngineTrade(uid(BUY_WETH), ONE, usd(1)),
            new EngineTrade(uid(SELL_WETH), ONE, BigInteger.ZERO)),
        List.of(
            new EngineInteraction.LiquiditySwap(
                "2", X, WETH, weth(x), weth(x).multiply(BigInteger.valueOf(96)).divide(scale))),
        400_000);
  }
}
