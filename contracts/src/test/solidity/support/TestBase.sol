// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "./Vm.sol";

/// @notice What forge needs of a test contract, without a library.
abstract contract TestBase {
    // forge answers at this address.
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev Makes a contract of the creation code that is shipped. With `new`, the compiler would translate it once more for
    /// every test contract that says so, which takes a minute for all of them. Hands on why a constructor reverted.
    function _create(string memory artifact, bytes memory arguments) internal returns (address made) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
            if iszero(made) {
                let answer := mload(0x40)
                returndatacopy(answer, 0, returndatasize())
                revert(answer, returndatasize())
            }
        }
    }

    /// @dev Brings a fuzzed value into a range, both ends included.
    function _bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        uint256 size = max - min + 1;
        // The whole range of uint256.
        if (size == 0) return value;
        return min + value % size;
    }
}
