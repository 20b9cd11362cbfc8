package io.fairlead.auction.engine.reading;

import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.reading.FlatObject.Kind;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders in the form in which engines are sent them, without protocol fees and interactions: read
 * as {@code OrderJson} reads them, from the bytes. Throws {@link UnsureException} at any other. For
 * one document and one thread.
 */
final class OrderText {
  /** Of the API and our additions to it, ascending, as in a request in canonical form. */
  private static final List<String> NAMES =
      List.of(
          "appData",
          "buyAmount",
          "buyToken",
          "buyTokenDestination",
          "class",
          "created",
          "feePolicies",
          "fullBuyAmount",
          "fullSellAmount",
          "kind",
          "nonce",
          "owner",
          "partiallyFillable",
          "postInteractions",
          "preInteractions",
          "receiver",
          "sellAmount",
          "sellToken",
          "sellTokenSource",
          "signature",
          "signingScheme",
          "uid",
          "validFrom",
          "validTo");

  private static final int APP_DATA = at("appData");
  private static final int BUY_AMOUNT = at("buyAmount");
  private static final int BUY_TOKEN = at("buyToken");
  private static final int FEE_POLICIES = at("feePolicies");
  private static final int FULL_BUY_AMOUNT = at("fullBuyAmount");
  private static final int FULL_SELL_AMOUNT = at("fullSellAmount");
  private static final int KIND = at("kind");
  private static final int NONCE = at("nonce");
  private static final int OWNER = at("owner");
  private static final int PARTIALLY_FILLABLE = at("partiallyFillable");
  private static final int RECEIVER = at("receiver");
  private static final int SELL_AMOUNT = at("sellAmount");
  private static final int SELL_TOKEN = at("sellToken");
  private static final int SIGNATURE = at("signature");
  private static final int UID = at("uid");
  private static final int VALID_FROM = at("validFrom");
  private static final int VALID_TO = at("validTo");

  private static final byte[] SELL = FlatObject.ascii(Side.SELL.text());
  private static final byte[] BUY = FlatObject.ascii(Side.BUY.text());
  private static final int HASH_END = 2 + 2 * Bytes32.SIZE;
  private static final int OWNER_END = HASH_END + 2 * Address.SIZE;

  private final byte[] text;
  private final FlatObject object = new FlatObject(NAMES);
  private final Repeated<Address> addresses;
  private final Repeated<Bytes32> words;

  /** Of a document. */
  OrderText(byte[] text) {
    this.text = text;
    this.addresses = new Repeated<>(text, Address::of);
    this.words = new Repeated<>(text, Bytes32::of);
  }

  private static int at(String name) {
    return NAMES.indexOf(name);
  }

  /** Reads an order; null if it is one that our contract has no room for. */
  @Nullable Order read(Cursor cursor) {
    object.read(cursor);
    Address owner = address(OWNER);
    Intent intent = intent(owner);
    IntentUid uid = uid(owner);
    BigInteger sell = sellAmount(SELL_AMOUNT, side());
    BigInteger buy = amount(BUY_AMOUNT);
    Bytes signature = signature();
    if (!object.isAbsent(FEE_POLICIES) && object.kind(FEE_POLICIES) != Kind.EMPTY) {
      throw new UnsureException();
    }
    return intent == null || !fits(sell) || !fits(buy)
        ? null
        : new Order(uid, intent, sell, buy, signature, List.of());
  }

  private @Nullable Intent intent(Address owner) {
    Side side = side();
    BigInteger sell = sellAmount(FULL_SELL_AMOUNT, side);
    BigInteger buy = amount(FULL_BUY_AMOUNT);
    Address receiver = object.isAbsent(RECEIVER) ? owner : address(RECEIVER);
    Address sellToken = address(SELL_TOKEN);
    Address buyToken = address(BUY_TOKEN);
    boolean parts = flag(PARTIALLY_FILLABLE);
    long validFrom = object.isAbsent(VALID_FROM) ? 0 : time(VALID_FROM);
    long validTo = time(VALID_TO);
    BigInteger nonce = object.isAbsent(NONCE) ? BigInteger.ZERO : amount(NONCE);
    require(APP_DATA, Kind.TEXT);
    Bytes32 appData = words.of(object.begin(APP_DATA), object.end(APP_DATA), Bytes32.SIZE);
    return !fits(sell) || !fits(buy)
        ? null
        : new Intent(
            owner, receiver, sellToken, buyToken, sell, buy, side, parts, validFrom, validTo, nonce,
            appData);
  }

  private static boolean fits(BigInteger amount) {
    return amount.compareTo(Intent.MAX_AMOUNT) <= 0;
  }

  private void require(int place, Kind kind) {
    if (object.kind(place) != kind) {
      throw new UnsureException();
    }
  }

  private Side side() {
    require(KIND, Kind.TEXT);
    if (is(KIND, SELL)) {
      return Side.SELL;
    }
    if (is(KIND, BUY)) {
      return Side.BUY;
    }
    throw new UnsureException();
  }

  private boolean is(int place, byte[] word) {
    return Arrays.equals(text, object.begin(place), object.end(place), word, 0, word.length);
  }

  private boolean flag(int place) {
    if (object.kind(place) == Kind.TRUE) {
      return true;
    }
    require(place, Kind.FALSE);
    return false;
  }

  private long time(int place) {
    require(place, Kind.NUMBER);
    long time = Ascii.number(text, object.begin(place), object.end(place));
    if (time > Intent.MAX_TIME) {
      throw new UnsureException();
    }
    return time;
  }

  private BigInteger amount(int place) {
    require(place, Kind.TEXT);
    return Ascii.decimal(text, object.begin(place), object.end(place));
  }

  private BigInteger sellAmount(int place, Side side) {
    BigInteger amount = amount(place);
    return side == Side.BUY ? amount.min(Intent.MAX_AMOUNT) : amount;
  }

  private Address address(int place) {
    require(place, Kind.TEXT);
    return addresses.of(object.begin(place), object.end(place), Address.SIZE);
  }

  /** Its owner mostly is the order's. */
  private IntentUid uid(Address owner) {
    require(UID, Kind.TEXT);
    int from = object.begin(UID);
    int to = object.end(UID);
    if (to - from != 2 + 2 * IntentUid.SIZE || text[from] != '0' || text[from + 1] != 'x') {
      throw new UnsureException();
    }
    Bytes32 hash = Bytes32.of(Ascii.digits(text, from + 2, from + HASH_END));
    int begin = object.begin(OWNER) + 2;
    boolean same =
        Arrays.equals(
            text, from + HASH_END, from + OWNER_END, text, begin, begin + 2 * Address.SIZE);
    Address named =
        same ? owner : Address.of(Ascii.digits(text, from + HASH_END, from + OWNER_END));
    long validTo = 0;
    for (byte part : Ascii.digits(text, from + OWNER_END, to)) {
      validTo = (validTo << Byte.SIZE) | (part & 0xff);
    }
    return new IntentUid(hash, named, validTo);
  }

  private @Nullable Bytes signature() {
    if (object.isAbsent(SIGNATURE)) {
      return null;
    }
    require(SIGNATURE, Kind.TEXT);
    byte[] signature =
        Ascii.hex(text, object.begin(SIGNATURE), object.end(SIGNATURE), SignedIntent.MAX_SIGNATURE);
    return signature.length == 0 ? null : Bytes.of(signature);
  }
}
