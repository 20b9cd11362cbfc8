// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AbsenceProof, SortedMerkle} from "../../../main/solidity/registry/SortedMerkle.sol";
import {TestBase} from "../support/TestBase.sol";
import {Tree} from "./support/Tree.sol";

/// @notice Proofs of presence and absence, against trees built another way.
contract SortedMerkleTest is TestBase {
    function includes(bytes32 root, uint256 count, bytes32 value, uint256 index, bytes32[] calldata path)
        external
        pure
        returns (bool)
    {
        return SortedMerkle.includes(root, count, value, index, path);
    }

    function excludes(bytes32 root, uint256 count, bytes32 value, AbsenceProof calldata proof)
        external
        pure
        returns (bool)
    {
        return SortedMerkle.excludes(root, count, value, proof);
    }

    function _leaves(uint256 seed, uint256 count) private pure returns (bytes32[] memory) {
        bytes32[] memory values = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            values[i] = keccak256(abi.encode(seed, i));
        }
        return Tree.leaves(values);
    }

    function test_emptySetExcludesEverything() public view {
        bytes32[] memory leaves = _leaves(0, 0);
        bytes32 root = Tree.root(leaves);
        bytes32 expected = keccak256(
            bytes.concat(
                hex"01",
                keccak256(bytes.concat(hex"00", bytes32(0))),
                keccak256(bytes.concat(hex"00", bytes32(type(uint256).max)))
            )
        );
        vm.assertEq(root, expected, "two sentinels");
        vm.assertTrue(this.excludes(root, 0, bytes32(uint256(1)), Tree.absence(leaves, bytes32(uint256(1)))), "absent");
    }

    function test_sentinelsAreNoValues() public view {
        bytes32[] memory leaves = _leaves(1, 3);
        bytes32 root = Tree.root(leaves);
        vm.assertTrue(!this.includes(root, 3, 0, 0, Tree.path(leaves, 0)), "low");
        vm.assertTrue(!this.includes(root, 3, leaves[4], 4, Tree.path(leaves, 4)), "high");
        vm.assertTrue(!this.excludes(root, 3, 0, Tree.absence(leaves, 0)), "low is not absent");
        vm.assertTrue(!this.excludes(root, 3, leaves[4], Tree.absence(leaves, leaves[4])), "high is not absent");
    }

    /// @dev All sizes of which shapes differ, every leaf, every gap.
    function test_everyLeafAndEveryGapOfSmallTrees() public view {
        for (uint256 count = 0; count <= 18; ++count) {
            bytes32[] memory leaves = _leaves(count, count);
            bytes32 root = Tree.root(leaves);
            for (uint256 i = 0; i <= count; ++i) {
                if (i > 0) {
                    vm.assertTrue(this.includes(root, count, leaves[i], i, Tree.path(leaves, i)), "included");
                    vm.assertTrue(!this.excludes(root, count, leaves[i], Tree.absence(leaves, leaves[i])), "not absent");
                }
                bytes32 between = bytes32(uint256(leaves[i]) + 1);
                vm.assertTrue(this.excludes(root, count, between, Tree.absence(leaves, between)), "absent");
            }
        }
    }

    /// @dev Two leaves with a value between them that are not neighbours prove nothing, whatever index is claimed.
    function testFuzz_leavesThatAreNoNeighbours(uint256 seed, uint256 count, uint256 low, uint256 high, uint256 index)
        public
        view
    {
        count = _bound(count, 1, 40);
        bytes32[] memory leaves = _leaves(seed, count);
        low = _bound(low, 0, count - 1);
        high = _bound(high, low + 2, count + 1);
        AbsenceProof memory proof =
            AbsenceProof(low, leaves[low], leaves[high], Tree.path(leaves, low), Tree.path(leaves, high));
        bytes32 value = leaves[low + 1];
        bytes32 root = Tree.root(leaves);
        vm.assertTrue(!this.excludes(root, count, value, proof), "its own index");
        proof.index = high - 1;
        vm.assertTrue(!this.excludes(root, count, value, proof), "the other's");
        proof.index = index;
        vm.assertTrue(!this.excludes(root, count, value, proof), "any");
        vm.assertTrue(!this.excludes(root, _bound(index, 0, 1_000), value, proof), "any, with another count");
    }

    /// @dev A member is never shown absent, a stranger never included, whatever is changed about an honest proof.
    function testFuzz_changedProofs(uint256 seed, uint256 count, uint256 spot, uint256 change, bytes32 noise)
        public
        view
    {
        count = _bound(count, 1, 40);
        bytes32[] memory leaves = _leaves(seed, count);
        bytes32 root = Tree.root(leaves);
        spot = _bound(spot, 1, count);
        bytes32[] memory path = Tree.path(leaves, spot);
        vm.assume(noise != 0 && noise != leaves[spot]);
        vm.assertTrue(!this.includes(root, count, noise, spot, path), "another value");
        vm.assertTrue(!this.includes(root ^ noise, count, leaves[spot], spot, path), "another root");
        uint256 other = _bound(change, 0, count + 1);
        if (other != spot) vm.assertTrue(!this.includes(root, count, leaves[spot], other, path), "another index");
        path[change % path.length] ^= noise;
        vm.assertTrue(!this.includes(root, count, leaves[spot], spot, path), "another path");
        path[change % path.length] ^= noise;
        vm.assertTrue(!this.includes(root, count, leaves[spot], spot, _longer(path, noise)), "a longer path");
        vm.assertTrue(!this.includes(root, count, leaves[spot], spot, _shorter(path)), "a shorter path");

        bytes32 absent = keccak256(abi.encode(seed, "absent"));
        AbsenceProof memory proof = Tree.absence(leaves, absent);
        vm.assertTrue(this.excludes(root, count, absent, proof), "honest");
        proof.below ^= noise;
        vm.assertTrue(!this.excludes(root, count, absent, proof), "another leaf below");
        proof.below ^= noise;
        proof.above ^= noise;
        vm.assertTrue(!this.excludes(root, count, absent, proof), "another leaf above");
    }

    function _longer(bytes32[] memory path, bytes32 more) private pure returns (bytes32[] memory result) {
        result = new bytes32[](path.length + 1);
        for (uint256 i = 0; i < path.length; ++i) {
            result[i] = path[i];
        }
        result[path.length] = more;
    }

    function _shorter(bytes32[] memory path) private pure returns (bytes32[] memory result) {
        result = new bytes32[](path.length - 1);
        for (uint256 i = 0; i < result.length; ++i) {
            result[i] = path[i];
        }
    }
}
