package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** JSON of a {@link Certificate}. */
public final class CertificateJson {
  private static final int MAX_TOKENS = 20_000;
  private static final int MAX_WEI_BITS = 512;
  private static final int MAX_BPS = 10_000;
  private static final Pattern CANONICAL = Pattern.compile("0|[1-9][0-9]*");

  private CertificateJson() {}

  /** The certificate as it stands in a solution. */
  public static ObjectNode write(Certificate certificate) {
    ObjectNode node = Json.object().put("instance", certificate.instance().toString());
    ObjectNode prices = node.putObject("prices");
    certificate.prices().forEach((token, price) -> prices.put(token.toString(), price.toString()));
    return node.put("bound", certificate.bound().toString())
        .put("score", certificate.score().toString())
        .put("gapBps", certificate.gapBps());
  }

  /** Reads a certificate; whether it is true is another question. */
  public static Certificate read(JsonView view) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (Map.Entry<String, JsonView> entry : view.field("prices").fields(MAX_TOKENS).entrySet()) {
      JsonView price = entry.getValue();
      Address token = RequestJson.addressKey(entry.getKey(), price);
      if (prices.put(token, unsigned(price, Certificate.MAX_PRICE_BITS)) != null) {
        throw price.problem("another key is the same token");
      }
    }
    return new Certificate(
        view.field("instance").bytes32(),
        prices,
        unsigned(view.field("bound"), MAX_WEI_BITS),
        unsigned(view.field("score"), MAX_WEI_BITS),
        (int) view.field("gapBps").integer(0, MAX_BPS));
  }

  /** Wider than any amount, hence not {@link JsonView#uint}; and in one form only. */
  private static BigInteger unsigned(JsonView view, int bits) {
    String text = view.text(bits / 3);
    if (!CANONICAL.matcher(text).matches()) {
      throw view.problem("must be an unsigned integer as a decimal text without leading zeros");
    }
    BigInteger value = new BigInteger(text);
    if (value.bitLength() > bits) {
      throw view.problem("does not fit " + bits + " bits");
    }
    return value;
  }
}
