package io.fairlead.devnet.bench.arena;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.chain.submit.TransactionFields;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.NodePackages;
import io.fairlead.devnet.deploy.CreationCode;
import io.fairlead.devnet.deploy.Deployer;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.deploy.TransactionQueue;
import io.fairlead.devnet.rpc.Quantity;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A chain with two ordinary tokens and owners who have some of both. Everything in it follows from
 * constants, so every run gives the same figures. Blocking; for one thread.
 */
public final class Arena implements AutoCloseable {
  /** Gas one transaction may use (EIP-7825). */
  public static final long TRANSACTION_CAP = 1L << 24;

  /** Whoever reverts after so much of it ran out of gas: an inner call may leave a 64th. */
  public static final long NEARLY_ALL = TRANSACTION_CAP / 10 * 9;

  /** Signs awards. */
  public static final LocalSigner AUCTIONEER = DevKeys.signer("auctioneer");

  /**
   * Deploys the other protocols. It does nothing else, so that their addresses, which call data and
   * signatures depend on, are the same whatever else was done.
   */
  public static final LocalSigner DEPLOYER = DevKeys.signer("bench deployer");

  /** Fills orders and sends the transactions. */
  public static final LocalSigner SOLVER = DevKeys.signer("bench solver");

  /** Sends what a node settles: that is not the solver's business there. */
  public static final LocalSigner SUBMITTER = DevKeys.signer("bench submitter");

  private static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");
  private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000L);
  private static final BigInteger MAX_FEE = TIP.multiply(BigInteger.valueOf(1_000));
  private static final BigInteger RICH = BigInteger.TEN.pow(30);
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  /** What an order sells: about a thousand whole tokens, no two the same. */
  private static final BigInteger SOLD = new BigInteger("1037412345678901234567");

  private static final BigInteger SOLD_STEP = new BigInteger("1234567890123456789");
  private static final BigInteger OWNED = SOLD.multiply(BigInteger.valueOf(1_000));

  /**
   * Of every order: from the first block on for longer than everything takes, a second per block.
   */
  private static final long VALID_FROM = GENESIS.getEpochSecond();

  private static final long VALID_TO = VALID_FROM + 1_799;
  private static final long SIMPLE_GAS = 100_000;

  private final Scratch scratch;
  private final DevChain chain;
  private TransactionQueue queue;
  private final Deployment deployment;
  private final List<LocalSigner> owners = new ArrayList<>();

  private Arena(Scratch scratch, DevChain chain, Deployment deployment) {
    this.scratch = scratch;
    this.chain = chain;
    this.deployment = deployment;
    this.queue = new TransactionQueue(chain);
  }

  /**
   * Starts Anvil and deploys tokens, exchanges, Permit2 and our own contracts.
   *
   * @throws io.fairlead.devnet.process.ProcessException if Anvil or an npm package is missing, or
   *     Anvil does not start
   */
  public static Arena start() {
    return start(Deployer::ofPlainTokens);
  }

  /** The same with the tokens of a devnet, which are OpenZeppelin's. */
  public static Arena ofDevTokens() {
    return start(Deployer::new);
  }

  private static Arena start(Function<DevChain, Deployer> deployer) {
    Scratch scratch = Scratch.create();
    DevChain chain = null;
    try {
      chain = DevChain.start(ChainKind.ANVIL, 0, GENESIS, scratch.folder());
      Deployment deployment =
          deployer.apply(chain).deploy(AUCTIONEER.address(), DevKeys.signer("vault").address());
      Arena arena = new Arena(scratch, chain, deployment);
      arena.giveBoth(SOLVER.address(), RICH);
      arena.giveBoth(DEPLOYER.address(), RICH);
      arena.queue.mine();
      return arena;
    } catch (RuntimeException e) {
      if (chain != null) {
        chain.close();
      }
      scratch.close();
      throw e;
    }
  }

  /** Where everything is. */
  public Deployment deployment() {
    return deployment;
  }

  /** The chain. */
  public DevChain chain() {
    return chain;
  }

  /** For transactions that set a protocol up. */
  public TransactionQueue queue() {
    return queue;
  }

  /** Creation code from the npm packages. */
  public CreationCode code() {
    return new CreationCode(NodePackages.installed());
  }

  /** What every order sells. */
  public Address sellToken() {
    return deployment.token("DAI").address();
  }

  /** What every order buys. */
  public Address buyToken() {
    return deployment.token("USDC").address();
  }

  /** Queues a gift of both tokens and of coin for gas, so that no balance is zero. */
  public void giveBoth(Address account, BigInteger amount) {
    giveCoin(account);
    for (Address token : List.of(sellToken(), buyToken())) {
      queue.call("gift", DevKeys.deployer(), token, Erc20.mint(account, amount), SIMPLE_GAS);
    }
  }

  /** Gives an account enough coin for every transaction it sends. */
  public void giveCoin(Address account) {
    chain.setBalance(account, ETHER.multiply(BigInteger.valueOf(1_000)));
  }

  /** Queues an unlimited approval. */
  public void approve(Signer owner, Address token, Address spender) {
    queue.call("approval", owner, token, Erc20.approve(spender, Erc20.UNLIMITED), SIMPLE_GAS);
  }

  /** The first {@code count} owners, made if they are not there yet. */
  public List<LocalSigner> owners(int count) {
    while (owners.size() < count) {
      LocalSigner owner = DevKeys.signer("bench owner " + owners.size());
      giveBoth(owner.address(), OWNED);
      owners.add(owner);
    }
    queue.mine();
    return List.copyOf(owners.subList(0, count));
  }

  /** One order of each of the first {@code count} owners. */
  public List<Order> orders(int count) {
    List<LocalSigner> signers = owners(count);
    return IntStream.range(0, count).mapToObj(i -> order(signers.get(i), i)).toList();
  }

  private static Order order(Signer owner, int index) {
    BigInteger sold = SOLD.add(SOLD_STEP.multiply(BigInteger.valueOf(index)));
    BigInteger bought = Prices.bought(sold);
    // Half a percent of slippage, as wallets allow by default.
    BigInteger limit = bought.multiply(BigInteger.valueOf(995)).divide(BigInteger.valueOf(1_000));
    return new Order(owner, sold, limit, bought, VALID_FROM, VALID_TO);
  }

  /** How many transactions an account has sent. */
  public long sent(Signer account) {
    return Quantity.parseLong(
        chain.rpc().call("eth_getTransactionCount", account.address().toString(), "latest"));
  }

  /** Mines one transaction with all the gas it may have. */
  public Mined mine(Call call) {
    long nonce = sent(call.sender());
    TransactionFields fields =
        new TransactionFields(
            DevChain.CHAIN_ID,
            nonce,
            call.to(),
            BigInteger.ZERO,
            call.data(),
            TRANSACTION_CAP,
            MAX_FEE,
            TIP);
    SignedTransaction signed = new TransactionSigner(call.sender()).sign(fields);
    chain.rpc().call("eth_sendRawTransaction", signed.raw().toString());
    chain.mineBlock();
    JsonNode receipt = chain.rpc().call("eth_getTransactionReceipt", signed.hash().toString());
    if (receipt.isNull()) {
      throw new ArenaException("a transaction was not mined");
    }
    return new Mined(
        signed.hash(),
        Quantity.parseLong(receipt.path("status")) == 1,
        Quantity.parseLong(receipt.path("gasUsed")));
  }

  /**
   * Mines the transaction that fills {@code orders} and makes sure that it did, to the wei.
   *
   * @throws ArenaException if it reverts or an owner paid or got anything else
   */
  public Mined fill(String what, Call call, List<Order> orders) {
    Ledger before = ledger(orders);
    Mined mined = mine(call);
    if (!mined.succeeded()) {
      throw new ArenaException(
          mined.gasUsed() >= NEARLY_ALL
              ? "%s: %d orders do not fit into the %,d gas of one transaction"
                  .formatted(what, orders.size(), TRANSACTION_CAP)
              : "%s: the settlement of %d reverted after %,d gas"
                  .formatted(what, orders.size(), mined.gasUsed()));
    }
    ledger(orders).requireFilled(before, orders);
    return mined;
  }

  /** Runs {@code work} and then puts the chain back to where it was before. */
  public <T> T undone(Supplier<T> work) {
    queue.mine();
    int known = owners.size();
    JsonNode snapshot = chain.rpc().call("evm_snapshot");
    T result = work.get();
    if (!chain.rpc().call("evm_revert", snapshot).asBoolean()) {
      throw new ArenaException("the chain cannot be put back");
    }
    owners.subList(known, owners.size()).clear();
    queue = new TransactionQueue(chain);
    return result;
  }

  private Ledger ledger(List<Order> orders) {
    return Ledger.read(chain.rpc(), sellToken(), buyToken(), orders);
  }

  @Override
  public void close() {
    chain.close();
    scratch.close();
  }
}
