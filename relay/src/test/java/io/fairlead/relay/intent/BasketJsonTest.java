package io.fairlead.relay.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.typeddata.TypedDataJson;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.testing.Owners;
import java.math.BigInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class BasketJsonTest {
  private static final String MOST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE) + "";
  private static final String LEAST = BigInteger.ONE.shiftLeft(127).negate() + "";

  private static ObjectNode params() {
    return (ObjectNode)
        JsonMapper.shared()
            .readTree(
                """
                {"signature": "0x01", "basket": {"owner": "%1$s", "receiver": "%1$s",
                 "legs": [{"token": "%2$s", "id": "0", "amount": "-5"},
                          {"token": "%3$s", "id": 0, "amount": 7}],
                 "quoteToken": "%1$s", "quotePerUnit": "-11", "units": "3", "validFrom": 0,
                 "validTo": "99", "nonce": "0x7", "appData": "%4$s"}}\
                """
                    .formatted(
                        Owners.ALICE.address(), Owners.WETH, Owners.USDC, "0x" + "00".repeat(32)));
  }

  private static ObjectNode basket(ObjectNode params) {
    return (ObjectNode) params.path("basket");
  }

  private static SignedBasket read(ObjectNode params) {
    return BasketJson.readSigned(Params.of(params, SignedJson.MEMBERS));
  }

  private static void refused(String field, Consumer<ObjectNode> change) {
    ObjectNode params = params();
    change.accept(params);
    assertThatThrownBy(() -> read(params))
        .as(field)
        .isInstanceOfSatisfying(RpcFault.class, fault -> assertThat(fault.field()).contains(field));
  }

  @Test
  void whatIsReadIsWhatIsWritten() {
    SignedBasket signed = read(params());
    assertThat(signed.basket().quotePerUnit()).isEqualTo(-11);
    assertThat(signed.basket().legs().get(1).amount()).isEqualTo(7);
    ObjectNode again = params();
    again.set("basket", TypedDataJson.message(signed.basket()));
    assertThat(read(again)).isEqualTo(signed);
  }

  @Test
  void amountsHaveTheWidthThatIsSigned() {
    for (String amount : new String[] {MOST, LEAST}) {
      ObjectNode params = params();
      basket(params).put("quotePerUnit", amount);
      assertThat(read(params).basket().quotePerUnit()).isEqualTo(new BigInteger(amount));
    }
    for (String amount :
        new String[] {"1" + MOST, "-1" + MOST, "--1", "-", "-0", "", "1.5", "1e3", "-0x5", "+1"}) {
      refused("basket.quotePerUnit", params -> basket(params).put("quotePerUnit", amount));
      refused(
          "basket.legs[0].amount",
          params -> ((ObjectNode) basket(params).path("legs").get(0)).put("amount", amount));
    }
    refused("basket.units", params -> basket(params).put("units", "18446744073709551616"));
    refused("basket.units", params -> basket(params).put("units", "-1"));
    refused("basket.validTo", params -> basket(params).put("validTo", "4294967296"));
  }

  @Test
  void whatIsWrongIsNamed() {
    refused("basket.legs", params -> basket(params).putArray("legs"));
    refused("basket.legs", params -> basket(params).put("legs", "none"));
    refused(
        "basket.legs",
        params -> {
          ArrayNode legs = (ArrayNode) basket(params).path("legs");
          while (legs.size() < 17) {
            legs.add(legs.get(0).deepCopy());
          }
        });
    refused(
        "basket.legs[1].more",
        params -> ((ObjectNode) basket(params).path("legs").get(1)).put("more", 1));
    refused("basket.side", params -> basket(params).put("side", "sell"));
    refused("basket.owner", params -> basket(params).remove("owner"));
    refused("signature", params -> params.put("signature", "0x0"));
    for (String member : new String[] {"intent", "funding", "permit", "hooks"}) {
      refused(member, params -> params.put(member, "x"));
    }
  }
}
