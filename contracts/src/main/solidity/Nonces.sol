// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent, Side} from "./Intents.sol";

/// @notice The intent's nonce was used by a fill or invalidated by its owner.
error NonceUsed(bytes32 intentHash);
/// @notice The fills of a partially fillable intent would pass the signed amount.
error Overfilled(bytes32 intentHash);
/// @notice An intent that is not partially fillable must be filled entirely.
error NotFullFill(bytes32 intentHash);

/// @title What has been used of each owner's intents
/// @dev 256 nonces share a slot; only a partially fillable intent owns a slot, for its running total.
abstract contract Nonces {
    /// @notice Used or invalidated nonces: bit `nonce & 0xff` of word `nonce >> 8`.
    mapping(address owner => mapping(uint256 word => uint256 bits)) public nonces;

    /// @notice Running total of a partially fillable intent: wei sold for `Sell` (fee included), bought for `Buy`.
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

    /// @dev Records a fill, or reverts if the intent does not allow it.
    /// @param intent the signed intent
    /// @param intentHash EIP-712 digest of `intent`
    /// @param sold wei of the sell token, fee included
    /// @param bought wei of the buy token
    function _recordFill(Intent calldata intent, bytes32 intentHash, uint256 sold, uint256 bought) internal {
        (uint256 amount, uint256 signed) =
            intent.side == Side.Sell ? (sold, intent.sellAmount) : (bought, intent.buyAmount);
        bool partially = intent.partiallyFillable;
        if (!partially && amount != signed) revert NotFullFill(intentHash);

        uint256 word = intent.nonce >> 8;
        uint256 bit = 1 << (intent.nonce & 0xff);
        uint256 bits = nonces[intent.owner][word];
        if (bits & bit != 0) revert NonceUsed(intentHash);

        if (partially) {
            uint256 total = filled[intentHash] + amount;
            if (total > signed) revert Overfilled(intentHash);
            filled[intentHash] = total;
        } else {
            nonces[intent.owner][word] = bits | bit;
        }
    }
}
