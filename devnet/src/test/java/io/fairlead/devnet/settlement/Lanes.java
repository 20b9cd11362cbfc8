package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.SplittableRandom;

/** Kinds of trades: every lane and funding, partial fills, parts of time-sliced parents. */
final class Lanes {
  private final SplittableRandom random;
  private final Address auctioneer;
  private long count;

  Lanes(SplittableRandom random, Address auctioneer) {
    this.random = random;
    this.auctioneer = auctioneer;
  }

  /** Gives the draft a kind and a nonce that nobody has had. */
  void assign(TradeDraft draft, long now) {
    long number = ++count;
    switch (random.nextInt(6)) {
      case 0 -> draft.nonce = BigInteger.valueOf(number);
      case 1 ->
          draft.nonce =
              Nonce.of(BigInteger.ONE.shiftLeft(200), 0).value().add(BigInteger.valueOf(number));
      case 2 -> {
        draft.nonce = sharedNonce();
        draft.validFrom = now - 100;
        draft.validTo = now + 1_700;
      }
      case 3 -> {
        draft.funding = Funding.PERMIT2;
        draft.nonce =
            BigInteger.ONE
                .shiftLeft(random.nextBoolean() ? 255 : 40)
                .add(BigInteger.valueOf(number));
      }
      case 4 -> {
        draft.twap = true;
        draft.side = Side.SELL;
        draft.parts = 1 + random.nextInt(6);
        draft.part = random.nextInt(draft.parts);
        draft.interval = 5_000;
        draft.span = random.nextLong(2_000, 5_001);
        draft.validFrom = now - 100 - draft.part * draft.interval;
        draft.validTo = 0;
        draft.nonce =
            BigInteger.valueOf(1_000_000 + number)
                .shiftLeft(8)
                .add(BigInteger.valueOf(random.nextInt(250)));
      }
      default -> {
        draft.partially = true;
        draft.nonce = BigInteger.valueOf(number);
      }
    }
  }

  /** What the contract has a short way for: everything left out that may be. */
  void makeCommonest(TradeDraft draft, long now) {
    draft.twap = false;
    draft.partially = false;
    draft.funding = Funding.ALLOWANCE;
    draft.side = Side.SELL;
    draft.receiver = draft.owner;
    draft.longSignature = false;
    draft.validFrom = 0;
    draft.appData = Bytes32.ZERO;
    draft.hooks = Hooks.NONE;
    boolean shared = random.nextInt(4) > 0;
    draft.validTo = now + (shared ? 1_700 : 10_000);
    draft.nonce = shared ? sharedNonce() : BigInteger.valueOf(count);
  }

  /** Four trades after each other share a word. */
  private BigInteger sharedNonce() {
    return Nonce.shared(count >> 2, auctioneer, (int) (count & 3) * 60).value();
  }
}
