package io.fairlead.relay.intent;

import static io.fairlead.relay.testing.Owners.sell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.testing.Owners;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SignedJsonTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = Owners.ALICE.sign(Owners.hash("permit")).toString();
  private static final String HOOK =
      """
      {"phase": "after", "target": "%s", "gasLimit": 50000, "data": "0x0102"}\
      """
          .formatted(Owners.USDC);

  private static ObjectNode params(String more) {
    ObjectNode params = (ObjectNode) JSON.readTree("{\"signature\": \"0x01\"" + more + "}");
    params.set("intent", IntentJson.write(sell(0)));
    return params;
  }

  private static SignedIntent read(ObjectNode params) {
    return SignedJson.read(Params.of(params, SignedJson.MEMBERS));
  }

  @Test
  void whatIsMissingIsTheOrdinaryKind() {
    SignedIntent signed = read(params(""));
    assertThat(signed.funding()).isEqualTo(Funding.ALLOWANCE);
    assertThat(signed.signature()).isEqualTo(Bytes.parse("0x01"));
    assertThat(signed.tokenPermit()).isEmpty();
    assertThat(signed.hooks().isEmpty()).isTrue();
    assertThat(read(params("").put("signature", "0x")).signature().size()).isZero();
  }

  @Test
  void everyMemberIsRead() {
    assertThat(read(params(", \"funding\": \"permit2\"")).funding()).isEqualTo(Funding.PERMIT2);
    String permit = ", \"permit\": {\"value\": \"5\", \"deadline\": 7, \"signature\": \"" + KEY;
    SignedIntent signed = read(params(permit + "\"}"));
    assertThat(signed.tokenPermit().orElseThrow().signature().toString()).isEqualTo(KEY);
    assertThat(signed.tokenPermit().orElseThrow().deadline()).isEqualTo(7);

    Hooks hooks =
        new Hooks(List.of(new Hook(Hook.Phase.AFTER, Owners.USDC, 50_000, Bytes.parse("0x0102"))));
    ObjectNode params = params(", \"hooks\": [" + HOOK + "]");
    ((ObjectNode) params.get("intent")).put("appData", hooks.appData().toString());
    assertThat(read(params).hooks()).isEqualTo(hooks);
  }

  @Test
  void whatIsWrongIsNamed() {
    refused(", \"funding\": \"gift\"", "funding");
    refused(", \"signature\": \"0x" + "00".repeat(8_193) + "\"", "signature");
    refused(", \"signature\": \"0x0\"", "signature");
    refused(", \"permit\": {\"value\": 1, \"deadline\": 1}", "permit.signature");
    refused(
        ", \"permit\": {\"value\": 1, \"deadline\": 1, \"signature\": \"0x01\"}",
        "permit.signature");
    refused(
        ", \"funding\": \"permit2\", \"permit\": {\"value\": 1, \"deadline\": 1, \"signature\": \""
            + KEY
            + "\"}",
        "permit");
    refused(", \"hooks\": {}", "hooks");
    refused(", \"hooks\": [" + (HOOK + ",").repeat(16) + HOOK + "]", "hooks");
    refused(", \"hooks\": [" + HOOK + "]", "hooks");
    refused(", \"hooks\": [" + HOOK + ", {\"phase\": \"during\"}]", "hooks[1].phase");
    refused(", \"hooks\": [" + HOOK.replace("50000", "1000001") + "]", "hooks[0].gasLimit");
    refused(", \"hooks\": [7]", "hooks[0]");
  }

  private static void refused(String more, String field) {
    ObjectNode params = (ObjectNode) JSON.readTree("{\"x\": 0" + more + "}");
    params.remove("x");
    if (!params.has("signature")) {
      params.put("signature", "0x01");
    }
    params.set("intent", IntentJson.write(sell(0)));
    assertThatThrownBy(() -> read(params))
        .isInstanceOfSatisfying(RpcFault.class, fault -> assertThat(fault.field()).contains(field));
  }
}
