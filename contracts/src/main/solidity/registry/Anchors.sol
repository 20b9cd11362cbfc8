// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What a relay has fixed about one batch.
/// @param root sorted Merkle root over the batch's intent hashes
/// @param batch its number
/// @param time Unix second of the block in which it was anchored
/// @param count number of intent hashes, sentinels not included
struct Anchor {
    bytes32 root;
    uint64 batch;
    uint64 time;
    uint32 count;
}

/// @notice Which batches a relay has anchored.
/// @param first the first one
/// @param newest the highest so far
struct Span {
    uint64 first;
    uint64 newest;
}

/// @title Roots of batches, kept long enough to be proved against
/// @notice Each relay has a ring of `ringSize` anchors of two storage slots each. An anchor is not overwritten before it
/// is `retention` seconds old, so a relay can anchor at most `ringSize` batches per `retention`. Batch numbers ascend; a
/// number that is passed over after the first can never be anchored, and counts as an empty batch.
/// @dev Anybody may anchor under its own account: what that is worth is decided by the bond behind it.
abstract contract Anchors {
    /// @notice What is known about a batch.
    enum AnchorState {
        /// Not anchored yet.
        Open,
        /// Anchored and still kept.
        Kept,
        /// Passed over for good: it committed to nothing.
        Skipped,
        /// Before the relay's first anchor, overwritten, or passed over so long ago that this cannot be told.
        Forgotten
    }

    /// @notice Anchors kept of each relay.
    uint256 public immutable ringSize;

    /// @notice Seconds for which an anchor is kept at least.
    uint256 public immutable retention;

    mapping(address relay => Span) private _spans;
    mapping(address relay => mapping(uint256 slot => Anchor)) private _ring;

    /// @notice A relay has fixed a batch.
    event Anchored(address indexed relay, uint64 indexed batch, bytes32 root, uint32 count);

    /// @notice Batches are anchored in ascending order, from 1.
    error BatchNotAscending(uint64 newest);
    /// @notice The anchor to be overwritten has to be kept until then.
    error AnchorTooSoon(uint256 notBefore);
    /// @notice A ring has at least 2 places, a retention is at least an hour.
    error BadRing(uint256 ringSize, uint256 retention);

    constructor(uint256 ringSize_, uint256 retention_) {
        if (ringSize_ < 2 || retention_ < 1 hours) revert BadRing(ringSize_, retention_);
        ringSize = ringSize_;
        retention = retention_;
    }

    /// @notice Fixes a batch for the calling relay.
    /// @param batch its number, greater than all before
    /// @param root sorted Merkle root over the batch's intent hashes
    /// @param count number of intent hashes
    function anchor(uint64 batch, bytes32 root, uint32 count) external {
        Span storage span = _spans[msg.sender];
        uint64 newest = span.newest;
        if (batch <= newest) revert BatchNotAscending(newest);
        Anchor storage place = _ring[msg.sender][batch % ringSize];
        if (place.batch != 0) {
            uint256 notBefore = place.time + retention;
            if (block.timestamp < notBefore) revert AnchorTooSoon(notBefore);
        }
        span.newest = batch;
        if (newest == 0) span.first = batch;
        place.root = root;
        (place.batch, place.time, place.count) = (batch, uint64(block.timestamp), count);
        emit Anchored(msg.sender, batch, root, count);
    }

    /// @notice The highest batch a relay has anchored; 0 if none.
    function newestBatch(address relay) public view returns (uint64) {
        return _spans[relay].newest;
    }

    /// @notice The batch a relay began to anchor with; 0 if none.
    function firstBatch(address relay) external view returns (uint64) {
        return _spans[relay].first;
    }

    /// @notice What is known about a relay's batch; the anchor is meaningful only if `Kept`.
    function anchorOf(address relay, uint64 batch) public view returns (AnchorState state, Anchor memory anchored) {
        Span storage span = _spans[relay];
        if (batch > span.newest) return (AnchorState.Open, anchored);
        // Nobody is held to what was before it anchored at all. There is no batch 0.
        if (batch < span.first) return (AnchorState.Forgotten, anchored);
        Anchor storage place = _ring[relay][batch % ringSize];
        uint64 kept = place.batch;
        if (kept == batch) return (AnchorState.Kept, place);
        return (kept > batch ? AnchorState.Forgotten : AnchorState.Skipped, anchored);
    }
}
