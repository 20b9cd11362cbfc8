package io.fairlead.auction.ruling;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.score.Execution;
import io.fairlead.auction.score.FeePolicy;
import io.fairlead.auction.score.FeePolicy.Quote;
import io.fairlead.auction.score.LimitTerms;
import io.fairlead.auction.winner.TokenPair;
import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads orders, fee policies and executed amounts. */
final class OrderReader {
  static final int AMOUNT_BITS = 256;
  private static final int MAX_POLICIES = 16;
  private static final int MAX_FACTOR_TEXT = 40;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  private final TokenNames tokens;

  OrderReader(TokenNames tokens) {
    this.tokens = tokens;
  }

  SignedOrder read(JsonView view) {
    String sell = tokens.read(view.field("sellToken"));
    String buy = tokens.read(view.field("buyToken"));
    if (sell.equals(buy)) {
      throw view.field("buyToken").problem("is the sell token");
    }
    JsonView side = view.field("side");
    LimitTerms terms =
        new LimitTerms(
            side.parsed(8, Side::parse, "must be \"sell\" or \"buy\""),
            view.field("sellAmount").uint(AMOUNT_BITS),
            view.field("buyAmount").uint(AMOUNT_BITS));
    if (terms.sellAmount().signum() == 0) {
      throw view.field("sellAmount").problem("must be above zero");
    }
    if (terms.side() == Side.BUY && terms.buyAmount().signum() == 0) {
      throw view.field("buyAmount").problem("must be above zero for a buy order");
    }
    return new SignedOrder(
        new TokenPair(sell, buy),
        terms,
        view.optional("partiallyFillable").map(JsonView::bool).orElse(true),
        view.optional("feePolicies")
            .map(policies -> policies.list(MAX_POLICIES, OrderReader::policy))
            .orElse(List.of()));
  }

  static Execution execution(JsonView view) {
    return new Execution(
        view.field("executedSell").uint(AMOUNT_BITS), view.field("executedBuy").uint(AMOUNT_BITS));
  }

  private static FeePolicy policy(JsonView view) {
    JsonView kind = view.field("kind");
    return switch (kind.text(32)) {
      case "surplus" ->
          checked(
              view,
              () ->
                  new FeePolicy.Surplus(
                      factor(view.field("factor")), factor(view.field("maxVolumeFactor"))));
      case "priceImprovement" ->
          checked(
              view,
              () ->
                  new FeePolicy.PriceImprovement(
                      factor(view.field("factor")),
                      factor(view.field("maxVolumeFactor")),
                      quote(view.field("quote"))));
      case "volume" -> checked(view, () -> new FeePolicy.Volume(factor(view.field("factor"))));
      default -> throw kind.problem("must be \"surplus\", \"priceImprovement\" or \"volume\"");
    };
  }

  private static Quote quote(JsonView view) {
    return checked(
        view,
        () ->
            new Quote(
                view.field("sellAmount").uint(AMOUNT_BITS),
                view.field("buyAmount").uint(AMOUNT_BITS),
                view.field("fee").uint(AMOUNT_BITS)));
  }

  /** What a record refuses, its message names a member of {@code view}. */
  private static <T> T checked(JsonView view, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      String[] parts = String.valueOf(e.getMessage()).split(" ", 2);
      throw view.field(parts[0]).problem(parts[1]);
    }
  }

  private static Rational factor(JsonView view) {
    String text = view.text(MAX_FACTOR_TEXT);
    if (!DECIMAL.matcher(text).matches()) {
      throw view.problem("must be a decimal fraction as a text, like \"0.25\"");
    }
    int point = text.indexOf('.');
    int digits = point < 0 ? 0 : text.length() - point - 1;
    return new Rational(new BigInteger(text.replace(".", "")), BigInteger.TEN.pow(digits));
  }
}
