// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent} from "../../../main/solidity/Intents.sol";
import {Bonds} from "../../../main/solidity/registry/Bonds.sol";
import {Accusation, AccusationStage, Omissions} from "../../../main/solidity/registry/Omissions.sol";
import {Penalties} from "../../../main/solidity/registry/Penalties.sol";
import {RelayTerms} from "../../../main/solidity/registry/RelayRegistry.sol";
import {Signatures} from "../../../main/solidity/registry/Signatures.sol";
import {AbsenceProof} from "../../../main/solidity/registry/SortedMerkle.sol";
import {Receipt} from "../../../main/solidity/registry/Statements.sol";
import {RegistryFixture} from "./support/RegistryFixture.sol";
import {Tree} from "./support/Tree.sol";

/// @notice Accusing a relay of having left an intent out, with proof.
contract OmissionsTest is RegistryFixture {
    bytes32 private leaf;

    function setUp() public override {
        super.setUp();
        leaf = settlement.intentHash(_intent());
    }

    function _accuse(Receipt memory receipt, AbsenceProof[] memory proofs) private returns (bytes32) {
        bytes memory signature = _sign(receipt);
        vm.prank(watcher);
        return registry.accuse(relay, receipt, signature, _intent(), proofs);
    }

    function _accuseFails(Receipt memory receipt, AbsenceProof[] memory proofs, bytes memory reason) private {
        bytes memory signature = _sign(receipt);
        vm.expectRevert(reason);
        registry.accuse(relay, receipt, signature, _intent(), proofs);
    }

    /// @dev One batch, number 1, without the intent, and its proof.
    function _omitted() private returns (Receipt memory receipt, AbsenceProof[] memory proofs) {
        bytes32[] memory leaves = _anchor(1, _others(1, 20));
        return (_receipt(leaf, 1, 1), _one(Tree.absence(leaves, leaf)));
    }

    function test_anOmissionCostsThePenalty() public {
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        bytes32 id = _hash(receipt);
        vm.expectEmit(address(registry));
        emit Omissions.Accused(id, relay, leaf, watcher, NOW + WINDOW, 0);
        vm.assertEq(_accuse(receipt, proofs), id, "named by the receipt");
        Accusation memory accusation = registry.accusationOf(id);
        vm.assertEq(accusation.accuser, watcher, "accuser");
        vm.assertEq(accusation.relay, relay, "relay");
        vm.assertEq(registry.bondOf(relay).holds, 1, "held");

        vm.warp(NOW + WINDOW);
        vm.expectRevert(abi.encodeWithSelector(Omissions.TooSoon.selector, NOW + WINDOW));
        registry.finalize(id);

        vm.warp(NOW + WINDOW + 1);
        vm.expectEmit(address(registry));
        emit Omissions.Upheld(id, relay, watcher);
        vm.expectEmit(address(registry));
        emit Bonds.Slashed(relay, PENALTY, watcher, "omission");
        registry.finalize(id);
        vm.assertEq(registry.bondOf(relay).amount, MINIMUM - PENALTY, "bond");
        vm.assertEq(registry.bondOf(relay).holds, 0, "released");
        vm.assertTrue(!registry.isActive(relay), "below the minimum");
        vm.assertEq(registry.credit(watcher), uint256(PENALTY) / 5, "a fifth");
        vm.assertEq(registry.credit(treasury), uint256(PENALTY) - uint256(PENALTY) / 5, "the rest");

        vm.expectRevert(abi.encodeWithSelector(Omissions.WrongStage.selector, AccusationStage.Upheld));
        registry.finalize(id);
        _accuseFails(receipt, proofs, abi.encodeWithSelector(Omissions.WrongStage.selector, AccusationStage.Upheld));
    }

    function test_everyBatchOfTheRangeIsNeeded() public {
        AbsenceProof[] memory proofs = new AbsenceProof[](3);
        proofs[0] = Tree.absence(_anchor(1, _others(1, 5)), leaf);
        proofs[1] = Tree.absence(_anchor(2, _others(2, 1)), leaf);
        Receipt memory receipt = _receipt(leaf, 1, 3);
        _accuseFails(receipt, proofs, abi.encodeWithSelector(Omissions.NotAnchored.selector, 3));
        proofs[2] = Tree.absence(_anchor(3, _others(3, 9)), leaf);
        _accuseFails(receipt, _one(proofs[0]), abi.encodeWithSelector(Omissions.WrongProofCount.selector, 3));
        (proofs[1], proofs[2]) = (proofs[2], proofs[1]);
        _accuseFails(receipt, proofs, abi.encodeWithSelector(Omissions.NotAbsent.selector, 2));
        (proofs[1], proofs[2]) = (proofs[2], proofs[1]);
        _accuse(receipt, proofs);
    }

    function test_aMemberCannotBeShownAbsent() public {
        bytes32[] memory leaves = _anchor(1, _with(_others(1, 6), leaf));
        Receipt memory receipt = _receipt(leaf, 1, 1);
        bytes memory notAbsent = abi.encodeWithSelector(Omissions.NotAbsent.selector, 1);
        _accuseFails(receipt, _one(Tree.absence(leaves, leaf)), notAbsent);
        // The neighbours on both sides, and a tree without it.
        uint256 spot = Tree.position(leaves, leaf);
        AbsenceProof memory around = AbsenceProof(
            spot - 1, leaves[spot - 1], leaves[spot + 1], Tree.path(leaves, spot - 1), Tree.path(leaves, spot + 1)
        );
        _accuseFails(receipt, _one(around), notAbsent);
        _accuseFails(receipt, _one(Tree.absence(Tree.leaves(_others(1, 6)), leaf)), notAbsent);
    }

    function test_inALaterBatchOfTheRangeIsKept() public {
        AbsenceProof[] memory proofs = new AbsenceProof[](2);
        proofs[0] = Tree.absence(_anchor(1, _others(1, 5)), leaf);
        bytes32[] memory second = _anchor(2, _with(_others(2, 5), leaf));
        proofs[1] = Tree.absence(second, leaf);
        _accuseFails(_receipt(leaf, 1, 2), proofs, abi.encodeWithSelector(Omissions.NotAbsent.selector, 2));
    }

    function test_aBatchPassedOverHoldsNothing() public {
        AbsenceProof[] memory proofs = new AbsenceProof[](3);
        proofs[0] = Tree.absence(_anchor(4, _others(1, 5)), leaf);
        _anchor(7, _others(2, 5));
        _accuse(_receipt(leaf, 4, 6), proofs);
    }

    function test_aBatchBeforeTheFirstAnchorIsNoEvidence() public {
        AbsenceProof[] memory proofs = new AbsenceProof[](2);
        proofs[1] = Tree.absence(_anchor(4, _others(1, 5)), leaf);
        _accuseFails(_receipt(leaf, 3, 4), proofs, abi.encodeWithSelector(Omissions.NotAnchored.selector, 3));
    }

    function test_rangesThatAreNoEvidence() public {
        (, AbsenceProof[] memory proofs) = _omitted();
        uint64[2][5] memory ranges = [
            [uint64(1), type(uint64).max >> 1],
            [uint64(1), type(uint64).max],
            [uint64(type(uint64).max), type(uint64).max],
            [uint64(2), 1],
            [uint64(0), 1]
        ];
        for (uint256 i = 0; i < ranges.length; ++i) {
            Receipt memory receipt = _receipt(leaf, ranges[i][0], ranges[i][1]);
            _accuseFails(
                receipt, proofs, abi.encodeWithSelector(Omissions.BadRange.selector, ranges[i][0], ranges[i][1])
            );
        }
        _accuseFails(_receipt(leaf, 1, 257), proofs, abi.encodeWithSelector(Omissions.BadRange.selector, 1, 257));
        // 256 batches are looked spot; the second is not anchored.
        _accuseFails(_receipt(leaf, 1, 256), proofs, abi.encodeWithSelector(Omissions.NotAnchored.selector, 256));
    }

    function test_theSignatureMustBeTheRelays() public {
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        bytes memory wrong = abi.encodeWithSelector(Signatures.WrongSigner.selector, relay);
        bytes memory other = _sign(OTHER_KEY, _hash(receipt));
        vm.expectRevert(wrong);
        registry.accuse(relay, receipt, other, _intent(), proofs);
        bytes memory signature = _sign(receipt);
        receipt.seq = 2;
        vm.expectRevert(wrong);
        registry.accuse(relay, receipt, signature, _intent(), proofs);
        receipt.seq = 1;
        vm.expectRevert(wrong);
        registry.accuse(relay, receipt, hex"", _intent(), proofs);
        // Another chain's signature, over the same receipt.
        vm.chainId(block.chainid + 1);
        leaf = settlement.intentHash(_intent());
        receipt.leaf = leaf;
        vm.expectRevert(wrong);
        registry.accuse(relay, receipt, signature, _intent(), proofs);
    }

    function test_anotherRelayIsNotAccusedByIt() public {
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        bytes memory signature = _sign(receipt);
        address other = vm.addr(OTHER_KEY);
        vm.prank(watcher);
        registry.deposit{value: MINIMUM}(other);
        bytes32[] memory leaves = Tree.leaves(_others(1, 20));
        vm.prank(other);
        registry.anchor(1, Tree.root(leaves), uint32(leaves.length - 2));
        vm.expectRevert(abi.encodeWithSelector(Signatures.WrongSigner.selector, other));
        registry.accuse(other, receipt, signature, _intent(), proofs);
    }

    function test_theIntentMustBeTheReceipts() public {
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        bytes memory signature = _sign(receipt);
        Intent memory other = _intent();
        other.validTo += 1;
        bytes32 otherHash = settlement.intentHash(other);
        vm.expectRevert(abi.encodeWithSelector(Omissions.WrongIntent.selector, otherHash));
        registry.accuse(relay, receipt, signature, other, proofs);
    }

    function test_theWindowMustHaveBeenOpenAtTheLastAnchor() public {
        AbsenceProof[] memory proofs = new AbsenceProof[](2);
        proofs[0] = Tree.absence(_anchor(1, _others(1, 5)), leaf);
        uint256 end = _intent().validTo;
        vm.warp(end + 1);
        proofs[1] = Tree.absence(_anchor(2, _others(2, 5)), leaf);
        _accuseFails(_receipt(leaf, 1, 2), proofs, abi.encodeWithSelector(Omissions.WindowEnded.selector, end + 1));
        // Batch 1 alone was in time; that the window has ended since does not matter.
        _accuse(_receipt(leaf, 1, 1), _one(proofs[0]));
    }

    function test_theLastSecondOfTheWindowCounts() public {
        vm.warp(_intent().validTo);
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        _accuse(receipt, proofs);
    }

    function test_aWindowNotOpenYet() public {
        vm.warp(_intent().validFrom - 1);
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        bytes memory ended = abi.encodeWithSelector(Omissions.WindowEnded.selector, _intent().validFrom - 1);
        _accuseFails(receipt, proofs, ended);
    }

    function test_anAnchorThatIsNoLongerKept() public {
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        vm.warp(NOW + RETENTION);
        _anchor(1 + RING, _others(3, 3));
        _accuseFails(receipt, proofs, abi.encodeWithSelector(Omissions.NotAnchored.selector, 1));
    }

    function test_aRelayWithoutBondHasNothingToLose() public {
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        vm.prank(relay);
        registry.requestExit();
        vm.warp(NOW + DELAY);
        vm.prank(relay);
        registry.withdraw(relay);
        _accuseFails(receipt, proofs, abi.encodeWithSelector(Bonds.NoBond.selector, relay));
    }

    function test_anAccusedRelayCannotTakeItsBondAway() public {
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        vm.prank(relay);
        registry.requestExit();
        vm.warp(NOW + DELAY - 1);
        bytes32 id = _accuse(receipt, proofs);
        vm.warp(NOW + DELAY);
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(Bonds.BondHeld.selector, 1));
        registry.withdraw(relay);
        vm.warp(NOW + DELAY + WINDOW);
        registry.finalize(id);
        vm.prank(relay);
        registry.withdraw(relay);
        vm.assertEq(relay.balance, 100 ether - PENALTY, "what was left");
    }

    function test_severalOmissionsTakeNoMoreThanTheBond() public {
        _anchor(1, _others(1, 20));
        bytes32[] memory leaves = Tree.leaves(_others(1, 20));
        bytes32[3] memory ids;
        for (uint64 i = 0; i < 3; ++i) {
            Receipt memory receipt = _receipt(leaf, 1, 1);
            receipt.seq = i + 1;
            ids[i] = _accuse(receipt, _one(Tree.absence(leaves, leaf)));
        }
        vm.assertEq(registry.bondOf(relay).holds, 3, "three at once");
        vm.warp(NOW + WINDOW + 1);
        for (uint256 i = 0; i < 3; ++i) {
            registry.finalize(ids[i]);
        }
        vm.assertEq(registry.bondOf(relay).amount, 0, "10 = 4 + 4 + 2");
        vm.assertEq(registry.credit(watcher), 2 ether, "a fifth of what there was");
        vm.assertEq(registry.credit(treasury), 8 ether, "the rest");
    }

    function test_creditIsCollectedOnce() public {
        (Receipt memory receipt, AbsenceProof[] memory proofs) = _omitted();
        bytes32 id = _accuse(receipt, proofs);
        vm.warp(NOW + WINDOW + 1);
        registry.finalize(id);
        vm.prank(watcher);
        registry.collect(address(0xCAFE));
        vm.assertEq(address(0xCAFE).balance, uint256(PENALTY) / 5, "paid");
        vm.prank(watcher);
        vm.expectRevert(abi.encodeWithSelector(Penalties.NoCredit.selector, watcher));
        registry.collect(address(0xCAFE));
        vm.prank(treasury);
        registry.collect(treasury);
        vm.assertEq(address(registry).balance, MINIMUM - PENALTY, "the bond alone is left");
    }

    function test_termsHaveBounds() public {
        for (uint256 i = 0; i < 4; ++i) {
            RelayTerms memory terms = _terms();
            if (i == 0) terms.challengeWindow = 10 minutes - 1;
            if (i == 1) terms.challengeWindow = RETENTION / 2 + 1;
            if (i == 2) terms.omissionPenalty = 0;
            if (i == 3) terms.demandDeposit = 0;
            vm.expectRevert(Omissions.BadTerms.selector);
            _registry(terms);
        }
    }

    /// @dev An accusation with honest proofs succeeds exactly if no batch of the range holds the intent.
    function testFuzz_honestRelaysAreNeverConvicted(uint256 seed, uint8 batches, uint256 holding) public {
        uint64 last = uint64(_bound(batches, 1, 8));
        AbsenceProof[] memory proofs = new AbsenceProof[](last);
        uint256 held = 0;
        for (uint64 batch = 1; batch <= last; ++batch) {
            uint256 salt = uint256(keccak256(abi.encode(seed, batch)));
            bytes32[] memory values = _others(salt, salt % 12);
            if ((holding >> batch) & 3 == 0) {
                values = _with(values, leaf);
                if (held == 0) held = batch;
            }
            proofs[batch - 1] = Tree.absence(_anchor(batch, values), leaf);
        }
        Receipt memory receipt = _receipt(leaf, 1, last);
        if (held == 0) _accuse(receipt, proofs);
        else _accuseFails(receipt, proofs, abi.encodeWithSelector(Omissions.NotAbsent.selector, held));
    }
}
