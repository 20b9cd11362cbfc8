// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Anchor, Anchors} from "./Anchors.sol";
import {Penalties} from "./Penalties.sol";
import {Signatures} from "./Signatures.sol";
import {BatchCommitment, Receipt, Statements} from "./Statements.sol";

/// @title Proof that a relay said two things where it may say one
/// @notice The statements speak for themselves, so there is nothing to answer: the relay loses its whole bond at once
/// and is shut out for good. Each batch and each receipt's number is evidence once.
abstract contract Equivocations is Anchors, Penalties, Signatures {
    using Statements for BatchCommitment;
    using Statements for Receipt;

    /// @notice Reason of slashing and eviction for an equivocation.
    bytes32 public constant EQUIVOCATION = "equivocation";

    /// @notice Whether an offence was punished, by `offenceId`.
    mapping(bytes32 offence => bool) public punished;

    /// @notice A relay contradicted itself.
    /// @param offence see `offenceId`
    event Equivocated(bytes32 indexed offence, address indexed relay, address indexed accuser);

    /// @notice The two statements are the same, or do not contradict each other.
    error NoContradiction();
    /// @notice The relay was punished for this before.
    error AlreadyPunished(bytes32 offence);

    /// @notice Two commitments for one batch with different content.
    /// @param relay who signed both
    function proveCommitments(
        address relay,
        BatchCommitment calldata one,
        bytes calldata oneSignature,
        BatchCommitment calldata other,
        bytes calldata otherSignature
    ) external {
        (bytes32 oneHash, bytes32 otherHash) = (one.hashStruct(), other.hashStruct());
        if (one.batch != other.batch || oneHash == otherHash) revert NoContradiction();
        _requireRelay(relay, _digest(oneHash), oneSignature);
        _requireRelay(relay, _digest(otherHash), otherSignature);
        _convict(relay, offenceId(relay, "batch", one.batch));
    }

    /// @notice A commitment that contradicts the anchors: another root or count than its batch was anchored with, or
    /// another root of the batch before.
    /// @param relay who signed and anchored
    function proveContradiction(address relay, BatchCommitment calldata commitment, bytes calldata signature) external {
        uint64 batch = commitment.batch;
        (AnchorState state, Anchor memory anchored) = anchorOf(relay, batch);
        bool differs =
            state == AnchorState.Kept && (anchored.root != commitment.root || anchored.count != commitment.count);
        if (!differs && batch > 1) {
            (state, anchored) = anchorOf(relay, batch - 1);
            differs = state == AnchorState.Kept && anchored.root != commitment.previousRoot;
        }
        if (!differs) revert NoContradiction();
        _requireRelay(relay, _digest(commitment.hashStruct()), signature);
        _convict(relay, offenceId(relay, "batch", batch));
    }

    /// @notice Two receipts that cannot be in one chain: different ones with one number, or two that follow each other
    /// and the later one does not name the earlier.
    /// @param relay who signed both
    /// @param earlier the one with the lower number, or either
    function proveReceipts(
        address relay,
        Receipt calldata earlier,
        bytes calldata earlierSignature,
        Receipt calldata later,
        bytes calldata laterSignature
    ) external {
        bytes32 earlierHash = _digest(earlier.hashStruct());
        bytes32 laterHash = _digest(later.hashStruct());
        bool forked = earlier.seq == later.seq && earlierHash != laterHash;
        bool unlinked =
            earlier.seq < later.seq && later.seq - earlier.seq == 1 && later.previousReceiptHash != earlierHash;
        if (!forked && !unlinked) revert NoContradiction();
        _requireRelay(relay, earlierHash, earlierSignature);
        _requireRelay(relay, laterHash, laterSignature);
        _convict(relay, offenceId(relay, "receipt", earlier.seq));
    }

    /// @notice Names an offence: a relay, "batch" or "receipt", and the number about which it contradicted itself.
    function offenceId(address relay, bytes32 kind, uint64 number) public pure returns (bytes32) {
        return keccak256(abi.encode(relay, kind, number));
    }

    function _convict(address relay, bytes32 offence) private {
        if (punished[offence]) revert AlreadyPunished(offence);
        uint256 bond = bondOf(relay).amount;
        if (bond == 0) revert NoBond(relay);
        punished[offence] = true;
        emit Equivocated(offence, relay, msg.sender);
        _punish(relay, bond, msg.sender, EQUIVOCATION);
        // A relay shut out before can have nothing to lose, since nobody can deposit for it.
        _evict(relay, EQUIVOCATION);
    }
}
