// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Reads packed big-endian values from the call data
/// @dev Positions are absolute. Past the end of the call data zeros are read: whoever parses a section compares the
/// position after it with the section's end, once.
library Packed {
    function u8(uint256 cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(248, calldataload(cursor))
        }
    }

    function u16(uint256 cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(240, calldataload(cursor))
        }
    }

    function u24(uint256 cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(232, calldataload(cursor))
        }
    }

    function u32(uint256 cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(224, calldataload(cursor))
        }
    }

    function u48(uint256 cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(208, calldataload(cursor))
        }
    }

    function u64(uint256 cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(192, calldataload(cursor))
        }
    }

    function u128(uint256 cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(128, calldataload(cursor))
        }
    }

    /// @notice A two's complement number of 16 bytes.
    function i128(uint256 cursor) internal pure returns (int256 value) {
        assembly ("memory-safe") {
            value := sar(128, calldataload(cursor))
        }
    }

    function account(uint256 cursor) internal pure returns (address value) {
        assembly ("memory-safe") {
            value := shr(96, calldataload(cursor))
        }
    }

    function word(uint256 cursor) internal pure returns (bytes32 value) {
        assembly ("memory-safe") {
            value := calldataload(cursor)
        }
    }

    function number(uint256 cursor) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(cursor)
        }
    }

    /// @notice The bytes of a section, which may reach past the end of the call data.
    function slice(uint256 cursor, uint256 length) internal pure returns (bytes calldata value) {
        assembly ("memory-safe") {
            value.offset := cursor
            value.length := length
        }
    }

    /// @notice Hash of a section. Leaves no memory allocated.
    function hash(uint256 cursor, uint256 length) internal pure returns (bytes32 value) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, cursor, length)
            value := keccak256(free, length)
        }
    }
}
