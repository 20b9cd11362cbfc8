// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AbsenceProof} from "../../../../main/solidity/registry/SortedMerkle.sol";

/// @notice Builds sorted trees and proofs the slow way: every path is found by splitting the list where RFC 6962 does.
library Tree {
    /// @dev Sorts, drops doubles, and puts the sentinels around.
    function leaves(bytes32[] memory values) internal pure returns (bytes32[] memory result) {
        for (uint256 i = 1; i < values.length; ++i) {
            for (uint256 j = i; j > 0 && values[j - 1] > values[j]; --j) {
                (values[j - 1], values[j]) = (values[j], values[j - 1]);
            }
        }
        bytes32[] memory all = new bytes32[](values.length + 2);
        uint256 used = 1;
        for (uint256 i = 0; i < values.length; ++i) {
            if (values[i] != all[used - 1] && values[i] != bytes32(type(uint256).max)) all[used++] = values[i];
        }
        all[used++] = bytes32(type(uint256).max);
        result = new bytes32[](used);
        for (uint256 i = 0; i < used; ++i) {
            result[i] = all[i];
        }
    }

    function root(bytes32[] memory list) internal pure returns (bytes32) {
        return _root(list, 0, list.length);
    }

    function path(bytes32[] memory list, uint256 index) internal pure returns (bytes32[] memory result) {
        bytes32[] memory all = new bytes32[](64);
        uint256 used = _path(list, 0, list.length, index, all);
        result = new bytes32[](used);
        for (uint256 i = 0; i < used; ++i) {
            result[i] = all[i];
        }
    }

    /// @dev The first leaf that is not below the value; `list` has the sentinels.
    function position(bytes32[] memory list, bytes32 value) internal pure returns (uint256 index) {
        while (list[index] < value) ++index;
    }

    /// @dev The neighbours of a value. Nonsense if it is in the list.
    function absence(bytes32[] memory list, bytes32 value) internal pure returns (AbsenceProof memory) {
        uint256 above = position(list, value);
        uint256 below = above == 0 ? 0 : above - 1;
        return AbsenceProof(below, list[below], list[above], path(list, below), path(list, above));
    }

    function _root(bytes32[] memory list, uint256 from, uint256 to) private pure returns (bytes32) {
        if (to - from == 1) return keccak256(bytes.concat(hex"00", list[from]));
        uint256 middle = from + _split(to - from);
        return keccak256(bytes.concat(hex"01", _root(list, from, middle), _root(list, middle, to)));
    }

    function _path(bytes32[] memory list, uint256 from, uint256 to, uint256 index, bytes32[] memory out)
        private
        pure
        returns (uint256 used)
    {
        if (to - from == 1) return 0;
        uint256 middle = from + _split(to - from);
        if (index < middle) {
            used = _path(list, from, middle, index, out);
            out[used++] = _root(list, middle, to);
        } else {
            used = _path(list, middle, to, index, out);
            out[used++] = _root(list, from, middle);
        }
    }

    /// @dev The greatest power of two below `size`.
    function _split(uint256 size) private pure returns (uint256 power) {
        power = 1;
        while (power * 2 < size) power *= 2;
    }
}
