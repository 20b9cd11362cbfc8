package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;
import java.util.List;

/** Approvals of Permit2, and its nonces: every owner's first word has one used nonce. */
public final class Permit2Nonces {
  /** A nonce no owner has used, in a word which is not zero. */
  public static final BigInteger UNUSED = BigInteger.ZERO;

  private static final AbiFunction INVALIDATE =
      AbiFunction.of("invalidateUnorderedNonces(uint256,uint256)");
  private static final BigInteger LAST = BigInteger.ONE.shiftLeft(255);
  private static final long GAS = 100_000;

  private Permit2Nonces() {}

  /** Lets Permit2 take what owners sell, and uses each owner's nonce 255. */
  public static void warm(Arena arena, List<? extends Signer> owners) {
    Bytes use = INVALIDATE.encode(call -> call.uint(0).uint(LAST, 256));
    for (Signer owner : owners) {
      arena.approve(owner, arena.sellToken(), arena.deployment().permit2());
      arena.queue().call("Permit2 nonce", owner, arena.deployment().permit2(), use, GAS);
    }
    arena.queue().mine();
  }
}
