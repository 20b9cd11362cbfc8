package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTwap;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.util.Optional;

/** A trade before it is signed, every field of it open to change. */
final class TradeDraft {
  LocalSigner signer;
  Address owner;
  Address receiver;
  Address sellToken;
  Address buyToken;
  BigInteger sellAmount = BigInteger.ZERO;
  BigInteger buyAmount = BigInteger.ZERO;
  Side side = Side.SELL;
  boolean partially;
  long validFrom;
  long validTo;
  BigInteger nonce = BigInteger.ZERO;
  Bytes32 appData = Bytes32.ZERO;
  Hooks hooks = Hooks.NONE;
  Funding funding = Funding.ALLOWANCE;
  BigInteger executed = BigInteger.ZERO;
  BigInteger fee = BigInteger.ZERO;
  boolean longSignature;

  /** Left out where Permit2 pays, which has no place for it. */
  Optional<TokenPermit> tokenPermit = Optional.empty();

  /** Of a part of a time-sliced parent; its {@code validFrom} is the parent's start. */
  boolean twap;

  int part;
  int parts = 1;
  long interval;
  long span;

  TradeDraft(LocalSigner owner, Address sellToken, Address buyToken) {
    this.signer = owner;
    this.owner = owner.address();
    this.receiver = owner.address();
    this.sellToken = sellToken;
    this.buyToken = buyToken;
  }

  /** The trade, signed in whatever way its kind asks for. */
  Trade sign(Eip712 eip712) {
    Bytes32 data = hooks.isEmpty() ? appData : hooks.appData();
    if (twap) {
      TwapIntent parent =
          new TwapIntent(
              owner,
              receiver,
              sellToken,
              buyToken,
              sellAmount,
              buyAmount,
              validFrom,
              interval,
              span,
              parts,
              nonce,
              data);
      Bytes signature = signature(eip712.twapHash(parent));
      return new Trade.OfTwap(
          new SignedTwap(parent, signature, tokenPermit, hooks), part, executed, fee);
    }
    Intent intent =
        new Intent(
            owner,
            receiver,
            sellToken,
            buyToken,
            sellAmount,
            buyAmount,
            side,
            partially,
            validFrom,
            validTo,
            nonce,
            data);
    Bytes signature = signature(eip712.signedDigest(intent, funding));
    Optional<TokenPermit> permit = funding == Funding.PERMIT2 ? Optional.empty() : tokenPermit;
    return Trade.of(new SignedIntent(intent, funding, signature, permit, hooks), executed, fee);
  }

  private Bytes signature(Bytes32 digest) {
    Signature signature = signer.sign(digest);
    return Bytes.of(longSignature ? signature.bytes() : signature.compact());
  }
}
