package io.fairlead.devnet.deploy;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tokens of a devnet while it is set up; the deployer makes and hands them out. */
final class Tokens {
  private static final long TRANSFER_GAS = 100_000;

  private final TransactionQueue queue;
  private final Signer deployer;
  private final Map<String, Address> addresses = new LinkedHashMap<>();

  private Tokens(TransactionQueue queue, Signer deployer) {
    this.queue = queue;
    this.deployer = deployer;
  }

  /**
   * Creates every token and gives the deployer enough of the wrapped coin for everything.
   *
   * @param contract which of our own contracts the tokens are, but for the wrapped coin
   */
  static Tokens create(
      TransactionQueue queue, Signer deployer, CreationCode code, String contract) {
    Tokens tokens = new Tokens(queue, deployer);
    Bytes devToken = CreationCode.ours(contract);
    for (Market.Coin coin : Market.COINS) {
      if (coin.symbol().equals(Market.WETH)) {
        Bytes weth = code.of("@uniswap/v2-periphery/build/WETH9.json");
        tokens.addresses.put(coin.symbol(), queue.create("WETH", deployer, weth, none -> {}));
      } else {
        tokens.addresses.put(
            coin.symbol(),
            queue.create(
                coin.symbol(),
                deployer,
                devToken,
                arguments ->
                    arguments
                        .bytes(text(coin.name()))
                        .bytes(text(coin.symbol()))
                        .uint(coin.decimals())));
      }
    }
    queue.mine();
    BigInteger supply = BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(10_000_000));
    queue.pay(
        "WETH deposit",
        deployer,
        tokens.address(Market.WETH),
        supply,
        Erc20.deposit(),
        TRANSFER_GAS);
    queue.mine();
    return tokens;
  }

  Address address(String symbol) {
    Address found = addresses.get(symbol);
    if (found == null) {
      throw new DeployException("no token " + symbol);
    }
    return found;
  }

  /** Queues a gift, made out of nothing where the token allows it. */
  void give(Market.Coin coin, Address to, BigInteger amount) {
    if (!coin.symbol().equals(Market.WETH)) {
      queue.call(
          coin.symbol() + " mint",
          deployer,
          address(coin.symbol()),
          Erc20.mint(to, amount),
          TRANSFER_GAS);
    } else if (!to.equals(deployer.address())) {
      queue.call(
          "WETH transfer",
          deployer,
          address(coin.symbol()),
          Erc20.transfer(to, amount),
          TRANSFER_GAS);
    }
  }

  /** Queues an unlimited approval by {@code owner} of every token. */
  void approveAll(Signer owner, Address spender) {
    addresses.forEach((symbol, token) ->
        queue.call(
            symbol + " approval",
            owner,
            token,
            Erc20.approve(spender, Erc20.UNLIMITED),
            TRANSFER_GAS));
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
