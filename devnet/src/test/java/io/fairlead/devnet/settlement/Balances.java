package io.fairlead.devnet.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.rpc.RpcClient;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Who has how much of what. Zero is left out. */
final class Balances {
  private static final AbiFunction OF_ID = AbiFunction.of("balanceOf(address,uint256)");

  private final SortedMap<String, BigInteger> amounts = new TreeMap<>();

  /** An account, and something it may have of. */
  record Holding(Address account, Asset asset) {
    private RpcClient.Call question() {
      if (asset.token().equals(Intent.NATIVE)) {
        return RpcClient.Call.of("eth_getBalance", account.toString(), "latest");
      }
      Bytes call =
          asset.isMultiToken()
              ? OF_ID.encode(to -> to.address(account).uint(asset.tokenId(), 256))
              : Erc20.balanceOf(account);
      return RpcClient.Call.of(
          "eth_call", Map.of("to", asset.token().toString(), "data", call.toString()), "latest");
    }
  }

  /** What there is of these; {@link Intent#NATIVE} is a token. */
  static Balances read(DevChain chain, List<Holding> holdings) {
    List<RpcClient.Call> questions = new ArrayList<>();
    holdings.forEach(holding -> questions.add(holding.question()));
    List<JsonNode> answers = chain.rpc().batch(questions);
    Balances balances = new Balances();
    for (int i = 0; i < holdings.size(); i++) {
      BigInteger amount = new BigInteger(answers.get(i).asString().substring(2), 16);
      balances.add(holdings.get(i).account(), holdings.get(i).asset(), amount);
    }
    return balances;
  }

  void add(Address account, Address token, BigInteger amount) {
    add(account, Asset.of(token), amount);
  }

  void add(Address account, Asset asset, BigInteger amount) {
    amounts.merge(account + " " + asset, amount, BigInteger::add);
    amounts.values().removeIf(value -> value.signum() == 0);
  }

  /** What has changed from {@code before}. */
  SortedMap<String, BigInteger> since(Balances before) {
    SortedMap<String, BigInteger> changes = new TreeMap<>(amounts);
    before.amounts.forEach((key, amount) -> changes.merge(key, amount.negate(), BigInteger::add));
    changes.values().removeIf(value -> value.signum() == 0);
    return changes;
  }
}
