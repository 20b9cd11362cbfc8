// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Two neighbouring leaves between which a value would have to be.
/// @param index position of the lower one, the low sentinel having 0
/// @param below the lower leaf's value
/// @param above the upper leaf's value
/// @param belowPath hashes beside the lower leaf's path, from the leaf upwards
/// @param abovePath the same of the upper leaf
struct AbsenceProof {
    uint256 index;
    bytes32 below;
    bytes32 above;
    bytes32[] belowPath;
    bytes32[] abovePath;
}

/// @title A Merkle tree over strictly ascending hashes between two sentinels
/// @notice A leaf is keccak256(0x00 ‖ value), a node keccak256(0x01 ‖ left ‖ right); a last node without a partner moves
/// up unchanged. The sentinels are all zeros and all ones, so a tree of `count` values has `count + 2` leaves.
library SortedMerkle {
    /// @notice Whether `root` commits to a set of `count` values that holds `value` at `index`.
    function includes(bytes32 root, uint256 count, bytes32 value, uint256 index, bytes32[] calldata path)
        internal
        pure
        returns (bool)
    {
        // The first and the last leaf are no values.
        return index >= 1 && index <= count && _leadsTo(root, count + 1, index, value, path);
    }

    /// @notice Whether `root` commits to a set of `count` values without `value`.
    function excludes(bytes32 root, uint256 count, bytes32 value, AbsenceProof calldata proof)
        internal
        pure
        returns (bool)
    {
        uint256 last = count + 1;
        return proof.below < value && value < proof.above && proof.index < last
            && _leadsTo(root, last, proof.index, proof.below, proof.belowPath)
            && _leadsTo(root, last, proof.index + 1, proof.above, proof.abovePath);
    }

    /// @dev Walks from a leaf to the root. `last` is the index of the last node of each level in turn: it alone says
    /// where a node stands by itself, so that a path has exactly one length.
    function _leadsTo(bytes32 root, uint256 last, uint256 index, bytes32 value, bytes32[] calldata path)
        private
        pure
        returns (bool)
    {
        bytes32 hash = _leaf(value);
        uint256 used = 0;
        for (; last > 0; last >>= 1) {
            if ((index ^ 1) <= last) {
                if (used == path.length) return false;
                bytes32 sibling = path[used++];
                hash = index & 1 == 0 ? _node(hash, sibling) : _node(sibling, hash);
            }
            index >>= 1;
        }
        return used == path.length && hash == root;
    }

    function _leaf(bytes32 value) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            // 33 bytes of scratch space.
            mstore8(0x00, 0x00)
            mstore(0x01, value)
            hash := keccak256(0x00, 0x21)
        }
    }

    function _node(bytes32 left, bytes32 right) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            // 65 bytes do not fit in the scratch space; what lies beyond the free pointer may be written over.
            let free := mload(0x40)
            mstore8(free, 0x01)
            mstore(add(free, 0x01), left)
            mstore(add(free, 0x21), right)
            hash := keccak256(free, 0x41)
        }
    }
}
