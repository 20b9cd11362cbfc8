package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTwap;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/** One fill at the settlement's clearing prices. */
public sealed interface Trade {
  /**
   * What is filled: the intent, or the part of a time-sliced parent as the intent it amounts to.
   */
  Intent intent();

  /** How what is sold is taken. */
  Funding funding();

  /** As the owner's wallet gave it; no bytes if the owner has signed by a transaction. */
  Bytes signature();

  /** An EIP-2612 permit that comes with it. */
  Optional<TokenPermit> tokenPermit();

  /** The calls around it. */
  Hooks hooks();

  /**
   * Wei without fee: of the sell token for a sell intent, of the buy token for a buy intent. Below
   * 2^128.
   */
  BigInteger executedAmount();

  /** Network fee in wei of the sell token, on top of what is swapped. Below 2^128. */
  BigInteger fee();

  /** First second in which it may be filled. */
  long opens();

  /** Last second in which it may be filled. */
  long closes();

  /** A fill of an intent. */
  record OfIntent(SignedIntent signed, BigInteger executedAmount, BigInteger fee) implements Trade {
    /**
     * @throws IllegalArgumentException naming the amount that does not fit uint128
     */
    public OfIntent {
      requireAmount("executedAmount", executedAmount);
      requireAmount("fee", fee);
    }

    @Override
    public Intent intent() {
      return signed.intent();
    }

    @Override
    public Funding funding() {
      return signed.funding();
    }

    @Override
    public Bytes signature() {
      return signed.signature();
    }

    @Override
    public Optional<TokenPermit> tokenPermit() {
      return signed.tokenPermit();
    }

    @Override
    public Hooks hooks() {
      return signed.hooks();
    }

    @Override
    public long opens() {
      return signed.intent().validFrom();
    }

    @Override
    public long closes() {
      return signed.intent().validTo();
    }
  }

  /**
   * A fill of one part of a time-sliced parent.
   *
   * @param part from 0, below 256; whether the parent has it is {@link FillRules}'
   */
  record OfTwap(SignedTwap signed, int part, BigInteger executedAmount, BigInteger fee)
      implements Trade {
    /**
     * @throws IllegalArgumentException naming the number that does not fit
     */
    public OfTwap {
      requireAmount("executedAmount", executedAmount);
      requireAmount("fee", fee);
      if (part < 0 || part > 255) {
        throw new IllegalArgumentException("part does not fit uint8");
      }
    }

    @Override
    public Intent intent() {
      return signed.twap().part(part);
    }

    @Override
    public Funding funding() {
      return Funding.ALLOWANCE;
    }

    @Override
    public Bytes signature() {
      return signed.signature();
    }

    @Override
    public Optional<TokenPermit> tokenPermit() {
      return signed.tokenPermit();
    }

    @Override
    public Hooks hooks() {
      return signed.hooks();
    }

    @Override
    public long opens() {
      return signed.twap().opens(part);
    }

    @Override
    public long closes() {
      return signed.twap().closes(part);
    }
  }

  /** A fill of an intent. */
  static Trade of(SignedIntent signed, BigInteger executedAmount, BigInteger fee) {
    return new OfIntent(signed, executedAmount, fee);
  }

  private static void requireAmount(String name, BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 128) {
      throw new IllegalArgumentException(name + " does not fit uint128");
    }
  }
}
