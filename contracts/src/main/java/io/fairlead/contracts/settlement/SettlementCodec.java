package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;

/**
 * Call data of {@code Settlement.settle} (ABI, docs/protocol.md section 3). Pure and thread safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class SettlementCodec {
  private SettlementCodec() {}

  /** A decoded call. */
  public record Call(Award award, Signature awardSignature, Settlement settlement) {}

  /**
   * {@code keccak256(abi.encode(tokens, prices, trades, interactions))}, what an award commits to.
   */
  public static Bytes32 solutionHash(Settlement settlement) {
    throw new UnsupportedOperationException("solutionHash of " + settlement);
  }

  /** Selector and arguments of {@code settle}. */
  public static Bytes encodeCall(Award award, Signature awardSignature, Settlement settlement) {
    throw new UnsupportedOperationException("encodeCall of " + award + awardSignature + settlement);
  }

  /**
   * Reads call data made by {@link #encodeCall} or by any other correct encoder.
   *
   * @throws IllegalArgumentException if the bytes are not a well-formed {@code settle} call
   */
  public static Call decodeCall(Bytes callData) {
    throw new UnsupportedOperationException("decodeCall of " + callData.size());
  }
}
