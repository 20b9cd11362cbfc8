package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Trade;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Digests of what Fairlead signs, for one domain, with every constant hash computed once. Source:
 * EIP-712; docs/protocol.md sections 1 and 3. Thread safe.
 */
public final class Eip712 {
  /** The signed type of an intent. */
  public static final String INTENT_TYPE =
      "Intent(address owner,address receiver,address sellToken,address buyToken,uint128 sellAmount,"
          + "uint128 buyAmount,string side,bool partiallyFillable,uint32 validFrom,uint32 validTo,"
          + "uint256 nonce,bytes32 appData)";

  /** The signed type of a time-sliced parent. */
  public static final String TWAP_TYPE =
      "TwapIntent(address owner,address receiver,address sellToken,address buyToken,"
          + "uint128 partSellAmount,uint128 partBuyAmount,uint32 start,uint32 interval,uint32 span,"
          + "uint16 parts,uint256 nonce,bytes32 appData)";

  /** The signed type of a basket, less its legs'. */
  public static final String BASKET_TYPE =
      "BasketIntent(address owner,address receiver,Leg[] legs,address quoteToken,"
          + "int128 quotePerUnit,uint64 units,uint32 validFrom,uint32 validTo,uint256 nonce,"
          + "bytes32 appData)";

  /** The signed type of a basket's leg. */
  public static final String LEG_TYPE = "Leg(address token,uint256 id,int128 amount)";

  /** The signed type of a solver's consent to cover what an award's settlement lacks. */
  public static final String COVER_TYPE = "Cover(bytes32 award)";

  /** The signed type of a relay-side cancellation. */
  public static final String CANCEL_TYPE = "Cancel(bytes32 intentHash)";

  /** The signed type of an award. */
  public static final String AWARD_TYPE =
      "Award(uint256 auctionId,bytes32 batchRoot,address solver,bytes32 solutionHash,uint64 lastBlock,"
          + "bytes32 transcriptHash)";

  /** The signed type of a sequencer's receipt. */
  public static final String RECEIPT_TYPE =
      "Receipt(bytes32 leaf,uint64 seq,uint64 firstBatch,uint64 lastBatch,bytes32 previousReceiptHash)";

  /** The signed type of a relay's statement about a batch. */
  public static final String COMMITMENT_TYPE =
      "BatchCommitment(uint64 batch,bytes32 root,uint32 count,bytes32 previousRoot)";

  /** The signed type of a solver's login at a node. */
  public static final String SOLVER_LOGIN_TYPE =
      "SolverLogin(string solver,address account,address node,bytes32 nonce)";

  static final String DOMAIN_TYPE =
      "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
  private static final byte[] DOMAIN_HASH = text(DOMAIN_TYPE);
  private static final byte[] NAME_HASH = text(Domain.NAME);
  private static final byte[] VERSION_HASH = text(Domain.VERSION);
  private static final byte[] INTENT_HASH = text(INTENT_TYPE);
  private static final byte[] TWAP_HASH = text(TWAP_TYPE);
  private static final byte[] BASKET_HASH = text(BASKET_TYPE + LEG_TYPE);
  private static final byte[] LEG_HASH = text(LEG_TYPE);
  private static final byte[] COVER_HASH = text(COVER_TYPE);
  private static final byte[] CANCEL_HASH = text(CANCEL_TYPE);
  private static final byte[] AWARD_HASH = text(AWARD_TYPE);
  private static final byte[] RECEIPT_HASH = text(RECEIPT_TYPE);
  private static final byte[] COMMITMENT_HASH = text(COMMITMENT_TYPE);
  private static final byte[] SOLVER_LOGIN_HASH = text(SOLVER_LOGIN_TYPE);
  static final byte[] PREFIX = {0x19, 0x01};

  private final Domain domain;
  private final byte[] separator;
  private final Permit2 permit2;

  /** Precomputes the domain separator. */
  public Eip712(Domain domain) {
    this.domain = domain;
    this.separator =
        new Words(5)
            .put(DOMAIN_HASH)
            .put(NAME_HASH)
            .put(VERSION_HASH)
            .put(domain.chainId())
            .put(domain.settlement())
            .keccak()
            .bytes();
    this.permit2 = new Permit2(domain);
  }

  /** The domain the digests belong to. */
  public Domain domain() {
    return domain;
  }

  /** The EIP-712 domain separator. */
  public Bytes32 domainSeparator() {
    return Bytes32.of(separator);
  }

  /** The digest that identifies an intent everywhere, whatever its funding. */
  public Bytes32 intentHash(Intent intent) {
    return digest(intentStruct(intent));
  }

  /** The digest that identifies a time-sliced parent, and that its owner signs. */
  public Bytes32 twapHash(TwapIntent twap) {
    return digest(
        new Words(13)
            .put(TWAP_HASH)
            .put(twap.owner())
            .put(twap.receiver())
            .put(twap.sellToken())
            .put(twap.buyToken())
            .put(twap.partSellAmount())
            .put(twap.partBuyAmount())
            .put(twap.start())
            .put(twap.interval())
            .put(twap.span())
            .put(twap.parts())
            .put(twap.nonce())
            .put(twap.appData().bytes())
            .keccak());
  }

  /** The digest that identifies a basket, and that its owner signs. */
  public Bytes32 basketHash(BasketIntent basket) {
    Words legs = new Words(basket.legs().size());
    for (Leg leg : basket.legs()) {
      legs.put(
          new Words(4)
              .put(LEG_HASH)
              .put(leg.token())
              .put(leg.id())
              .putSigned(leg.amount())
              .keccak()
              .bytes());
    }
    return digest(
        new Words(11)
            .put(BASKET_HASH)
            .put(basket.owner())
            .put(basket.receiver())
            .put(legs.keccak().bytes())
            .put(basket.quoteToken())
            .putSigned(basket.quotePerUnit())
            .put(basket.units())
            .put(basket.validFrom())
            .put(basket.validTo())
            .put(basket.nonce())
            .put(basket.appData().bytes())
            .keccak());
  }

  /** The digest that identifies what a batch holds: an intent's or a basket's. */
  public Bytes32 identity(SignedTerms signed) {
    return switch (signed) {
      case SignedIntent intent -> intentHash(intent.intent());
      case SignedBasket basket -> basketHash(basket.basket());
    };
  }

  /** The digest that the owner of what a batch holds has signed. */
  public Bytes32 signedDigest(SignedTerms signed) {
    return switch (signed) {
      case SignedIntent intent -> signedDigest(intent.intent(), intent.funding());
      case SignedBasket basket -> basketHash(basket.basket());
    };
  }

  /** The digest that identifies what a trade fills: of a part, its parent's. */
  public Bytes32 tradeHash(Trade trade) {
    return switch (trade) {
      case Trade.OfIntent one -> intentHash(one.signed().intent());
      case Trade.OfTwap part -> twapHash(part.signed().twap());
    };
  }

  /** The digest an owner signs who funds an intent through Permit2. */
  public Bytes32 permit2Digest(Intent intent) {
    return permit2.digest(intent, intentStruct(intent));
  }

  /** The digest the owner signs: the intent's own, or Permit2's. */
  public Bytes32 signedDigest(Intent intent, Funding funding) {
    return switch (funding) {
      case ALLOWANCE -> intentHash(intent);
      case PERMIT2 -> permit2Digest(intent);
    };
  }

  /** The digest a solver signs to cover what the settlement of an award lacks. */
  public Bytes32 coverHash(Bytes32 awardHash) {
    return digest(new Words(2).put(COVER_HASH).put(awardHash.bytes()).keccak());
  }

  /** The digest an owner signs to cancel an intent in the relay. */
  public Bytes32 cancelHash(Bytes32 intentHash) {
    return digest(new Words(2).put(CANCEL_HASH).put(intentHash.bytes()).keccak());
  }

  /** The digest the auctioneer signs. */
  public Bytes32 awardHash(Award award) {
    return digest(
        new Words(7)
            .put(AWARD_HASH)
            .put(BigInteger.valueOf(award.auctionId()))
            .put(award.batchRoot().bytes())
            .put(award.solver())
            .put(award.solutionHash().bytes())
            .put(award.lastBlock())
            .put(award.transcriptHash().bytes())
            .keccak());
  }

  /** The digest a sequencer signs when it accepts. */
  public Bytes32 receiptHash(Receipt receipt) {
    return digest(
        new Words(6)
            .put(RECEIPT_HASH)
            .put(receipt.leaf().bytes())
            .put(receipt.seq())
            .put(receipt.firstBatch())
            .put(receipt.lastBatch())
            .put(receipt.previousReceiptHash().bytes())
            .keccak());
  }

  /** The digest a relay signs when it closes a batch. */
  public Bytes32 commitmentHash(BatchCommitment commitment) {
    return digest(
        new Words(5)
            .put(COMMITMENT_HASH)
            .put(commitment.batch())
            .put(commitment.root().bytes())
            .put(commitment.count())
            .put(commitment.previousRoot().bytes())
            .keccak());
  }

  /**
   * The digest a solver signs to be let in by a node.
   *
   * @param solver the name it is configured under
   * @param account the account it is configured with, whose key signs
   * @param node the account that signs the node's receipts
   * @param nonce from the node's challenge; good for one connection
   */
  public Bytes32 solverLoginHash(String solver, Address account, Address node, Bytes32 nonce) {
    return digest(
        new Words(5)
            .put(SOLVER_LOGIN_HASH)
            .put(text(solver))
            .put(account)
            .put(node)
            .put(nonce.bytes())
            .keccak());
  }

  private static Bytes32 intentStruct(Intent intent) {
    return new Words(13)
        .put(INTENT_HASH)
        .put(intent.owner())
        .put(intent.receiver())
        .put(intent.sellToken())
        .put(intent.buyToken())
        .put(intent.sellAmount())
        .put(intent.buyAmount())
        .put(text(intent.side().text()))
        .put(intent.partiallyFillable() ? 1 : 0)
        .put(intent.validFrom())
        .put(intent.validTo())
        .put(intent.nonce())
        .put(intent.appData().bytes())
        .keccak();
  }

  private Bytes32 digest(Bytes32 structHash) {
    return Keccak.hash(PREFIX, separator, structHash.bytes());
  }

  static byte[] text(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8)).bytes();
  }
}
