// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice A relay's promise: `leaf` is in the committed set of a batch from `firstBatch` to `lastBatch`.
/// @param leaf the intent's hash
/// @param seq position in the relay's chain of receipts, from 1, without gaps
/// @param firstBatch first batch it may enter
/// @param lastBatch last batch it may enter for the first time; 2^63 - 1 if there is no bound
/// @param previousReceiptHash digest of the receipt with `seq - 1`; zero for the first
struct Receipt {
    bytes32 leaf;
    uint64 seq;
    uint64 firstBatch;
    uint64 lastBatch;
    bytes32 previousReceiptHash;
}

/// @notice What a relay states about a batch when it closes it.
/// @param batch its number
/// @param root sorted Merkle root over its intent hashes
/// @param count number of intent hashes
/// @param previousRoot root of batch `batch - 1`; zero for batch 1
struct BatchCommitment {
    uint64 batch;
    bytes32 root;
    uint32 count;
    bytes32 previousRoot;
}

/// @title EIP-712 `hashStruct` of what relays and owners sign, in Settlement's domain
library Statements {
    bytes32 private constant RECEIPT_TYPE =
        keccak256("Receipt(bytes32 leaf,uint64 seq,uint64 firstBatch,uint64 lastBatch,bytes32 previousReceiptHash)");
    bytes32 private constant COMMITMENT_TYPE =
        keccak256("BatchCommitment(uint64 batch,bytes32 root,uint32 count,bytes32 previousRoot)");
    bytes32 private constant CANCEL_TYPE = keccak256("Cancel(bytes32 intentHash)");

    function hashStruct(Receipt calldata receipt) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                RECEIPT_TYPE,
                receipt.leaf,
                receipt.seq,
                receipt.firstBatch,
                receipt.lastBatch,
                receipt.previousReceiptHash
            )
        );
    }

    function hashStruct(BatchCommitment calldata commitment) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(COMMITMENT_TYPE, commitment.batch, commitment.root, commitment.count, commitment.previousRoot)
        );
    }

    function hashCancel(bytes32 intentHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(CANCEL_TYPE, intentHash));
    }
}
