package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.settlement.Award;
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

  static final String DOMAIN_TYPE =
      "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
  private static final byte[] DOMAIN_HASH = text(DOMAIN_TYPE);
  private static final byte[] NAME_HASH = text(Domain.NAME);
  private static final byte[] VERSION_HASH = text(Domain.VERSION);
  private static final byte[] INTENT_HASH = text(INTENT_TYPE);
  private static final byte[] CANCEL_HASH = text(CANCEL_TYPE);
  private static final byte[] AWARD_HASH = text(AWARD_TYPE);
  private static final byte[] RECEIPT_HASH = text(RECEIPT_TYPE);
  private static final byte[] COMMITMENT_HASH = text(COMMITMENT_TYPE);
  private static final byte[] PREFIX = {0x19, 0x01};

  private final Domain domain;
  private final byte[] separator;

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
  }

  /** The domain the digests belong to. */
  public Domain domain() {
    return domain;
  }

  /** The EIP-712 domain separator. */
  public Bytes32 domainSeparator() {
    return Bytes32.of(separator);
  }

  /** The digest an owner signs; identifies the intent everywhere. */
  public Bytes32 intentHash(Intent intent) {
    return digest(
        new Words(13)
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
            .keccak());
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

  private Bytes32 digest(Bytes32 structHash) {
    return Keccak.hash(PREFIX, separator, structHash.bytes());
  }

  private static byte[] text(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8)).bytes();
  }
}
