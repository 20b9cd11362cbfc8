package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The packed form of baskets. */
final class BasketPacking {
  private static final int AMOUNT = 16;

  private BasketPacking() {}

  static void write(PackedWriter out, BasketTrade trade, TokenTable table) {
    BasketIntent basket = trade.signed().basket();
    out.number(0, 1).address(basket.owner()).number(basket.legs().size(), 1);
    for (Leg leg : basket.legs()) {
      out.address(leg.token()).unsigned(leg.id(), 32).signed(leg.amount(), AMOUNT);
    }
    out.number(table.indexOf(basket.quoteToken()), 1)
        .signed(basket.quotePerUnit(), AMOUNT)
        .unsigned(basket.units(), 8)
        .unsigned(trade.units(), 8)
        .signed(trade.quote(), AMOUNT)
        .number(basket.validFrom(), 4)
        .number(basket.validTo(), 4)
        .unsigned(basket.nonce(), 32)
        .address(basket.receiver())
        .word(basket.appData())
        .sized(trade.signed().signature(), 2);
  }

  static BasketTrade read(PackedReader in, TokenTable table) {
    if (in.number(1) != 0) {
      throw new IllegalArgumentException("unknown flags of a basket");
    }
    Address owner = in.address();
    long count = in.number(1);
    List<Leg> legs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      legs.add(new Leg(in.address(), in.unsigned(32), in.signed(AMOUNT)));
    }
    Address quoteToken = table.token(in.number(1));
    BigInteger quotePerUnit = in.signed(AMOUNT);
    BigInteger units = in.unsigned(8);
    BigInteger filled = in.unsigned(8);
    BigInteger quote = in.signed(AMOUNT);
    long validFrom = in.number(4);
    long validTo = in.number(4);
    BigInteger nonce = in.unsigned(32);
    Address receiver = in.address();
    Bytes32 appData = in.word();
    Bytes signature = in.sized(2, SignedIntent.MAX_SIGNATURE);
    BasketIntent basket =
        new BasketIntent(
            owner,
            receiver,
            legs,
            quoteToken,
            quotePerUnit,
            units,
            validFrom,
            validTo,
            nonce,
            appData);
    return new BasketTrade(new SignedBasket(basket, signature), filled, quote);
  }
}
