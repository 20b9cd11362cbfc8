// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The intent's nonce was used by a fill or invalidated by its owner.
error NonceUsed(bytes32 intentHash);
/// @notice The fills of a partially fillable intent would pass the signed amount.
error Overfilled(bytes32 intentHash);

/// @title What has been used of intents
/// @dev 256 nonces share a slot; only a partially fillable intent owns a slot, for its running total.
abstract contract Nonces {
    /// @notice Bit of a nonce that says "shared lane".
    uint256 internal constant SHARED_LANE = 1 << 255;

    /// @notice Owner lane. Used or invalidated nonces: bit `nonce & 0xff` of word `nonce >> 8`.
    mapping(address owner => mapping(uint256 word => uint256 bits)) public nonces;

    /// @notice Shared lane. Used nonces of a word, which names the auctioneer whose awards alone can use them.
    mapping(uint256 word => uint256 bits) public sharedNonces;

    /// @notice Running total of a partially fillable intent: wei sold for `Sell` (fee included), bought for `Buy`; of a basket with
    /// more than one unit: units.
    mapping(bytes32 intentHash => uint256 amount) public filled;

    /// @notice An owner has taken nonces out of use.
    event NoncesInvalidated(address indexed owner, uint256 word, uint256 mask);

    /// @notice Takes the caller's nonces in `mask` out of use for ever; intents carrying them can no longer be filled.
    /// @dev Allowed at any time, even from inside a settlement: it can only forbid fills, never allow one.
    /// @param word upper 248 bits of the nonces
    /// @param mask bits to set
    function invalidateNonces(uint256 word, uint256 mask) external {
        nonces[msg.sender][word] |= mask;
        emit NoncesInvalidated(msg.sender, word, mask);
    }

    /// @dev The shared-lane nonce of bit 0 of a word.
    function _sharedNonce(uint256 series, address auctioneer) internal pure returns (uint256) {
        return SHARED_LANE | series << 168 | uint256(uint160(auctioneer)) << 8;
    }

    /// @dev Uses a nonce of the owner lane.
    function _useNonce(address owner, uint256 nonce, bytes32 digest) internal {
        mapping(uint256 => uint256) storage words = nonces[owner];
        uint256 bits = words[nonce >> 8];
        uint256 bit = 1 << (nonce & 0xff);
        if (bits & bit != 0) revert NonceUsed(digest);
        words[nonce >> 8] = bits | bit;
    }

    /// @dev Uses a nonce of the shared lane.
    function _useSharedNonce(uint256 nonce, bytes32 digest) internal {
        uint256 bits = sharedNonces[nonce >> 8];
        uint256 bit = 1 << (nonce & 0xff);
        if (bits & bit != 0) revert NonceUsed(digest);
        sharedNonces[nonce >> 8] = bits | bit;
    }

    /// @dev Adds to a running total under a nonce that stays usable.
    function _addFilled(address owner, uint256 nonce, bytes32 digest, uint256 amount, uint256 signed) internal {
        if (nonces[owner][nonce >> 8] & 1 << (nonce & 0xff) != 0) revert NonceUsed(digest);
        uint256 total = filled[digest] + amount;
        if (total > signed) revert Overfilled(digest);
        filled[digest] = total;
    }
}
