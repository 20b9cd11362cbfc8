package io.fairlead.relay.intent;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.intake.Accounts;
import io.fairlead.relay.intake.IntakePolicy;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import java.math.BigInteger;
import java.util.List;
import java.util.function.LongSupplier;
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
          "appData");

  private final QuoteSource quotes;
  private final Accounts accounts;
  private final FreeNonces nonces;
  private final IntakePolicy policy;
  private final LongSupplier unixSeconds;

  /**
   * @param unixSeconds the wall clock: on a chain that stands still, windows still begin now
   */
  public IntentQuote(
      QuoteSource quotes,
      Accounts accounts,
      FreeNonces nonces,
      IntakePolicy policy,
      LongSupplier unixSeconds) {
    this.quotes = quotes;
    this.accounts = accounts;
    this.nonces = nonces;
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
    }
  }

  private ObjectNode answer(Params params) {
    Address owner = params.address("owner");
    Side side = IntentJson.side(params);
    BigInteger amount = params.uint("amount", 128);
    if (amount.signum() == 0) {
      throw params.invalid("amount", "must be above zero");
    }
    Address sellToken = token(params, "sellToken");
    Address buyToken = token(params, "buyToken");
    if (sellToken.equals(buyToken)) {
      throw params.invalid("buyToken", "must differ from sellToken");
    }
    long slippage =
        params
            .optional("slippageBps", name -> params.number(name, 0, 9_999))
            .orElse(DEFAULT_SLIPPAGE_BPS);
    long seconds =
        params
            .optional("validFor", name -> params.number(name, 1, policy.maxValiditySeconds()))
            .orElse(Math.min(DEFAULT_SECONDS, policy.maxValiditySeconds()));
    Address receiver = params.optional("receiver", params::address).orElse(owner);
    boolean partially = params.optional("partiallyFillable", params::bool).orElse(false);
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
            .quote(widest)
            .orElseThrow(() -> new RpcFault(RpcError.NO_ROUTE, "no solver found a price"));
    BigInteger nonce = nonces.choose(owner, head, now, now + seconds);
    return write(limited(widest, quote, slippage, nonce), quote, head);
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

  private ObjectNode write(Intent intent, QuoteSource.Quote quote, BlockRef head) {
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
    BigInteger allowance = accounts.allowance(intent.sellToken(), intent.owner(), head);
    if (allowance.compareTo(needed) < 0) {
      issues
          .putObject("allowance")
          .put("actual", allowance.toString())
          .put("expected", needed.toString())
          .put("spender", accounts.hub().toString());
    }
    return json;
  }

  private Address token(Params params, String name) {
    Address token = params.address(name);
    if (!policy.tokens().contains(token)) {
      throw new RpcFault(
          RpcError.UNKNOWN_TOKEN, name + " is not traded here, see fairlead_info", name);
    }
    return token;
  }
}
