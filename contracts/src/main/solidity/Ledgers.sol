// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Sums per token
/// @notice One account for each token of a settlement: what is owed to receivers and vault, the vault's part of that, what the
/// solver is paid directly, all in wei, and where in memory the largest payment in the token is.
/// @dev Sums of numbers of 128 bits, of baskets 191: no bundle is long enough for them to overflow, and additions are not checked.
library Ledgers {
    uint256 private constant SIZE = 0x80;
    /// @dev How far a payment's position is written too low: the amount of one at zero, which stands for none, is Solidity's word of zero.
    uint256 private constant SHIFT = 0x20;

    /// @notice Accounts of zero for `count` tokens.
    function allocate(uint256 count) internal pure returns (uint256 ledger) {
        assembly ("memory-safe") {
            ledger := mload(0x40)
            let size := mul(count, SIZE)
            // Reading behind the end of the call data gives zeros.
            calldatacopy(ledger, calldatasize(), size)
            mstore(0x40, add(ledger, size))
        }
    }

    function owed(uint256 ledger, uint256 token) internal pure returns (uint256 amount) {
        assembly ("memory-safe") {
            amount := mload(add(ledger, mul(token, SIZE)))
        }
    }

    function fees(uint256 ledger, uint256 token) internal pure returns (uint256 amount) {
        assembly ("memory-safe") {
            amount := mload(add(add(ledger, mul(token, SIZE)), 0x20))
        }
    }

    function taken(uint256 ledger, uint256 token) internal pure returns (uint256 amount) {
        assembly ("memory-safe") {
            amount := mload(add(add(ledger, mul(token, SIZE)), 0x40))
        }
    }

    function addOwed(uint256 ledger, uint256 token, uint256 amount) internal pure {
        assembly ("memory-safe") {
            let place := add(ledger, mul(token, SIZE))
            mstore(place, add(mload(place), amount))
        }
    }

    /// @notice A fee is owed as well.
    function addFee(uint256 ledger, uint256 token, uint256 amount) internal pure {
        assembly ("memory-safe") {
            let place := add(ledger, mul(token, SIZE))
            mstore(place, add(mload(place), amount))
            mstore(add(place, 0x20), add(mload(add(place, 0x20)), amount))
        }
    }

    function addTaken(uint256 ledger, uint256 token, uint256 amount) internal pure {
        assembly ("memory-safe") {
            let place := add(add(ledger, mul(token, SIZE)), 0x40)
            mstore(place, add(mload(place), amount))
        }
    }

    /// @notice Notes a payment if it is the largest in its token so far.
    /// @param place memory position of the payment
    function note(uint256 ledger, uint256 token, uint256 place, uint256 amount) internal pure {
        assembly ("memory-safe") {
            let largest := add(add(ledger, mul(token, SIZE)), 0x60)
            if gt(amount, mload(add(mload(largest), 0x60))) { mstore(largest, sub(place, SHIFT)) }
        }
    }

    /// @notice Asks for the check that the largest payment in a token arrives.
    function checkLargest(uint256 ledger, uint256 token, uint256 flag) internal pure {
        assembly ("memory-safe") {
            let largest := mload(add(add(ledger, mul(token, SIZE)), 0x60))
            if largest {
                let account := add(largest, 0x40)
                mstore(account, or(mload(account), flag))
            }
        }
    }
}
