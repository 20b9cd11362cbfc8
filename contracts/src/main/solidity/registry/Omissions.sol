// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent, Side} from "../Intents.sol";
import {Anchor, Anchors} from "./Anchors.sol";
import {Penalties} from "./Penalties.sol";
import {Signatures} from "./Signatures.sol";
import {AbsenceProof, SortedMerkle} from "./SortedMerkle.sol";
import {Receipt, Statements} from "./Statements.sol";

/// @notice An accusation of having broken a receipt.
/// @param accuser gets the reward
/// @param deadline last Unix second in which it can be rebutted
/// @param stage where it stands
/// @param relay the accused
/// @param deposit wei the accuser put up; 0 if absence was proved
struct Accusation {
    address accuser;
    uint64 deadline;
    AccusationStage stage;
    address relay;
    uint96 deposit;
}

/// @notice Where an accusation stands.
enum AccusationStage {
    /// There is none for this receipt.
    None,
    /// It can be rebutted.
    Open,
    /// It was rebutted; the receipt cannot be used again.
    Rebutted,
    /// The relay was punished; the receipt cannot be used again.
    Upheld
}

/// @notice Why an accusation was wrong.
enum Rebuttal {
    /// The owner had signed a cancellation.
    Cancelled,
    /// The owner's nonce is used or invalidated on chain.
    NonceUsed,
    /// The intent was filled completely.
    Filled,
    /// The intent is in an anchored batch.
    Included
}

/// @title Proof that a relay broke the promise of a receipt
/// @notice A receipt promises that an intent is in the committed set of one of the batches it names, unless its owner
/// cancels it or its window ends first. Who holds the receipt shows that it is in none, or, if the relay keeps the
/// contents of a batch to itself, puts up a deposit and lets the relay show that it is in one. As an owner can cancel
/// off chain, the relay has `challengeWindow` seconds to answer; then anybody may finalize, and the relay loses
/// `omissionPenalty`. A receipt is evidence once.
abstract contract Omissions is Anchors, Penalties, Signatures {
    using Statements for Receipt;

    /// @notice Most batches a receipt may name to be evidence.
    uint256 public constant MAX_BATCHES = 256;

    /// @notice Reason of slashing for an omission.
    bytes32 public constant OMISSION = "omission";

    address private constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;
    uint256 private constant SHARED_LANE = 1 << 255;

    /// @notice Seconds a relay has to answer.
    uint256 public immutable challengeWindow;

    /// @notice Wei one broken receipt costs, as far as the bond goes.
    uint256 public immutable omissionPenalty;

    /// @notice Wei an accuser puts up who cannot prove absence; it pays for the relay's answer.
    uint256 public immutable demandDeposit;

    mapping(bytes32 receiptHash => Accusation) private _accusations;

    /// @notice A relay has to answer until `deadline`. `deposit` is zero if absence was proved.
    event Accused(
        bytes32 indexed receiptHash,
        address indexed relay,
        bytes32 indexed leaf,
        address accuser,
        uint256 deadline,
        uint256 deposit
    );
    /// @notice The accusation was wrong.
    event Rebutted(bytes32 indexed receiptHash, address indexed relay, Rebuttal rebuttal);
    /// @notice The accusation stood, and the relay was punished.
    event Upheld(bytes32 indexed receiptHash, address indexed relay, address indexed accuser);

    /// @notice The challenge window, penalty or deposit makes no sense.
    error BadTerms();
    /// @notice The receipt names no batch, batch 0, more than `MAX_BATCHES`, or has no bound.
    error BadRange(uint64 firstBatch, uint64 lastBatch);
    /// @notice The receipt is for something else.
    error WrongIntent(bytes32 intentHash);
    /// @notice The relay has not anchored this batch yet, or its anchor is not kept (for a demand: not kept long enough).
    error NotAnchored(uint64 batch);
    /// @notice The intent's window was not open when the receipt's last batch was anchored.
    error WindowEnded(uint256 time);
    /// @notice One proof for each batch.
    error WrongProofCount(uint256 batches);
    /// @notice The proof does not show that the intent is absent from this batch.
    error NotAbsent(uint64 batch);
    /// @notice The proof does not show that the intent is in this batch.
    error NotIncluded(uint64 batch);
    /// @notice The deposit has to be exactly this.
    error WrongDeposit(uint256 deposit);
    /// @notice The receipt was used before, or is not under accusation.
    error WrongStage(AccusationStage stage);
    /// @notice The time to answer is over.
    error TooLate(uint256 deadline);
    /// @notice The relay can still answer.
    error TooSoon(uint256 deadline);
    /// @notice The chain does not show that the intent could no longer be filled.
    error StillFillable(bytes32 intentHash);

    constructor(uint256 challengeWindow_, uint256 omissionPenalty_, uint96 demandDeposit_) {
        // An anchor outlives the time for accusing and the time for answering.
        if (
            challengeWindow_ < 10 minutes || challengeWindow_ * 2 > retention || omissionPenalty_ == 0
                || demandDeposit_ == 0
        ) revert BadTerms();
        challengeWindow = challengeWindow_;
        omissionPenalty = omissionPenalty_;
        demandDeposit = demandDeposit_;
    }

    /// @notice Accuses a relay, with proof that the intent is in none of the receipt's batches.
    /// @param relay who signed the receipt
    /// @param receipt the promise
    /// @param signature the relay's, 65 bytes
    /// @param intent what was promised to be in a batch
    /// @param absences one proof per batch, in order; for a batch that was passed over it is not looked at
    /// @return receiptHash names the accusation
    function accuse(
        address relay,
        Receipt calldata receipt,
        bytes calldata signature,
        Intent calldata intent,
        AbsenceProof[] calldata absences
    ) external returns (bytes32 receiptHash) {
        receiptHash = _checkClaim(relay, receipt, signature, intent);
        uint256 batches = receipt.lastBatch - receipt.firstBatch + 1;
        if (absences.length != batches) revert WrongProofCount(batches);
        for (uint256 i = 0; i < batches; ++i) {
            uint64 batch = receipt.firstBatch + uint64(i);
            (AnchorState state, Anchor memory anchored) = anchorOf(relay, batch);
            if (state == AnchorState.Skipped) continue;
            if (state != AnchorState.Kept) revert NotAnchored(batch);
            if (!SortedMerkle.excludes(anchored.root, anchored.count, receipt.leaf, absences[i])) {
                revert NotAbsent(batch);
            }
        }
        _open(receiptHash, relay, receipt.leaf, 0);
    }

    /// @notice Accuses a relay without proof, against a deposit of `demandDeposit`: for batches whose contents the relay
    /// keeps to itself. The relay answers by showing the intent in one of them, and gets the deposit.
    /// @return receiptHash names the accusation
    function demandInclusion(address relay, Receipt calldata receipt, bytes calldata signature, Intent calldata intent)
        external
        payable
        returns (bytes32 receiptHash)
    {
        if (msg.value != demandDeposit) revert WrongDeposit(demandDeposit);
        receiptHash = _checkClaim(relay, receipt, signature, intent);
        for (uint64 batch = receipt.firstBatch; batch <= receipt.lastBatch; ++batch) {
            (AnchorState state, Anchor memory anchored) = anchorOf(relay, batch);
            if (state == AnchorState.Skipped) continue;
            // Every anchor the relay may need has to be there until it cannot answer any more.
            if (state != AnchorState.Kept || block.timestamp + challengeWindow >= anchored.time + retention) {
                revert NotAnchored(batch);
            }
        }
        _open(receiptHash, relay, receipt.leaf, msg.value);
    }

    /// @notice Rebuts an accusation by the owner's signature over `Cancel(intentHash)`; anybody may.
    function rebutWithCancel(Receipt calldata receipt, Intent calldata intent, bytes calldata signature) external {
        bytes32 receiptHash = _openAccusation(receipt);
        _requireLeaf(receipt, intent);
        _requireOwner(intent.owner, _digest(Statements.hashCancel(receipt.leaf)), signature);
        _close(receiptHash, Rebuttal.Cancelled);
    }

    /// @notice Rebuts an accusation by what the chain shows: the intent is filled, or its owner's nonce used up, in
    /// Settlement or in Permit2. A bit of the shared lane shows nothing, as an auctioneer can set it with an intent of
    /// its own. Anybody may.
    function rebutWithChain(Receipt calldata receipt, Intent calldata intent) external {
        bytes32 receiptHash = _openAccusation(receipt);
        _requireLeaf(receipt, intent);
        uint256 signed = intent.side == Side.Sell ? intent.sellAmount : intent.buyAmount;
        if (intent.partiallyFillable && settlement.filled(receipt.leaf) >= signed) {
            _close(receiptHash, Rebuttal.Filled);
        } else if (_isNonceUsed(intent.owner, intent.nonce)) {
            _close(receiptHash, Rebuttal.NonceUsed);
        } else {
            revert StillFillable(receipt.leaf);
        }
    }

    /// @notice Rebuts an accusation by showing the intent in one of the receipt's batches; anybody may.
    /// @param batch the batch
    /// @param index position among the tree's leaves, the low sentinel having 0
    /// @param path hashes beside the path, from the leaf upwards
    function rebutWithInclusion(Receipt calldata receipt, uint64 batch, uint256 index, bytes32[] calldata path)
        external
    {
        bytes32 receiptHash = _openAccusation(receipt);
        if (batch < receipt.firstBatch || batch > receipt.lastBatch) revert NotIncluded(batch);
        (AnchorState state, Anchor memory anchored) = anchorOf(_accusations[receiptHash].relay, batch);
        if (state != AnchorState.Kept) revert NotAnchored(batch);
        if (!SortedMerkle.includes(anchored.root, anchored.count, receipt.leaf, index, path)) {
            revert NotIncluded(batch);
        }
        _close(receiptHash, Rebuttal.Included);
    }

    /// @notice Punishes a relay that has not answered in time; anybody may. The accuser gets its deposit back.
    function finalize(bytes32 receiptHash) external {
        Accusation storage accusation = _accusations[receiptHash];
        if (accusation.stage != AccusationStage.Open) revert WrongStage(accusation.stage);
        if (block.timestamp <= accusation.deadline) revert TooSoon(accusation.deadline);
        accusation.stage = AccusationStage.Upheld;
        (address relay, address accuser) = (accusation.relay, accusation.accuser);
        _release(relay);
        if (accusation.deposit != 0) credit[accuser] += accusation.deposit;
        emit Upheld(receiptHash, relay, accuser);
        _punish(relay, omissionPenalty, accuser, OMISSION);
    }

    /// @notice The accusation for a receipt, by the receipt's digest.
    function accusationOf(bytes32 receiptHash) external view returns (Accusation memory) {
        return _accusations[receiptHash];
    }

    /// @dev What both kinds of accusation have in common: the receipt is the relay's, bounded, for this intent, unused,
    /// and the intent's window was open when the last batch was anchored.
    function _checkClaim(address relay, Receipt calldata receipt, bytes calldata signature, Intent calldata intent)
        private
        view
        returns (bytes32 receiptHash)
    {
        (uint64 first, uint64 last) = (receipt.firstBatch, receipt.lastBatch);
        // The last possible number would make a loop over batches endless; no bound is 2^63 - 1.
        if (first == 0 || last < first || last - first >= MAX_BATCHES || last >= type(uint64).max >> 1) {
            revert BadRange(first, last);
        }
        _requireLeaf(receipt, intent);
        receiptHash = _digest(receipt.hashStruct());
        _requireRelay(relay, receiptHash, signature);
        AccusationStage stage = _accusations[receiptHash].stage;
        if (stage != AccusationStage.None) revert WrongStage(stage);
        uint256 time = _timeOf(relay, last);
        if (time < intent.validFrom || time > intent.validTo) revert WindowEnded(time);
    }

    /// @dev When a batch was anchored; for one that was passed over, when the newest was, which is later.
    function _timeOf(address relay, uint64 batch) private view returns (uint256) {
        (AnchorState state, Anchor memory anchored) = anchorOf(relay, batch);
        if (state == AnchorState.Skipped) (state, anchored) = anchorOf(relay, newestBatch(relay));
        if (state != AnchorState.Kept) revert NotAnchored(batch);
        return anchored.time;
    }

    function _open(bytes32 receiptHash, address relay, bytes32 leaf, uint256 deposit_) private {
        _hold(relay);
        uint256 deadline = block.timestamp + challengeWindow;
        // The deposit is `demandDeposit`, which has 96 bits.
        _accusations[receiptHash] =
            Accusation(msg.sender, uint64(deadline), AccusationStage.Open, relay, uint96(deposit_));
        emit Accused(receiptHash, relay, leaf, msg.sender, deadline, deposit_);
    }

    /// @dev The relay gets the deposit, whoever answered for it.
    function _close(bytes32 receiptHash, Rebuttal rebuttal) private {
        Accusation storage accusation = _accusations[receiptHash];
        accusation.stage = AccusationStage.Rebutted;
        address relay = accusation.relay;
        _release(relay);
        if (accusation.deposit != 0) credit[relay] += accusation.deposit;
        emit Rebutted(receiptHash, relay, rebuttal);
    }

    function _openAccusation(Receipt calldata receipt) private view returns (bytes32 receiptHash) {
        receiptHash = _digest(receipt.hashStruct());
        Accusation storage accusation = _accusations[receiptHash];
        if (accusation.stage != AccusationStage.Open) revert WrongStage(accusation.stage);
        if (block.timestamp > accusation.deadline) revert TooLate(accusation.deadline);
    }

    function _requireLeaf(Receipt calldata receipt, Intent calldata intent) private view {
        bytes32 intentHash = settlement.intentHash(intent);
        if (intentHash != receipt.leaf) revert WrongIntent(intentHash);
    }

    function _isNonceUsed(address owner, uint256 nonce) private view returns (bool) {
        uint256 bit = 1 << (nonce & 0xff);
        if (nonce & SHARED_LANE == 0 && settlement.nonces(owner, nonce >> 8) & bit != 0) return true;
        if (PERMIT2.code.length == 0) return false;
        return IPermit2Nonces(PERMIT2).nonceBitmap(owner, nonce >> 8) & bit != 0;
    }
}

/// @title What is asked of Permit2
interface IPermit2Nonces {
    /// @notice Used or invalidated nonces of an owner's signature transfers.
    function nonceBitmap(address owner, uint256 word) external view returns (uint256);
}
