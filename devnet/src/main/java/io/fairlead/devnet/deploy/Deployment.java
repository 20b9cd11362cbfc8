package io.fairlead.devnet.deploy;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.SettlementTerms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where everything is on a development chain. */
public record Deployment(
    long chainId,
    Address settlement,
    Address hub,
    Address permit2,
    Address auctioneer,
    Address vault,
    List<Token> tokens,
    UniswapV2 uniswapV2,
    UniswapV3 uniswapV3,
    Address relayRegistry,
    Address solverRegistry) {
  /** Copies the list. */
  public Deployment {
    tokens = List.copyOf(tokens);
  }

  /**
   * A token.
   *
   * @param cents price of one whole token in cents of a dollar, when the pools were filled
   */
  public record Token(String symbol, Address address, int decimals, long cents) {
    /**
     * Wei of an amount written in whole tokens.
     *
     * @throws ArithmeticException if it has more digits after the point than the token
     */
    public BigInteger units(String amount) {
      return new BigDecimal(amount).movePointRight(decimals).toBigIntegerExact();
    }
  }

  /** Uniswap V2's contracts. */
  public record UniswapV2(Address factory, Address router) {}

  /** Uniswap V3's contracts. */
  public record UniswapV3(Address factory, Address router, Address positions, Address quoter) {}

  /** A token by its address; empty if it is not one of these. */
  public Optional<Token> token(Address address) {
    return tokens.stream().filter(token -> token.address().equals(address)).findFirst();
  }

  /**
   * A token by its symbol.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Token token(String symbol) {
    return tokens.stream()
        .filter(token -> token.symbol().equals(symbol))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no token " + symbol));
  }

  /** Wrapped native coin. */
  public Address nativeToken() {
    return token(Market.WETH).address();
  }

  /** What settlements of this chain's contract leave out. */
  public SettlementTerms terms() {
    return new SettlementTerms(auctioneer, nativeToken());
  }

  /** As a JSON object. */
  public ObjectNode toJson() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("chainId", chainId);
    json.put("settlement", settlement.toString());
    json.put("hub", hub.toString());
    json.put("permit2", permit2.toString());
    json.put("auctioneer", auctioneer.toString());
    json.put("vault", vault.toString());
    json.put("nativeToken", nativeToken().toString());
    json.put("relayRegistry", relayRegistry.toString());
    json.put("solverRegistry", solverRegistry.toString());
    ArrayNode list = json.putArray("tokens");
    for (Token token : tokens) {
      list.addObject()
          .put("symbol", token.symbol())
          .put("address", token.address().toString())
          .put("decimals", token.decimals());
    }
    json.putObject("uniswapV2")
        .put("factory", uniswapV2.factory().toString())
        .put("router", uniswapV2.router().toString());
    json.putObject("uniswapV3")
        .put("factory", uniswapV3.factory().toString())
        .put("router", uniswapV3.router().toString())
        .put("positions", uniswapV3.positions().toString())
        .put("quoter", uniswapV3.quoter().toString());
    return json;
  }
}
