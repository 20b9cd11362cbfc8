package io.fairlead.chain.settlement;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Permit2;
import java.math.BigInteger;

/** Reads Permit2, which keeps nonces of its own. Blocking, thread safe. */
public final class Permit2Reader {
  private static final AbiFunction BITMAP = AbiFunction.of("nonceBitmap(address,uint256)");
  private final ChainReader chain;

  /** Reads it on {@code chain}. */
  public Permit2Reader(ChainReader chain) {
    this.chain = chain;
  }

  /** The bits of one of the owner's nonce words that were used or invalidated. */
  public BigInteger nonces(Address owner, BigInteger word, BlockRef block) {
    Bytes call = BITMAP.encode(arguments -> arguments.address(owner).uint(word, 256));
    return chain
        .call(Permit2.ADDRESS, call, block)
        .filter(answer -> answer.size() == Bytes32.SIZE)
        .map(answer -> new BigInteger(1, answer.bytes()))
        .orElseThrow(() -> new ChainException("there is no Permit2 on this chain"));
  }
}
