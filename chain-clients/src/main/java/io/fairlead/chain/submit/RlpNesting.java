package io.fairlead.chain.submit;

import io.fairlead.chain.submit.RawTransactionException.Problem;

/** A walk over the lengths alone, since the library follows any depth until its stack ends. */
final class RlpNesting {
  /** Transaction, access list, entry, slots; authorizations lie less deep. */
  private static final int DEEPEST = 4;

  private RlpNesting() {}

  static void check(byte[] data, int from) {
    int[] ends = new int[DEEPEST];
    int depth = 0;
    int at = from;
    while (at < data.length) {
      while (depth > 0 && at >= ends[depth - 1]) {
        depth--;
      }
      int first = data[at++] & 0xff;
      if (first < 0x80) {
        continue;
      }
      boolean list = first >= 0xc0;
      int length = first - (list ? 0xc0 : 0x80);
      if (length > 55) {
        int digits = length - 55;
        if (digits > 3) {
          throw tooMuch();
        }
        length = 0;
        for (int i = 0; i < digits; i++) {
          length = length << 8 | (data[at++] & 0xff);
        }
      }
      if (length > data.length - at || (list && depth == DEEPEST)) {
        throw tooMuch();
      }
      if (list) {
        ends[depth++] = at + length;
      } else {
        at += length;
      }
    }
  }

  private static RawTransactionException tooMuch() {
    return new RawTransactionException(
        Problem.MALFORMED, "the transaction is nested too deeply or too short");
  }
}
