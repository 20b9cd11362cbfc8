package io.fairlead.devnet.crash;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Pools and a block that are always the same, and seeded intents near the pools' prices. */
final class FixedMarket {
  static final Domain DOMAIN = new Domain(31_337, address("settlement"));
  static final Eip712 EIP712 = new Eip712(DOMAIN);
  static final Address HUB = address("hub");
  static final BlockRef BLOCK = new BlockRef(100, word("block 100"), 1_800_000_000L);

  private static final Token WETH = new Token("WETH", 18, 2_500_00);
  private static final Token USD = new Token("USD", 6, 1_00);
  private static final Token DAI = new Token("DAI", 18, 1_00);
  private static final Token X = new Token("X", 18, 2_500_00);
  private static final List<Token> TOKENS = List.of(WETH, USD, DAI, X);

  private FixedMarket() {}

  private record Token(String name, int decimals, long cents) {
    Address address() {
      return FixedMarket.address(name);
    }

    BigInteger worth(long worthCents) {
      return BigInteger.TEN
          .pow(decimals)
          .multiply(BigInteger.valueOf(worthCents))
          .divide(BigInteger.valueOf(cents));
    }
  }

  static Bytes32 word(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  static Address address(String name) {
    byte[] bytes = new byte[Address.SIZE];
    System.arraycopy(word(name).bytes(), 0, bytes, 0, bytes.length);
    return Address.of(bytes);
  }

  static Signer signer(String name) {
    return LocalSigner.of(word("key of " + name));
  }

  static Address nativeToken() {
    return WETH.address();
  }

  static SortedMap<Address, TokenInfo> tokens() {
    SortedMap<Address, TokenInfo> infos = new TreeMap<>();
    for (Token token : TOKENS) {
      infos.put(
          token.address(),
          new TokenInfo(token.decimals(), token.name(), null, BigInteger.ZERO, true));
    }
    return infos;
  }

  static List<Liquidity> pools() {
    BigInteger depth = BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(20_000));
    boolean ordered = WETH.address().compareTo(X.address()) < 0;
    return List.of(
        pair("0", WETH, USD, 8_000_000),
        pair("1", WETH, DAI, 3_000_000),
        pair("2", USD, DAI, 5_000_000),
        new Liquidity.Concentrated(
            "3",
            address("pool 3"),
            140_000,
            address("v3 router"),
            (ordered ? WETH : X).address(),
            (ordered ? X : WETH).address(),
            BigInteger.ONE.shiftLeft(96),
            depth,
            0,
            new TreeMap<>(Map.of(-6_000, depth, 6_000, depth.negate())),
            3_000));
  }

  private static Liquidity pair(String id, Token one, Token other, long dollars) {
    boolean ordered = one.address().compareTo(other.address()) < 0;
    Token first = ordered ? one : other;
    Token second = ordered ? other : one;
    return new Liquidity.ConstantProduct(
        id,
        address("pool " + id),
        110_000,
        address("v2 router"),
        first.address(),
        second.address(),
        first.worth(dollars * 100),
        second.worth(dollars * 100),
        30);
  }

  /** Of as many owners, some at limits nobody meets. */
  static List<SignedIntent> intents(SplittableRandom random, int count) {
    List<SignedIntent> signed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Signer owner = signer("owner " + i);
      int sell = random.nextInt(TOKENS.size());
      int buy = (sell + 1 + random.nextInt(TOKENS.size() - 1)) % TOKENS.size();
      long cents = random.nextLong(50_000, 5_000_000);
      long asked = cents * random.nextLong(900, 1_010) / 1_000;
      Intent intent =
          new Intent(
              owner.address(),
              owner.address(),
              TOKENS.get(sell).address(),
              TOKENS.get(buy).address(),
              TOKENS.get(sell).worth(cents),
              TOKENS.get(buy).worth(asked),
              random.nextBoolean() ? Side.SELL : Side.BUY,
              random.nextInt(3) == 0,
              BLOCK.timestamp() - 60,
              BLOCK.timestamp() + 600,
              BigInteger.valueOf(random.nextLong(1_000)),
              Bytes32.ZERO);
      signed.add(SignedIntent.ecdsa(intent, owner.sign(EIP712.intentHash(intent))));
    }
    return signed;
  }
}
