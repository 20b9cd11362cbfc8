package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * One signature for many sell orders, each in its own time slice: docs/protocol.md section 1.2. Any
 * value of the signed widths is representable; whether it can be filled is {@code FillRules}'.
 *
 * @param owner who pays and signs
 * @param receiver who is paid
 * @param sellToken token given
 * @param buyToken token wanted
 * @param partSellAmount wei of {@code sellToken} each part sells exactly, fee included
 * @param partBuyAmount wei of {@code buyToken} each part receives at least
 * @param start first second of part 0
 * @param interval seconds from one part's first second to the next one's
 * @param span seconds each part is open
 * @param parts how many parts, 1 to 256
 * @param nonce owner-lane nonce of part 0; part {@code i} has {@code nonce + i}
 * @param appData as an intent's
 */
public record TwapIntent(
    Address owner,
    Address receiver,
    Address sellToken,
    Address buyToken,
    BigInteger partSellAmount,
    BigInteger partBuyAmount,
    long start,
    long interval,
    long span,
    int parts,
    BigInteger nonce,
    Bytes32 appData) {
  /** Most parts: a word has that many nonces. */
  public static final int MAX_PARTS = 256;

  private static final BigInteger NONCES = BigInteger.ONE.shiftLeft(256);

  /**
   * @throws IllegalArgumentException naming the field that does not fit its signed width, or if the
   *     number of parts is out of range
   */
  public TwapIntent {
    Widths.requireUnsigned("partSellAmount", partSellAmount, 128);
    Widths.requireUnsigned("partBuyAmount", partBuyAmount, 128);
    Widths.requireTime("start", start);
    Widths.requireTime("interval", interval);
    Widths.requireTime("span", span);
    Widths.requireUnsigned("nonce", nonce, 256);
    if (parts < 1 || parts > MAX_PARTS) {
      throw new IllegalArgumentException("parts is not between 1 and " + MAX_PARTS);
    }
  }

  /** First second of a part. May be later than any block's time. */
  public long opens(int part) {
    return start + part * interval;
  }

  /** Last second of a part. A parent without a span cannot be filled, whenever. */
  public long closes(int part) {
    return opens(part) + Math.max(span, 1) - 1;
  }

  /**
   * A part as the intent it amounts to. Times that no block can have are shown as the last one it
   * can, so judge windows by {@link #opens} and {@link #closes}.
   *
   * @param part from 0
   */
  public Intent part(int part) {
    return new Intent(
        owner,
        receiver,
        sellToken,
        buyToken,
        partSellAmount,
        partBuyAmount,
        Side.SELL,
        false,
        clamp(opens(part)),
        clamp(closes(part)),
        nonce.add(BigInteger.valueOf(part)).mod(NONCES),
        appData);
  }

  private static long clamp(long time) {
    return Math.clamp(time, 0, Intent.MAX_TIME);
  }
}
