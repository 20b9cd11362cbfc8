// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Anchor, Anchors} from "../../../main/solidity/registry/Anchors.sol";
import {RelayTerms} from "../../../main/solidity/registry/RelayRegistry.sol";
import {RegistryFixture} from "./support/RegistryFixture.sol";

/// @notice Anchoring batches in a ring.
contract AnchorsTest is RegistryFixture {
    function _put(uint64 batch) private {
        vm.prank(relay);
        registry.anchor(batch, bytes32(uint256(batch) << 8), 7);
    }

    function _state(uint64 batch) private view returns (Anchors.AnchorState state) {
        (state,) = registry.anchorOf(relay, batch);
    }

    function _assertState(uint64 batch, Anchors.AnchorState expected) private view {
        vm.assertEq(uint256(_state(batch)), uint256(expected), "state");
    }

    function test_anAnchorIsKeptAsItWasMade() public {
        vm.expectEmit(address(registry));
        emit Anchors.Anchored(relay, 5, "root", 7);
        vm.prank(relay);
        registry.anchor(5, "root", 7);
        (Anchors.AnchorState state, Anchor memory anchored) = registry.anchorOf(relay, 5);
        vm.assertEq(uint256(state), uint256(Anchors.AnchorState.Kept), "kept");
        vm.assertEq(anchored.root, bytes32("root"), "root");
        vm.assertEq(anchored.batch, 5, "batch");
        vm.assertEq(anchored.time, NOW, "time");
        vm.assertEq(anchored.count, 7, "count");
        vm.assertEq(registry.newestBatch(relay), 5, "newest");
    }

    function test_batchesAscendAndAreAnchoredOnce() public {
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(Anchors.BatchNotAscending.selector, 0));
        registry.anchor(0, "root", 1);
        _put(5);
        for (uint64 batch = 0; batch <= 5; ++batch) {
            vm.prank(relay);
            vm.expectRevert(abi.encodeWithSelector(Anchors.BatchNotAscending.selector, 5));
            registry.anchor(batch, "other", 1);
        }
        _put(6);
    }

    function test_batchesPassedOverAreEmptyForEver() public {
        _put(3);
        _put(6);
        // What was before the first anchor is nobody's promise.
        _assertState(0, Anchors.AnchorState.Forgotten);
        _assertState(2, Anchors.AnchorState.Forgotten);
        vm.assertEq(registry.firstBatch(relay), 3, "first");
        _assertState(3, Anchors.AnchorState.Kept);
        _assertState(4, Anchors.AnchorState.Skipped);
        _assertState(5, Anchors.AnchorState.Skipped);
        _assertState(6, Anchors.AnchorState.Kept);
        _assertState(7, Anchors.AnchorState.Open);
    }

    function test_relaysHaveTheirOwnRings() public {
        _put(5);
        vm.prank(watcher);
        registry.anchor(2, "other", 1);
        (, Anchor memory anchored) = registry.anchorOf(relay, 5);
        vm.assertEq(anchored.root, bytes32(uint256(5) << 8), "untouched");
        vm.assertEq(registry.newestBatch(watcher), 2, "its own count");
        vm.assertEq(registry.firstBatch(relay), 5, "its own beginning");
        _assertState(2, Anchors.AnchorState.Forgotten);
    }

    function test_anAnchorIsKeptForTheRetention() public {
        for (uint64 batch = 1; batch <= RING; ++batch) {
            vm.warp(NOW + batch);
            _put(batch);
        }
        vm.warp(NOW + RETENTION);
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(Anchors.AnchorTooSoon.selector, NOW + 1 + RETENTION));
        registry.anchor(RING + 1, "root", 1);
        _assertState(1, Anchors.AnchorState.Kept);

        vm.warp(NOW + 1 + RETENTION);
        _put(RING + 1);
        _assertState(1, Anchors.AnchorState.Forgotten);
        _assertState(2, Anchors.AnchorState.Kept);
        _assertState(RING + 1, Anchors.AnchorState.Kept);
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(Anchors.AnchorTooSoon.selector, NOW + 2 + RETENTION));
        registry.anchor(RING + 2, "root", 1);
    }

    function test_aJumpDoesNotShortenTheRetention() public {
        _put(1);
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(Anchors.AnchorTooSoon.selector, NOW + RETENTION));
        registry.anchor(1 + 5 * RING, "root", 1);
        _put(2 + 5 * RING);
        _assertState(1, Anchors.AnchorState.Kept);
        _assertState(1 + RING, Anchors.AnchorState.Skipped);
        _assertState(2, Anchors.AnchorState.Forgotten);
    }

    function test_ringHasBounds() public {
        RelayTerms memory terms = _terms();
        terms.ringSize = 1;
        vm.expectRevert(abi.encodeWithSelector(Anchors.BadRing.selector, 1, RETENTION));
        _registry(terms);
        terms = _terms();
        terms.retention = 1 hours - 1;
        vm.expectRevert(abi.encodeWithSelector(Anchors.BadRing.selector, RING, 1 hours - 1));
        _registry(terms);
    }

    /// @dev Against a list of everything that was ever anchored.
    function testFuzz_ringAgainstAList(uint8[40] memory jumps, uint16[40] memory pauses) public {
        uint64[] memory made = new uint64[](40);
        uint256[] memory times = new uint256[](40);
        uint64 batch = 0;
        uint256 time = NOW;
        uint256 count = 0;
        for (uint256 i = 0; i < jumps.length; ++i) {
            uint64 next = batch + 1 + (jumps[i] % 4 == 0 ? jumps[i] % 37 : 0);
            time += pauses[i];
            vm.warp(time);
            vm.prank(relay);
            try registry.anchor(next, bytes32(uint256(next)), uint32(next)) {
                (made[count], times[count]) = (next, time);
                ++count;
                batch = next;
            } catch {}
        }
        for (uint256 i = 0; i < count; ++i) {
            (Anchors.AnchorState state, Anchor memory anchored) = registry.anchorOf(relay, made[i]);
            if (time < times[i] + RETENTION) {
                vm.assertEq(uint256(state), uint256(Anchors.AnchorState.Kept), "kept for the retention");
            }
            if (state == Anchors.AnchorState.Kept) {
                vm.assertEq(anchored.root, bytes32(uint256(made[i])), "root");
                vm.assertEq(anchored.time, times[i], "time");
            } else {
                vm.assertEq(uint256(state), uint256(Anchors.AnchorState.Forgotten), "never said to be skipped");
            }
        }
    }
}
