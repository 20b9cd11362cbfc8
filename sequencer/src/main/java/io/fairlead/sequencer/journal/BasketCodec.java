package io.fairlead.sequencer.journal;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import java.util.ArrayList;
import java.util.List;

/** Baskets and their fills as bytes, each in exactly one form. */
final class BasketCodec {
  private BasketCodec() {}

  static void put(ByteWriter out, SignedBasket signed) {
    BasketIntent basket = signed.basket();
    out.address(basket.owner()).address(basket.receiver()).number(basket.legs().size());
    for (Leg leg : basket.legs()) {
      out.address(leg.token()).amount(leg.id()).signed(leg.amount());
    }
    out.address(basket.quoteToken())
        .signed(basket.quotePerUnit())
        .amount(basket.units())
        .number(basket.validFrom())
        .number(basket.validTo())
        .amount(basket.nonce())
        .word(basket.appData())
        .bytes(signed.signature(), SignedIntent.MAX_SIGNATURE);
  }

  static SignedBasket basket(ByteReader in) {
    Address owner = in.address();
    Address receiver = in.address();
    int count = in.count();
    List<Leg> legs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      legs.add(new Leg(in.address(), in.amount(), in.signed()));
    }
    BasketIntent basket =
        new BasketIntent(
            owner,
            receiver,
            legs,
            in.address(),
            in.signed(),
            in.amount(),
            in.number(),
            in.number(),
            in.amount(),
            in.word());
    return new SignedBasket(basket, in.bytes(SignedIntent.MAX_SIGNATURE));
  }

  static void put(ByteWriter out, List<BasketFill> fills) {
    out.number(fills.size());
    for (BasketFill fill : fills) {
      out.word(fill.intentHash()).amount(fill.units()).signed(fill.quote());
    }
  }

  static List<BasketFill> fills(ByteReader in) {
    int count = in.count();
    List<BasketFill> fills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fills.add(new BasketFill(in.word(), in.amount(), in.signed()));
    }
    return fills;
  }
}
