package io.fairlead.relay.testing;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Known owners, tokens and intents. */
public final class Owners {
  public static final Address SETTLEMENT = address("settlement");
  public static final Address HUB = address("hub");
  public static final Address WETH = address("weth");
  public static final Address USDC = address("usdc");
  public static final Domain DOMAIN = new Domain(31_337, SETTLEMENT);
  public static final Eip712 EIP712 = new Eip712(DOMAIN);
  public static final LocalSigner ALICE = signer("alice");
  public static final LocalSigner BOB = signer("bob");
  public static final LocalSigner RECEIPTS = signer("receipts");
  public static final SettlementTerms TERMS = new SettlementTerms(address("auctioneer"), WETH);
  public static final BlockRef HEAD = block(100);

  private Owners() {}

  /** A key that is always the same for a name. */
  public static LocalSigner signer(String name) {
    return LocalSigner.of(hash("key of " + name));
  }

  /** An address that is always the same for a name. */
  public static Address address(String name) {
    return Address.of(Arrays.copyOf(hash("address of " + name).bytes(), Address.SIZE));
  }

  /** Keccak of a text. */
  public static Bytes32 hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A block; its time is ten seconds per block after 1,000,000. */
  public static BlockRef block(long number) {
    return block(number, "");
  }

  /** A block of another branch. */
  public static BlockRef block(long number, String branch) {
    return new BlockRef(number, hash("block " + number + branch), 1_000_000 + 10 * number);
  }

  /** Alice sells 1,000 WETH wei for at least 2,000 USDC wei. */
  public static Intent sell(long nonce) {
    return new Intent(
        ALICE.address(),
        ALICE.address(),
        WETH,
        USDC,
        BigInteger.valueOf(1_000),
        BigInteger.valueOf(2_000),
        Side.SELL,
        false,
        0,
        HEAD.timestamp() + 1_000,
        BigInteger.valueOf(nonce),
        Bytes32.ZERO);
  }

  /** Signed by a key. */
  public static SignedIntent signed(Intent intent, LocalSigner by) {
    return SignedIntent.ecdsa(intent, by.sign(EIP712.intentHash(intent)));
  }

  /** Signed by Alice. */
  public static SignedIntent signed(Intent intent) {
    return signed(intent, ALICE);
  }

  /** The intent's identity. */
  public static Bytes32 hash(Intent intent) {
    return EIP712.intentHash(intent);
  }
}
