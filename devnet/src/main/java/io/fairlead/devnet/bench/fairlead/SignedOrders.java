package io.fairlead.devnet.bench.fairlead;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Order;
import io.fairlead.devnet.bench.arena.Permit2Nonces;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Orders as intents of one variant, as the node keeps them: a key's signature in 64 bytes, the
 * lowest free nonce of the owner's, or the next bits of the shared lane.
 */
final class SignedOrders {
  private static final AbiFunction INVALIDATE = AbiFunction.of("invalidateNonces(uint256,uint256)");

  /** Bits of a shared word that are measured; the last one makes the word non-zero before. */
  private static final int BITS = Nonce.PER_WORD - 1;

  private static final int WORDS = 4;
  private static final long FIRST_SERIES = 1;
  private static final BigInteger LAST_BIT = BigInteger.ONE.shiftLeft(BITS);
  private static final long GAS = 100_000;

  private final Arena arena;
  private final Variant variant;
  private final Eip712 eip712;

  SignedOrders(Arena arena, Variant variant, Eip712 eip712) {
    this.arena = arena;
    this.variant = variant;
    this.eip712 = eip712;
  }

  /** Approves, and makes the owners' nonce words non-zero. */
  void admit(List<? extends Signer> owners) {
    if (variant == Variant.PERMIT2) {
      Permit2Nonces.warm(arena, owners);
      return;
    }
    Bytes use = INVALIDATE.encode(call -> call.uint(0).uint(LAST_BIT, 256));
    for (Signer owner : owners) {
      arena.approve(owner, arena.sellToken(), arena.deployment().hub());
      if (variant == Variant.ALLOWANCE_OWNER) {
        arena.queue().call("nonce", owner, arena.deployment().settlement(), use, GAS);
      }
    }
    arena.queue().mine();
  }

  /** The order at an index of a settlement. */
  SignedIntent sign(Order order, int index) {
    BigInteger nonce =
        switch (variant) {
          case ALLOWANCE_SHARED -> shared(index / BITS, index % BITS);
          case ALLOWANCE_OWNER -> BigInteger.ZERO;
          case PERMIT2 -> Permit2Nonces.UNUSED;
        };
    return sign(order, nonce, variant);
  }

  /** One order once in each shared word, at the bit that is not measured. */
  List<SignedIntent> lastOfEachWord(Order order) {
    return IntStream.range(0, WORDS)
        .mapToObj(word -> sign(order, shared(word, BITS), Variant.ALLOWANCE_SHARED))
        .toList();
  }

  private static BigInteger shared(int word, int bit) {
    return Nonce.shared(FIRST_SERIES + word, Arena.AUCTIONEER.address(), bit).value();
  }

  private SignedIntent sign(Order order, BigInteger nonce, Variant how) {
    Intent intent =
        new Intent(
            order.owner().address(),
            order.owner().address(),
            arena.sellToken(),
            arena.buyToken(),
            order.sold(),
            order.limit(),
            Side.SELL,
            false,
            // The other protocols' orders have no such field; a shared nonce needs one.
            0,
            order.validTo(),
            nonce,
            Bytes32.ZERO);
    Bytes signature =
        Bytes.of(order.owner().sign(eip712.signedDigest(intent, how.funding())).compact());
    return new SignedIntent(intent, how.funding(), signature, Optional.empty(), Hooks.NONE);
  }
}
