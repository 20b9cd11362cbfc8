package io.fairlead.relay.intent;

import io.fairlead.auction.run.SolversUnavailableException;
import io.fairlead.chain.ChainException;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.intake.Accounts;
import io.fairlead.relay.intake.IntakePolicy;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import java.math.BigInteger;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code intent_quote}: a complete intent, ready to be signed, at the best price the solvers see
 * now. What keeps the owner from using it is told beside it instead of failing.
 */
public final class IntentQuote implements RpcMethod {
  private static final long DEFAULT_SLIPPAGE_BPS = 50;
  private static final long DEFAULT_SECONDS = 300;
  private static final BigInteger BPS = BigInteger.valueOf(10_000);
  private static final List<String> MEMBERS =
      List.of(
          "owner",
          "sellToken",
          "buyToken",
          "side",
          "amount",
          "slippageBps",
          "validFor",
          "receiver",
          "partiallyFillable",
          "appData",
          "lane",
          "funding");

  private final QuoteSource quotes;
  private final Accounts accounts;
  private final FreeNonces nonces;
  private final SharedLane shared;
  private final IntakePolicy policy;
  private final LongSupplier unixSeconds;

  /**
   * @param unixSeconds the wall clock: on a chain that stands still, windows still begin now
   */
  public IntentQuote(
      QuoteSource quotes,
      Accounts accounts,
      FreeNonces nonces,
      SharedLane shared,
      IntakePolicy policy,
      LongSupplier unixSeconds) {
    this.quotes = quotes;
    this.accounts = accounts;
    this.nonces = nonces;
    this.shared = shared;
    this.policy = policy;
    this.unixSeconds = unixSeconds;
  }

  @Override
  public String name() {
    return "intent_quote";
  }

  @Override
  public int cost() {
    return 10;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, MEMBERS);
    try {
      return answer(params);
    } catch (ChainException e) {
      throw new RpcFault(RpcError.CHAIN_UNAVAILABLE, "the chain node did not answer");
    } catch (SolversUnavailableException e) {
      throw new RpcFault(
          RpcError.SOLVERS_UNAVAILABLE, "no solver gave a usable answer in time, try again");
    }
  }

  private ObjectNode answer(Params params) {
    Address owner = params.address("owner");
    Side side = IntentJson.side(params);
    BigInteger amount = params.uint("amount", 128);
    if (amount.signum() == 0) {
      throw params.invalid("amount", "must be above zero");
    }
    Address sellToken = token(params, "sellToken", policy.tokens()::contains);
    Address buyToken = token(params, "buyToken", policy::buys);
    if (policy.areSame(sellToken, buyToken)) {
      throw params.invalid("buyToken", "must differ from sellToken");
    }
    long slippage =
        params
            .optional("slippageBps", name -> params.number(name, 0, 9_999))
            .orElse(DEFAULT_SLIPPAGE_BPS);
    Funding funding = SignedJson.funding(params);
    Lane lane = Lane.read(params);
    if (lane == Lane.SHARED && funding == Funding.PERMIT2) {
      throw params.invalid("lane", "must be left out with permit2, which has nonces of its own");
    }
    long longest =
        lane == Lane.SHARED
            ? Math.min(Intent.SHARED_LANE_SECONDS, policy.maxValiditySeconds())
            : policy.maxValiditySeconds();
    long seconds =
        params
            .optional("validFor", name -> params.number(name, 1, longest))
            .orElse(Math.min(DEFAULT_SECONDS, longest));
    Address receiver = params.optional("receiver", params::address).orElse(owner);
    boolean partially = params.optional("partiallyFillable", params::bool).orElse(false);
    if (partially && (lane == Lane.SHARED || funding == Funding.PERMIT2)) {
      throw params.invalid(
          "partiallyFillable", "must be false in the shared lane and with permit2");
    }
    Bytes32 appData = params.optional("appData", params::bytes32).orElse(Bytes32.ZERO);

    BlockRef head = accounts.head();
    long now = Math.max(head.timestamp(), unixSeconds.getAsLong());
    Intent widest =
        new Intent(
            owner,
            receiver,
            sellToken,
            buyToken,
            side == Side.SELL ? amount : Intent.MAX_AMOUNT,
            side == Side.SELL ? BigInteger.ONE : amount,
            side,
            partially,
            0,
            now + seconds,
            BigInteger.ZERO,
            appData);
    QuoteSource.Quote quote =
        quotes
            .quote(asked(widest))
            .orElseThrow(() -> new RpcFault(RpcError.NO_ROUTE, "no solver found a price"));
    BigInteger nonce =
        switch (lane) {
          case OWNER -> nonces.choose(funding, owner, head, now, now + seconds);
          case SHARED -> shared.reserve(owner, now).nonce().value();
        };
    return write(limited(widest, quote, slippage, nonce), funding, quote, head);
  }

  /** Hooks have no influence on the price, and are not known before the intent is submitted. */
  private static Intent asked(Intent wanted) {
    return Hooks.areClaimedBy(wanted.appData())
        ? new Intent(
            wanted.owner(),
            wanted.receiver(),
            wanted.sellToken(),
            wanted.buyToken(),
            wanted.sellAmount(),
            wanted.buyAmount(),
            wanted.side(),
            wanted.partiallyFillable(),
            wanted.validFrom(),
            wanted.validTo(),
            wanted.nonce(),
            Bytes32.ZERO)
        : wanted;
  }

  /** The quoted intent with its limit {@code slippage} bps worse than the quote. */
  static Intent limited(Intent wanted, QuoteSource.Quote quote, long slippage, BigInteger nonce) {
    boolean sells = wanted.side() == Side.SELL;
    return new Intent(
        wanted.owner(),
        wanted.receiver(),
        wanted.sellToken(),
        wanted.buyToken(),
        sells
            ? wanted.sellAmount()
            : quote
                .sellAmount()
                .multiply(BPS.add(BigInteger.valueOf(slippage)))
                .add(BPS.subtract(BigInteger.ONE))
                .divide(BPS)
                .min(Intent.MAX_AMOUNT),
        sells
            ? quote
                .buyAmount()
                .multiply(BPS.subtract(BigInteger.valueOf(slippage)))
                .divide(BPS)
                .max(BigInteger.ONE)
            : wanted.buyAmount(),
        wanted.side(),
        wanted.partiallyFillable(),
        wanted.validFrom(),
        wanted.validTo(),
        nonce,
        wanted.appData());
  }

  private ObjectNode write(Intent intent, Funding funding, QuoteSource.Quote quote, BlockRef head) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("intent", IntentJson.write(intent));
    json.putObject("quote")
        .put("sellAmount", quote.sellAmount().toString())
        .put("buyAmount", quote.buyAmount().toString())
        .put("feeAmount", quote.feeAmount().toString())
        .put("expiresAt", Long.toString(intent.validTo()));
    ObjectNode issues = json.putObject("issues");
    BigInteger needed = intent.sellAmount();
    BigInteger balance = accounts.balance(intent.sellToken(), intent.owner(), head);
    if (balance.compareTo(needed) < 0) {
      issues
          .putObject("balance")
          .put("actual", balance.toString())
          .put("expected", needed.toString());
    }
    Address spender = accounts.spender(funding);
    BigInteger allowance = accounts.allowance(intent.sellToken(), intent.owner(), spender, head);
    if (allowance.compareTo(needed) < 0) {
      issues
          .putObject("allowance")
          .put("actual", allowance.toString())
          .put("expected", needed.toString())
          .put("spender", spender.toString());
    }
    return json;
  }

  private static Address token(Params params, String name, Predicate<Address> traded) {
    Address token = params.address(name);
    if (!traded.test(token)) {
      throw new RpcFault(
          RpcError.UNKNOWN_TOKEN, name + " is not traded here, see fairlead_info", name);
    }
    return token;
  }
}
