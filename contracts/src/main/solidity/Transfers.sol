// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice One movement of an ERC-20 token.
/// @param token ERC-20 token
/// @param account who pays or is paid; the bits above an address may say more
/// @param amount wei of `token`
struct Transfer {
    address token;
    uint256 account;
    uint256 amount;
}

/// @notice A list of transfers that is built in memory in the form in which it is called with.
/// @param start memory position of the call's first byte
/// @param end memory position behind the last transfer
struct TransferList {
    uint256 start;
    uint256 end;
}

/// @title Growing lists of transfers
/// @dev A list is the call data of `f(address,Transfer[])`: selector, address, offset, length, elements. Building it in
/// place saves copying every transfer once more.
library Transfers {
    uint256 private constant HEAD = 0x64;
    /// @notice Bytes of a transfer.
    uint256 internal constant SIZE = 0x60;

    /// @notice Makes an empty list, with memory for at most `capacity` transfers.
    function reserve(TransferList memory list, uint256 capacity) internal pure {
        assembly ("memory-safe") {
            let free := mload(0x40)
            // The selector's four bytes end at a word's border.
            mstore(list, add(free, 0x1c))
            mstore(add(list, 0x20), add(free, 0x80))
            mstore(0x40, add(add(free, 0x80), mul(capacity, SIZE)))
        }
    }

    /// @notice Appends; the caller keeps within the capacity.
    function add(TransferList memory list, address token, uint256 account, uint256 amount) internal pure {
        assembly ("memory-safe") {
            let place := mload(add(list, 0x20))
            mstore(place, token)
            mstore(add(place, 0x20), account)
            mstore(add(place, 0x40), amount)
            mstore(add(list, 0x20), add(place, SIZE))
        }
    }

    /// @notice Memory position of the first transfer.
    function first(TransferList memory list) internal pure returns (uint256) {
        unchecked {
            return list.start + HEAD;
        }
    }

    /// @notice The transfer at a memory position.
    function get(uint256 place) internal pure returns (address token, uint256 account, uint256 amount) {
        assembly ("memory-safe") {
            token := mload(place)
            account := mload(add(place, 0x20))
            amount := mload(add(place, 0x40))
        }
    }

    /// @notice Call data positions of the first transfer and behind the last.
    function bounds(Transfer[] calldata transfers) internal pure returns (uint256 place, uint256 end) {
        assembly ("memory-safe") {
            place := transfers.offset
            end := add(place, mul(transfers.length, SIZE))
        }
    }

    /// @notice Calls `target.selector(party, list)` unless the list is empty; reverts as the target does.
    /// @return sent whether it was not empty
    function send(TransferList memory list, address target, bytes4 selector, address party)
        internal
        returns (bool sent)
    {
        sent = list.end != first(list);
        if (!sent) return false;
        assembly ("memory-safe") {
            let start := mload(list)
            let size := sub(mload(add(list, 0x20)), start)
            // The word that ends where the arguments start holds the selector in its last four bytes.
            mstore(sub(start, 0x1c), shr(224, selector))
            mstore(add(start, 0x04), party)
            mstore(add(start, 0x24), 0x40)
            mstore(add(start, 0x44), div(sub(size, HEAD), SIZE))
            if iszero(call(gas(), target, 0, start, size, 0, 0)) {
                let free := mload(0x40)
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
        }
    }
}
