// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice One movement of an ERC-20 token.
/// @param token ERC-20 token
/// @param account who pays or is paid
/// @param amount wei of `token`
struct Transfer {
    address token;
    address account;
    uint256 amount;
}

/// @notice A list of transfers that is built in memory in the form in which it is called with.
/// @param start memory position of the call's first byte
/// @param count transfers so far
struct TransferList {
    uint256 start;
    uint256 count;
}

/// @title Growing lists of transfers
/// @dev A list is the call data of `f(address,Transfer[])`: selector, address, offset, length, elements. Building it in
/// place saves copying every transfer once more.
library Transfers {
    uint256 private constant HEAD = 0x64;
    uint256 private constant SIZE = 0x60;

    /// @notice Reserves memory for at most `capacity` transfers.
    function allocate(uint256 capacity) internal pure returns (TransferList memory list) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            // The selector's four bytes end at a word's border.
            mstore(list, add(free, 0x1c))
            mstore(0x40, add(add(free, 0x80), mul(capacity, SIZE)))
        }
    }

    /// @notice Appends; the caller keeps within the capacity.
    function add(TransferList memory list, address token, address account, uint256 amount) internal pure {
        assembly ("memory-safe") {
            let count := mload(add(list, 0x20))
            let place := add(add(mload(list), HEAD), mul(count, SIZE))
            mstore(place, token)
            mstore(add(place, 0x20), account)
            mstore(add(place, 0x40), amount)
            mstore(add(list, 0x20), add(count, 1))
        }
    }

    /// @notice The transfer at an index below `count`.
    function get(TransferList memory list, uint256 index)
        internal
        pure
        returns (address token, address account, uint256 amount)
    {
        assembly ("memory-safe") {
            let place := add(add(mload(list), HEAD), mul(index, SIZE))
            token := mload(place)
            account := mload(add(place, 0x20))
            amount := mload(add(place, 0x40))
        }
    }

    /// @notice Calls `target.selector(party, list)` unless the list is empty; reverts as the target does.
    function send(TransferList memory list, address target, bytes4 selector, address party) internal {
        if (list.count == 0) return;
        assembly ("memory-safe") {
            let start := mload(list)
            let count := mload(add(list, 0x20))
            // The word that ends where the arguments start holds the selector in its last four bytes.
            mstore(sub(start, 0x1c), shr(224, selector))
            mstore(add(start, 0x04), party)
            mstore(add(start, 0x24), 0x40)
            mstore(add(start, 0x44), count)
            if iszero(call(gas(), target, 0, start, add(HEAD, mul(count, SIZE)), 0, 0)) {
                let free := mload(0x40)
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
        }
    }
}
