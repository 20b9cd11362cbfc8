package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTwap;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.util.Optional;

/** The packed form of trades. What reading leaves open is settled by writing it again. */
final class TradePacking {
  private static final int BUY = 1;
  private static final int PARTIAL = 1 << 1;
  private static final int SHARED = 1 << 2;
  private static final int SHORT_NONCE = 1 << 3;
  private static final int RECEIVER = 1 << 4;
  private static final int VALID_FROM = 1 << 5;
  private static final int APP_DATA = 1 << 6;
  private static final int AMOUNTS = 1 << 7;
  private static final int PERMIT2 = 1 << 8;
  private static final int NATIVE = 1 << 9;
  private static final int TWAP = 1 << 10;
  private static final int HOOKS = 1 << 11;
  private static final int TOKEN_PERMIT = 1 << 12;
  private static final int ODD_SIGNATURE = 1 << 13;
  private static final int AMOUNT = 16;

  private TradePacking() {}

  /** The nonce that is signed: of a part, its parent's. */
  static BigInteger signedNonce(Trade trade) {
    return switch (trade) {
      case Trade.OfIntent one -> one.signed().intent().nonce();
      case Trade.OfTwap part -> part.signed().twap().nonce();
    };
  }

  /** Whether a nonce is of the award signer's shared lane. Permit2's nonces have no lanes. */
  static boolean isShared(Trade trade, BigInteger nonce, SettlementTerms terms) {
    return trade.funding() != Funding.PERMIT2 && new Nonce(nonce).isSharedOf(terms.auctioneer());
  }

  static void write(PackedWriter out, Trade trade, TokenTable table, SettlementTerms terms) {
    Intent intent = trade.intent();
    BigInteger nonce = signedNonce(trade);
    boolean shared = isShared(trade, nonce, terms);
    int flags = flags(trade, intent, nonce, shared);
    out.number(flags, 2)
        .number(table.indexOf(intent.sellToken()), 1)
        .number(table.indexOf(terms.listed(intent.buyToken())), 1)
        .address(intent.owner())
        .unsigned(intent.sellAmount(), AMOUNT)
        .unsigned(intent.buyAmount(), AMOUNT)
        .number((flags & TWAP) == 0 ? intent.validTo() : 0, 4);
    if (shared) {
      Nonce place = new Nonce(nonce);
      out.number(table.series().indexOf(place.series()), 1).number(place.bit(), 1);
    } else {
      out.unsigned(nonce, (flags & SHORT_NONCE) != 0 ? 8 : 32);
    }
    if ((flags & RECEIVER) != 0) {
      out.address(intent.receiver());
    }
    if ((flags & VALID_FROM) != 0) {
      out.number(validFrom(trade), 4);
    }
    if ((flags & APP_DATA) != 0) {
      out.word(intent.appData());
    }
    if ((flags & AMOUNTS) != 0) {
      out.unsigned(trade.executedAmount(), AMOUNT).unsigned(trade.fee(), AMOUNT);
    }
    if (trade instanceof Trade.OfTwap part) {
      TwapIntent twap = part.signed().twap();
      out.number(part.part(), 1)
          .number(twap.parts() - 1, 1)
          .number(twap.interval(), 4)
          .number(twap.span(), 4);
    }
    if ((flags & HOOKS) != 0) {
      out.sized(trade.hooks().packed(), 3);
    }
    trade
        .tokenPermit()
        .ifPresent(permit ->
            out.unsigned(permit.value(), 32)
                .unsigned(permit.deadline(), 32)
                .raw(permit.signature().compact()));
    if ((flags & ODD_SIGNATURE) != 0) {
      out.sized(trade.signature(), 2);
    } else {
      out.raw(trade.signature().bytes());
    }
  }

  static Trade read(PackedReader in, TokenTable table, SettlementTerms terms) {
    int flags = (int) in.number(2);
    Address sellToken = table.token(in.number(1));
    Address listed = table.token(in.number(1));
    Address buyToken = (flags & NATIVE) != 0 ? Intent.NATIVE : listed;
    Address owner = in.address();
    BigInteger sellAmount = in.unsigned(AMOUNT);
    BigInteger buyAmount = in.unsigned(AMOUNT);
    long validTo = in.number(4);
    BigInteger nonce =
        (flags & SHARED) != 0
            ? Nonce.shared(table.series(in.number(1)), terms.auctioneer(), (int) in.number(1))
                .value()
            : in.unsigned((flags & SHORT_NONCE) != 0 ? 8 : 32);
    Address receiver = (flags & RECEIVER) != 0 ? in.address() : owner;
    long validFrom = (flags & VALID_FROM) != 0 ? in.number(4) : 0;
    Bytes32 appData = (flags & APP_DATA) != 0 ? in.word() : Bytes32.ZERO;
    Side side = (flags & BUY) != 0 ? Side.BUY : Side.SELL;
    boolean amounts = (flags & AMOUNTS) != 0;
    BigInteger executed =
        amounts ? in.unsigned(AMOUNT) : side == Side.SELL ? sellAmount : buyAmount;
    BigInteger fee = amounts ? in.unsigned(AMOUNT) : BigInteger.ZERO;
    if ((flags & TWAP) != 0) {
      int part = (int) in.number(1);
      int parts = (int) in.number(1) + 1;
      long interval = in.number(4);
      long span = in.number(4);
      Rest rest = rest(in, flags, appData);
      TwapIntent twap =
          new TwapIntent(
              owner,
              receiver,
              sellToken,
              buyToken,
              sellAmount,
              buyAmount,
              validFrom,
              interval,
              span,
              parts,
              nonce,
              rest.appData());
      return new Trade.OfTwap(
          new SignedTwap(twap, rest.signature(), rest.permit(), rest.hooks()), part, executed, fee);
    }
    Rest rest = rest(in, flags, appData);
    Intent intent =
        new Intent(
            owner,
            receiver,
            sellToken,
            buyToken,
            sellAmount,
            buyAmount,
            side,
            (flags & PARTIAL) != 0,
            validFrom,
            validTo,
            nonce,
            rest.appData());
    Funding funding = (flags & PERMIT2) != 0 ? Funding.PERMIT2 : Funding.ALLOWANCE;
    return new Trade.OfIntent(
        new SignedIntent(intent, funding, rest.signature(), rest.permit(), rest.hooks()),
        executed,
        fee);
  }

  private record Rest(
      Bytes32 appData, Hooks hooks, Optional<TokenPermit> permit, Bytes signature) {}

  private static Rest rest(PackedReader in, int flags, Bytes32 given) {
    Hooks hooks = (flags & HOOKS) != 0 ? Hooks.parse(in.sized(3, Hooks.MAX_SIZE)) : Hooks.NONE;
    Optional<TokenPermit> permit =
        (flags & TOKEN_PERMIT) != 0
            ? Optional.of(
                new TokenPermit(
                    in.unsigned(32),
                    in.unsigned(32),
                    Signature.ofCompact(in.raw(Signature.COMPACT_SIZE))))
            : Optional.empty();
    Bytes signature =
        (flags & ODD_SIGNATURE) != 0
            ? in.sized(2, SignedIntent.MAX_SIGNATURE)
            : Bytes.of(in.raw(Signature.COMPACT_SIZE));
    return new Rest(hooks.isEmpty() ? given : hooks.appData(), hooks, permit, signature);
  }

  private static int flags(Trade trade, Intent intent, BigInteger nonce, boolean shared) {
    BigInteger whole =
        switch (intent.side()) {
          case SELL -> intent.sellAmount();
          case BUY -> intent.buyAmount();
        };
    boolean everything = trade.fee().signum() == 0 && trade.executedAmount().equals(whole);
    boolean noAppData = !trade.hooks().isEmpty() || intent.appData().isZero();
    return (intent.side() == Side.BUY ? BUY : 0)
        | (intent.partiallyFillable() ? PARTIAL : 0)
        | (shared ? SHARED : 0)
        | (!shared && nonce.bitLength() <= 64 ? SHORT_NONCE : 0)
        | (intent.receiver().equals(intent.owner()) ? 0 : RECEIVER)
        | (validFrom(trade) == 0 ? 0 : VALID_FROM)
        | (noAppData ? 0 : APP_DATA)
        | (everything ? 0 : AMOUNTS)
        | (trade.funding() == Funding.PERMIT2 ? PERMIT2 : 0)
        | (intent.buyToken().equals(Intent.NATIVE) ? NATIVE : 0)
        | (trade instanceof Trade.OfTwap ? TWAP : 0)
        | (trade.hooks().isEmpty() ? 0 : HOOKS)
        | (trade.tokenPermit().isPresent() ? TOKEN_PERMIT : 0)
        | (trade.signature().size() == Signature.COMPACT_SIZE ? 0 : ODD_SIGNATURE);
  }

  /** Of a part, its parent's start. */
  private static long validFrom(Trade trade) {
    return switch (trade) {
      case Trade.OfIntent one -> one.signed().intent().validFrom();
      case Trade.OfTwap part -> part.signed().twap().start();
    };
  }
}
