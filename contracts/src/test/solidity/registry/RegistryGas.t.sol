// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AbsenceProof} from "../../../main/solidity/registry/SortedMerkle.sol";
import {BatchCommitment, Receipt} from "../../../main/solidity/registry/Statements.sol";
import {RegistryFixture} from "./support/RegistryFixture.sol";
import {Tree} from "./support/Tree.sol";

/// @notice What each operation costs as a transaction: 21,000, call data at 16 and 4 gas, cold execution. Printed with
/// `-vv`; bounds a tenth above what was measured, so that a change is noticed.
contract RegistryGasTest is RegistryFixture {
    event log_named_uint(string what, uint256 gas);

    function _spend(address from, bytes memory call, string memory what, uint256 most) private {
        uint256 gas = 21_000;
        for (uint256 i = 0; i < call.length; ++i) {
            gas += call[i] == 0 ? 4 : 16;
        }
        vm.cool(address(registry));
        vm.cool(address(settlement));
        vm.prank(from);
        uint256 before = gasleft();
        (bool success,) = address(registry).call(call);
        gas += before - gasleft();
        vm.assertTrue(success, what);
        emit log_named_uint(what, gas);
        vm.assertLe(gas, most, what);
    }

    function _anchorCall(uint64 batch, bytes32[] memory leaves) private view returns (bytes memory) {
        return abi.encodeCall(registry.anchor, (batch, Tree.root(leaves), uint32(leaves.length - 2)));
    }

    function test_gasOfAnchoring() public {
        bytes32[] memory leaves = Tree.leaves(_others(1, 8));
        _spend(relay, _anchorCall(1, leaves), "anchor, the very first", 104_500);
        for (uint64 batch = 2; batch <= RING; ++batch) {
            string memory what = batch == 2 ? "anchor, ring not full" : "anchor";
            _spend(relay, _anchorCall(batch, leaves), what, 83_000);
        }
        vm.warp(NOW + RETENTION);
        _spend(relay, _anchorCall(RING + 1, leaves), "anchor, ring full", 42_500);
    }

    function test_gasOfAnOmission() public {
        bytes32 leaf = settlement.intentHash(_intent());
        bytes32[] memory leaves = _anchor(1, _others(1, 100));
        Receipt memory receipt = _receipt(leaf, 1, 1);
        bytes memory call = abi.encodeCall(
            registry.accuse, (relay, receipt, _sign(receipt), _intent(), _one(Tree.absence(leaves, leaf)))
        );
        _spend(watcher, call, "accuse, one batch of 100", 142_500);
        vm.warp(NOW + WINDOW + 1);
        _spend(watcher, abi.encodeCall(registry.finalize, (_hash(receipt))), "finalize", 96_000);
    }

    function test_gasOfAnOmissionOverTenBatches() public {
        bytes32 leaf = settlement.intentHash(_intent());
        AbsenceProof[] memory proofs = new AbsenceProof[](10);
        for (uint64 batch = 1; batch <= 10; ++batch) {
            proofs[batch - 1] = Tree.absence(_anchor(batch, _others(batch, 100)), leaf);
        }
        Receipt memory receipt = _receipt(leaf, 1, 10);
        bytes memory call = abi.encodeCall(registry.accuse, (relay, receipt, _sign(receipt), _intent(), proofs));
        _spend(watcher, call, "accuse, ten batches of 100", 330_000);
    }

    function test_gasOfARebuttal() public {
        bytes32 leaf = settlement.intentHash(_intent());
        AbsenceProof[] memory proofs = _one(Tree.absence(_anchor(1, _others(1, 100)), leaf));
        Receipt memory receipt = _receipt(leaf, 1, 1);
        registry.accuse(relay, receipt, _sign(receipt), _intent(), proofs);
        bytes memory call = abi.encodeCall(registry.rebutWithCancel, (receipt, _intent(), _signCancel(OWNER_KEY, leaf)));
        _spend(relay, call, "rebut with a cancellation", 57_500);
    }

    function test_gasOfAnEquivocation() public {
        BatchCommitment memory one = BatchCommitment(5, "root", 3, "before");
        BatchCommitment memory other = BatchCommitment(5, "other", 3, "before");
        bytes memory call = abi.encodeCall(registry.proveCommitments, (relay, one, _sign(one), other, _sign(other)));
        _spend(watcher, call, "equivocation, two commitments", 142_500);
    }
}
