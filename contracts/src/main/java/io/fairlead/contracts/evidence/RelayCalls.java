package io.fairlead.contracts.evidence;

import static io.fairlead.contracts.evidence.EvidenceTuples.ABSENCES;
import static io.fairlead.contracts.evidence.EvidenceTuples.COMMITMENT;
import static io.fairlead.contracts.evidence.EvidenceTuples.INTENT;
import static io.fairlead.contracts.evidence.EvidenceTuples.RECEIPT;
import static io.fairlead.contracts.evidence.EvidenceTuples.words;
import static io.fairlead.contracts.evidence.EvidenceTuples.write;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import java.util.List;

/** Call data of the relay registry: anchors, accusations, answers. Pure. */
public final class RelayCalls {
  private static final AbiFunction ANCHOR = AbiFunction.of("anchor(uint64,bytes32,uint32)");
  private static final AbiFunction NEWEST_BATCH = AbiFunction.of("newestBatch(address)");
  private static final AbiFunction ANCHOR_OF = AbiFunction.of("anchorOf(address,uint64)");
  private static final AbiFunction ACCUSE =
      AbiFunction.of("accuse(address," + RECEIPT + ",bytes," + INTENT + "," + ABSENCES + ")");
  private static final AbiFunction DEMAND =
      AbiFunction.of("demandInclusion(address," + RECEIPT + ",bytes," + INTENT + ")");
  private static final AbiFunction REBUT_WITH_CANCEL =
      AbiFunction.of("rebutWithCancel(" + RECEIPT + "," + INTENT + ",bytes)");
  private static final AbiFunction REBUT_WITH_CHAIN =
      AbiFunction.of("rebutWithChain(" + RECEIPT + "," + INTENT + ")");
  private static final AbiFunction REBUT_WITH_INCLUSION =
      AbiFunction.of("rebutWithInclusion(" + RECEIPT + ",uint64,uint256,bytes32[])");
  private static final AbiFunction FINALIZE = AbiFunction.of("finalize(bytes32)");
  private static final AbiFunction ACCUSATION_OF = AbiFunction.of("accusationOf(bytes32)");
  private static final AbiFunction PROVE_COMMITMENTS =
      AbiFunction.of("proveCommitments(address," + COMMITMENT + ",bytes," + COMMITMENT + ",bytes)");
  private static final AbiFunction PROVE_CONTRADICTION =
      AbiFunction.of("proveContradiction(address," + COMMITMENT + ",bytes)");
  private static final AbiFunction PROVE_RECEIPTS =
      AbiFunction.of("proveReceipts(address," + RECEIPT + ",bytes," + RECEIPT + ",bytes)");
  private static final AbiFunction SETTLEMENT = AbiFunction.of("settlement()");
  private static final AbiFunction COLLECT = AbiFunction.of("collect(address)");

  private RelayCalls() {}

  /** Asks for the Settlement in whose domain relays and owners sign: one address. */
  public static Bytes settlement() {
    return SETTLEMENT.encode(call -> {});
  }

  /** Fixes a batch for the sending relay. */
  public static Bytes anchor(BatchCommitment commitment) {
    return ANCHOR.encode(
        call -> call.uint(commitment.batch()).word(commitment.root()).uint(commitment.count()));
  }

  /** Asks for the highest batch a relay has anchored: one number, 0 if none. */
  public static Bytes newestBatch(Address relay) {
    return NEWEST_BATCH.encode(call -> call.address(relay));
  }

  /**
   * Asks what is known of a batch: {@code (uint8 state, bytes32 root, uint64 batch, uint64 time,
   * uint32 count)}, the state being 0 open, 1 kept, 2 skipped, 3 forgotten.
   */
  public static Bytes anchorOf(Address relay, long batch) {
    return ANCHOR_OF.encode(call -> call.address(relay).uint(batch));
  }

  /**
   * Accuses a relay of having left an intent out of all batches its receipt names.
   *
   * @param absences one per batch from {@code firstBatch} to {@code lastBatch}
   */
  public static Bytes accuse(
      Address relay, SignedReceipt receipt, Intent intent, List<AbsencePath> absences) {
    return ACCUSE.encode(call -> {
      call.address(relay);
      write(call, receipt.receipt());
      write(call, receipt.signature());
      write(call, intent);
      write(call, absences);
    });
  }

  /** Accuses without proof; the transaction's value is the registry's {@code demandDeposit}. */
  public static Bytes demandInclusion(Address relay, SignedReceipt receipt, Intent intent) {
    return DEMAND.encode(call -> {
      call.address(relay);
      write(call, receipt.receipt());
      write(call, receipt.signature());
      write(call, intent);
    });
  }

  /** Answers with the owner's signature over {@code Cancel}. */
  public static Bytes rebutWithCancel(Receipt receipt, Intent intent, Bytes signature) {
    return REBUT_WITH_CANCEL.encode(call -> {
      write(call, receipt);
      write(call, intent);
      call.bytes(signature);
    });
  }

  /** Answers that the chain shows the intent filled or its nonce used. */
  public static Bytes rebutWithChain(Receipt receipt, Intent intent) {
    return REBUT_WITH_CHAIN.encode(call -> {
      write(call, receipt);
      write(call, intent);
    });
  }

  /**
   * Answers that the intent is in a batch.
   *
   * @param index position among the tree's leaves, the low sentinel having 0
   * @param path hashes beside the path, from the leaf upwards
   */
  public static Bytes rebutWithInclusion(
      Receipt receipt, long batch, long index, List<Bytes32> path) {
    return REBUT_WITH_INCLUSION.encode(call -> {
      write(call, receipt);
      call.uint(batch).uint(index);
      words(call, path);
    });
  }

  /** Punishes a relay that did not answer in time. */
  public static Bytes finalizeAccusation(Bytes32 receiptHash) {
    return FINALIZE.encode(call -> call.word(receiptHash));
  }

  /**
   * Asks for an accusation: {@code (address accuser, uint64 deadline, uint8 stage, address relay,
   * uint96 deposit)}, the stage being 0 none, 1 open, 2 rebutted, 3 upheld.
   */
  public static Bytes accusationOf(Bytes32 receiptHash) {
    return ACCUSATION_OF.encode(call -> call.word(receiptHash));
  }

  /** Proves two commitments for one batch. */
  public static Bytes proveCommitments(
      Address relay, SignedCommitment one, SignedCommitment other) {
    return PROVE_COMMITMENTS.encode(call -> {
      call.address(relay);
      write(call, one.commitment());
      write(call, one.signature());
      write(call, other.commitment());
      write(call, other.signature());
    });
  }

  /** Proves a commitment that is not what was anchored. */
  public static Bytes proveContradiction(Address relay, SignedCommitment commitment) {
    return PROVE_CONTRADICTION.encode(call -> {
      call.address(relay);
      write(call, commitment.commitment());
      write(call, commitment.signature());
    });
  }

  /** Proves two receipts that cannot be in one chain. */
  public static Bytes proveReceipts(Address relay, SignedReceipt earlier, SignedReceipt later) {
    return PROVE_RECEIPTS.encode(call -> {
      call.address(relay);
      write(call, earlier.receipt());
      write(call, earlier.signature());
      write(call, later.receipt());
      write(call, later.signature());
    });
  }

  /** Pays the sender's credit to {@code to}. */
  public static Bytes collect(Address to) {
    return COLLECT.encode(call -> call.address(to));
  }
}
