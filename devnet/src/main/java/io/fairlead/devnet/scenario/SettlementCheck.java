package io.fairlead.devnet.scenario;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.rpc.RpcClient;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks at settlements as the chain has them, whatever the node says. */
final class SettlementCheck {
  private final RpcClient chain;
  private final Deployment deployment;

  SettlementCheck(RpcClient chain, Deployment deployment) {
    this.chain = chain;
    this.deployment = deployment;
  }

  /** What is wrong with the settlement of an intent that had to be filled without pools. */
  Optional<String> withoutPools(Tracked one) {
    String hash = one.status().path("fills").path(0).path("transactionHash").asString("");
    JsonNode transaction = chain.call("eth_getTransactionByHash", hash);
    if (!transaction.path("to").asString("").equals(deployment.settlement().toString())) {
      return Optional.of(hash + " is not a settlement");
    }
    Bundle bundle =
        SettlementCodec.decodeCall(
            Bytes.parse(transaction.path("input").asString()), deployment.terms());
    return bundle.settlement().interactions().isEmpty()
        ? Optional.empty()
        : Optional.of(hash + " uses pools, which the " + one.what() + " must not need");
  }
}
