package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.Erc20;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who has how much of what. Zero is left out. */
final class Balances {
  private final SortedMap<String, BigInteger> amounts = new TreeMap<>();

  /** What accounts have of tokens; {@link Intent#NATIVE} is a token. */
  static Balances read(DevChain chain, Collection<Address> accounts, Collection<Address> tokens) {
    Balances balances = new Balances();
    for (Address account : accounts) {
      for (Address token : tokens) {
        balances.add(account, token, read(chain, account, token));
      }
    }
    return balances;
  }

  void add(Address account, Address token, BigInteger amount) {
    amounts.merge(account + " " + token, amount, BigInteger::add);
    amounts.values().removeIf(value -> value.signum() == 0);
  }

  void addAll(Balances others) {
    others.amounts.forEach((key, amount) -> amounts.merge(key, amount, BigInteger::add));
  }

  /** What has changed from {@code before}. */
  SortedMap<String, BigInteger> since(Balances before) {
    SortedMap<String, BigInteger> changes = new TreeMap<>(amounts);
    before.amounts.forEach((key, amount) -> changes.merge(key, amount.negate(), BigInteger::add));
    changes.values().removeIf(value -> value.signum() == 0);
    return changes;
  }

  private static BigInteger read(DevChain chain, Address account, Address token) {
    if (token.equals(Intent.NATIVE)) {
      return number(chain.rpc().call("eth_getBalance", account.toString(), "latest").asString());
    }
    Bytes call = Erc20.balanceOf(account);
    return number(
        chain
            .rpc()
            .call("eth_call", Map.of("to", token.toString(), "data", call.toString()), "latest")
            .asString());
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex.substring(2), 16);
  }
}
