// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice An award of this auction was executed before, or the auction is too old.
error AwardUsed(uint256 auctionId);

/// @notice The auctioneer's word that a solver's solution won an auction.
/// @param auctionId number of the batch; executes at most once
/// @param batchRoot root of the batch's intents
/// @param solver receives whatever the settlement does not owe to owners and vault, and covers what it lacks
/// @param solutionHash hash of the packed solution
/// @param lastBlock last block number in which the award may be executed
/// @param transcriptHash hash of the auction's public record
struct Award {
    uint256 auctionId;
    bytes32 batchRoot;
    address solver;
    bytes32 solutionHash;
    uint64 lastBlock;
    bytes32 transcriptHash;
}

/// @title Who awards, and which auctions were executed
/// @dev One slot holds all of it, so that a settlement reads and writes it for the price of one. A bitmap over all auctions would
/// need a new slot for every 256 of them for ever.
abstract contract Awards {
    bytes32 internal constant AWARD_TYPE_HASH = keccak256(
        "Award(uint256 auctionId,bytes32 batchRoot,address solver,bytes32 solutionHash,uint64 lastBlock,"
        "bytes32 transcriptHash)"
    );
    bytes32 internal constant COVER_TYPE_HASH = keccak256("Cover(bytes32 award)");

    uint256 private constant WINDOW = 48;
    uint256 private constant WINDOW_BITS = (1 << 48) - 1;

    /// @notice Signs awards. The zero address signs nothing, so setting it stops settlements.
    address public auctioneer;

    /// @dev The highest auction executed. Auction 0 never executes.
    uint48 internal newestAuction;

    /// @dev Bit `k` tells whether auction `newestAuction - 1 - k` was executed.
    uint48 internal auctionWindow;

    /// @notice From now on only this address signs awards.
    event AuctioneerChanged(address indexed auctioneer);

    /// @notice What can still become of an auction.
    /// @return 0: its award can execute; 1: it was executed; 2: it is too old to execute, and whether it was executed is in the
    /// events only
    function auctionState(uint256 auctionId) external view returns (uint8) {
        return _stateOf(_auctions(), auctionId);
    }

    /// @dev Auctioneer, newest auction and window in one word, from the lowest bits up.
    function _auctions() internal view returns (uint256 auctions) {
        assembly ("memory-safe") {
            auctions := sload(auctioneer.slot)
        }
    }

    /// @dev Reverts unless an award of the auction can execute.
    function _requireOpen(uint256 auctions, uint256 auctionId) internal pure {
        // The usual case.
        if (auctionId > (auctions >> 160 & WINDOW_BITS)) return;
        if (_stateOf(auctions, auctionId) != 0) revert AwardUsed(auctionId);
    }

    /// @dev Marks an open auction as executed.
    /// @param auctions from `_auctions`, not changed since
    /// @param auctionId below 2^48
    function _useAuction(uint256 auctions, uint256 auctionId) internal {
        unchecked {
            uint256 newest = auctions >> 160 & WINDOW_BITS;
            uint256 window = auctions >> 208;
            if (auctionId > newest) {
                uint256 shift = auctionId - newest;
                // The formerly newest becomes the bit below the shifted window.
                window = shift > WINDOW ? 0 : (window << shift | 1 << (shift - 1)) & WINDOW_BITS;
                newest = auctionId;
            } else {
                window |= 1 << (newest - auctionId - 1);
            }
            auctions = window << 208 | newest << 160 | uint160(auctions);
            assembly ("memory-safe") {
                sstore(auctioneer.slot, auctions)
            }
        }
    }

    function _stateOf(uint256 auctions, uint256 auctionId) private pure returns (uint8) {
        unchecked {
            uint256 newest = auctions >> 160 & WINDOW_BITS;
            if (auctionId > newest) return 0;
            if (auctionId == newest) return 1;
            uint256 age = newest - auctionId - 1;
            if (age >= WINDOW) return 2;
            return uint8(auctions >> 208 >> age & 1);
        }
    }

    /// @dev A new key starts with no auction executed: none of its awards can have been, and a number far ahead by mistake does not
    /// stop settlements for ever.
    function _setAuctioneer(address auctioneer_) internal {
        if (auctioneer_ != auctioneer) (newestAuction, auctionWindow) = (0, 0);
        auctioneer = auctioneer_;
        emit AuctioneerChanged(auctioneer_);
    }
}
