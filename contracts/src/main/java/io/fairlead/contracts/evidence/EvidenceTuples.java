package io.fairlead.contracts.evidence;

import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.signature.Signature;
import java.util.List;

/** Types and encodings of the structs in a registry call. */
final class EvidenceTuples {
  static final String RECEIPT = "(bytes32,uint64,uint64,uint64,bytes32)";
  static final String COMMITMENT = "(uint64,bytes32,uint32,bytes32)";
  static final String INTENT =
      "(address,address,address,address,uint128,uint128,uint8,bool,uint32,uint32,uint256,bytes32)";
  static final String ABSENCES = "(uint256,bytes32,bytes32,bytes32[],bytes32[])[]";

  private EvidenceTuples() {}

  static void write(AbiWriter to, Receipt receipt) {
    to.word(receipt.leaf())
        .uint(receipt.seq())
        .uint(receipt.firstBatch())
        .uint(receipt.lastBatch())
        .word(receipt.previousReceiptHash());
  }

  static void write(AbiWriter to, BatchCommitment commitment) {
    to.uint(commitment.batch())
        .word(commitment.root())
        .uint(commitment.count())
        .word(commitment.previousRoot());
  }

  static void write(AbiWriter to, Intent intent) {
    to.address(intent.owner())
        .address(intent.receiver())
        .address(intent.sellToken())
        .address(intent.buyToken())
        .uint(intent.sellAmount(), 128)
        .uint(intent.buyAmount(), 128)
        .bool(intent.side() == Side.BUY)
        .bool(intent.partiallyFillable())
        .uint(intent.validFrom())
        .uint(intent.validTo())
        .uint(intent.nonce(), 256)
        .word(intent.appData());
  }

  static void write(AbiWriter to, Signature signature) {
    to.bytes(Bytes.of(signature.bytes()));
  }

  static void write(AbiWriter to, List<AbsencePath> absences) {
    to.array(absences, (array, absence) -> array.tuple(tuple -> write(tuple, absence)));
  }

  static void words(AbiWriter to, List<Bytes32> words) {
    to.array(words, AbiWriter::word);
  }

  private static void write(AbiWriter to, AbsencePath absence) {
    to.uint(absence.index()).word(absence.below()).word(absence.above());
    words(to, absence.belowPath());
    words(to, absence.abovePath());
  }
}
