// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Sums per token
/// @notice One account for each token of a settlement: what is owed to receivers and vault, the vault's part of that, what the
/// solver is paid directly, all in wei, and whether a payment in the token is checked to arrive.
/// @dev Sums of 128-bit numbers: no list of trades is long enough for them to overflow, and additions are not checked.
library Ledgers {
    uint256 private constant SIZE = 0x80;

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

    /// @notice Whether this is the first time of asking for this token.
    function first(uint256 ledger, uint256 token) internal pure returns (bool answer) {
        assembly ("memory-safe") {
            let place := add(add(ledger, mul(token, SIZE)), 0x60)
            answer := iszero(mload(place))
            mstore(place, 1)
        }
    }
}
