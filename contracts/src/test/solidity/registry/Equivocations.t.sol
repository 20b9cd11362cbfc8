// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Bonds} from "../../../main/solidity/registry/Bonds.sol";
import {Equivocations} from "../../../main/solidity/registry/Equivocations.sol";
import {Penalties} from "../../../main/solidity/registry/Penalties.sol";
import {Signatures} from "../../../main/solidity/registry/Signatures.sol";
import {BatchCommitment, Receipt} from "../../../main/solidity/registry/Statements.sol";
import {RegistryFixture} from "./support/RegistryFixture.sol";

/// @notice A relay that contradicts itself, and the money that follows.
contract EquivocationsTest is RegistryFixture {
    function _commitment() private pure returns (BatchCommitment memory) {
        return BatchCommitment(5, "root", 3, "before");
    }

    function _prove(BatchCommitment memory one, BatchCommitment memory other) private {
        bytes memory oneSignature = _sign(one);
        bytes memory otherSignature = _sign(other);
        vm.prank(watcher);
        registry.proveCommitments(relay, one, oneSignature, other, otherSignature);
    }

    function _proveFails(BatchCommitment memory one, BatchCommitment memory other, bytes4 reason) private {
        bytes memory oneSignature = _sign(one);
        bytes memory otherSignature = _sign(other);
        vm.expectPartialRevert(reason);
        registry.proveCommitments(relay, one, oneSignature, other, otherSignature);
    }

    function _proveFails(Receipt memory one, Receipt memory other, bytes4 reason) private {
        bytes memory oneSignature = _sign(one);
        bytes memory otherSignature = _sign(other);
        vm.expectPartialRevert(reason);
        registry.proveReceipts(relay, one, oneSignature, other, otherSignature);
    }

    function _assertConvicted() private view {
        vm.assertEq(registry.bondOf(relay).amount, 0, "the whole bond");
        vm.assertTrue(registry.bondOf(relay).evicted, "out");
        vm.assertEq(registry.credit(watcher), uint256(MINIMUM) / 5, "a fifth");
        vm.assertEq(registry.credit(treasury), uint256(MINIMUM) - uint256(MINIMUM) / 5, "the rest");
    }

    function test_twoCommitmentsForOneBatch() public {
        for (uint256 i = 0; i < 3; ++i) {
            setUp();
            BatchCommitment memory other = _commitment();
            if (i == 0) other.root = "other";
            if (i == 1) other.count = 4;
            if (i == 2) other.previousRoot = "other";
            bytes32 offence = registry.offenceId(relay, "batch", 5);
            vm.expectEmit(address(registry));
            emit Equivocations.Equivocated(offence, relay, watcher);
            vm.expectEmit(address(registry));
            emit Bonds.Slashed(relay, MINIMUM, watcher, "equivocation");
            vm.expectEmit(address(registry));
            emit Bonds.Evicted(relay, "equivocation", NOW + DELAY);
            _prove(_commitment(), other);
            _assertConvicted();
            vm.assertTrue(registry.punished(offence), "remembered");
        }
    }

    function test_evidenceIsUsedOnce() public {
        BatchCommitment memory other = _commitment();
        other.root = "other";
        _prove(_commitment(), other);
        bytes32 offence = registry.offenceId(relay, "batch", 5);
        _proveFails(_commitment(), other, Equivocations.AlreadyPunished.selector);
        _proveFails(other, _commitment(), Equivocations.AlreadyPunished.selector);
        BatchCommitment memory third = _commitment();
        third.root = "third";
        _proveFails(other, third, Equivocations.AlreadyPunished.selector);
        vm.assertTrue(registry.punished(offence), "once");
        // A relay that was shut out cannot be funded again, so there is nothing more to take.
        vm.expectRevert(abi.encodeWithSelector(Bonds.AccountEvicted.selector, relay));
        registry.deposit{value: 1}(relay);
        other.batch = third.batch = 6;
        _proveFails(other, third, Bonds.NoBond.selector);
    }

    function test_commitmentsThatDoNotContradict() public {
        _proveFails(_commitment(), _commitment(), Equivocations.NoContradiction.selector);
        BatchCommitment memory next = BatchCommitment(6, "next", 1, "root");
        _proveFails(_commitment(), next, Equivocations.NoContradiction.selector);
    }

    function test_commitmentsOfSomebodyElse() public {
        BatchCommitment memory other = _commitment();
        other.root = "other";
        bytes memory mine = _sign(_commitment());
        bytes memory forged = _sign(OTHER_KEY, _hash(other));
        vm.expectRevert(abi.encodeWithSelector(Signatures.WrongSigner.selector, relay));
        registry.proveCommitments(relay, _commitment(), mine, other, forged);
        vm.expectRevert(abi.encodeWithSelector(Signatures.WrongSigner.selector, relay));
        registry.proveCommitments(relay, other, forged, _commitment(), mine);
        // Two keys, neither of which contradicts itself.
        bytes memory theirs = _sign(OTHER_KEY, _hash(_commitment()));
        vm.expectRevert(abi.encodeWithSelector(Signatures.WrongSigner.selector, vm.addr(OTHER_KEY)));
        registry.proveCommitments(vm.addr(OTHER_KEY), other, mine, _commitment(), theirs);
    }

    function test_anUnbondedKeyHasNothingToLose() public {
        BatchCommitment memory other = _commitment();
        other.root = "other";
        address stranger = vm.addr(OTHER_KEY);
        bytes memory one = _sign(OTHER_KEY, _hash(_commitment()));
        bytes memory two = _sign(OTHER_KEY, _hash(other));
        vm.expectRevert(abi.encodeWithSelector(Bonds.NoBond.selector, stranger));
        registry.proveCommitments(stranger, _commitment(), one, other, two);
    }

    function test_aCommitmentAgainstTheAnchors() public {
        for (uint256 i = 0; i < 3; ++i) {
            setUp();
            vm.prank(relay);
            registry.anchor(4, "before", 2);
            vm.prank(relay);
            registry.anchor(5, "root", 3);
            BatchCommitment memory said = _commitment();
            bytes memory signature = _sign(said);
            vm.expectRevert(Equivocations.NoContradiction.selector);
            registry.proveContradiction(relay, said, signature);
            if (i == 0) said.root = "other";
            if (i == 1) said.count = 4;
            if (i == 2) said.previousRoot = "other";
            signature = _sign(said);
            bytes memory forged = _sign(OTHER_KEY, _hash(said));
            vm.expectRevert(abi.encodeWithSelector(Signatures.WrongSigner.selector, relay));
            registry.proveContradiction(relay, said, forged);
            vm.prank(watcher);
            registry.proveContradiction(relay, said, signature);
            _assertConvicted();
        }
    }

    function test_batchesThatWereNotAnchoredContradictNothing() public {
        BatchCommitment memory said = _commitment();
        bytes memory signature = _sign(said);
        vm.expectRevert(Equivocations.NoContradiction.selector);
        registry.proveContradiction(relay, said, signature);
        // Passed over: what a relay says of it contradicts no anchor.
        vm.prank(relay);
        registry.anchor(7, "other", 1);
        vm.expectRevert(Equivocations.NoContradiction.selector);
        registry.proveContradiction(relay, said, signature);
        // The same, and before it the very first.
        said = BatchCommitment(1, "root", 1, "nothing is before the first");
        signature = _sign(said);
        vm.expectRevert(Equivocations.NoContradiction.selector);
        registry.proveContradiction(relay, said, signature);
    }

    function test_twoReceiptsWithOneNumber() public {
        Receipt memory one = Receipt("leaf", 8, 1, 2, "before");
        _proveFails(one, one, Equivocations.NoContradiction.selector);
        for (uint256 i = 0; i < 4; ++i) {
            setUp();
            Receipt memory other = Receipt("leaf", 8, 1, 2, "before");
            if (i == 0) other.leaf = "other";
            if (i == 1) other.firstBatch = 2;
            if (i == 2) other.lastBatch = 3;
            if (i == 3) other.previousReceiptHash = "other";
            bytes memory oneSignature = _sign(one);
            bytes memory otherSignature = _sign(other);
            vm.prank(watcher);
            registry.proveReceipts(relay, one, oneSignature, other, otherSignature);
            _assertConvicted();
        }
    }

    function test_aReceiptThatDoesNotNameTheOneBefore() public {
        Receipt memory one = Receipt("leaf", 8, 1, 2, "before");
        Receipt memory next = Receipt("next", 9, 1, 2, _hash(one));
        _proveFails(one, next, Equivocations.NoContradiction.selector);
        next.previousReceiptHash = "another";
        // In the wrong order, they do not follow each other; nor do 8 and 10.
        _proveFails(next, one, Equivocations.NoContradiction.selector);
        next.seq = 10;
        _proveFails(one, next, Equivocations.NoContradiction.selector);
        next.seq = 9;
        bytes memory oneSignature = _sign(one);
        bytes memory nextSignature = _sign(next);
        bytes memory forged = _sign(OTHER_KEY, _hash(next));
        vm.expectRevert(abi.encodeWithSelector(Signatures.WrongSigner.selector, relay));
        registry.proveReceipts(relay, one, oneSignature, next, forged);
        vm.prank(watcher);
        registry.proveReceipts(relay, one, oneSignature, next, nextSignature);
        _assertConvicted();
    }

    function test_theOwnerSetsTheTreasuryAndNothingElse() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        registry.setTreasury(watcher);
        vm.prank(admin);
        vm.expectRevert(Penalties.BadTreasury.selector);
        registry.setTreasury(address(0));
        vm.expectEmit(address(registry));
        emit Penalties.TreasuryChanged(address(0x7EA6));
        vm.prank(admin);
        registry.setTreasury(address(0x7EA6));
        BatchCommitment memory other = _commitment();
        other.root = "other";
        _prove(_commitment(), other);
        vm.assertEq(registry.credit(address(0x7EA6)), 8 ether, "the new one");
        vm.assertEq(registry.credit(treasury), 0, "not the former");
    }

    function test_collectingCannotBeReentered() public {
        BatchCommitment memory other = _commitment();
        other.root = "other";
        bytes memory one = _sign(_commitment());
        bytes memory two = _sign(other);
        GreedyWatcher greedy = new GreedyWatcher();
        greedy.prove(
            address(registry), abi.encodeCall(registry.proveCommitments, (relay, _commitment(), one, other, two))
        );
        greedy.collect(address(registry));
        vm.assertEq(address(greedy).balance, uint256(MINIMUM) / 5, "once");
        vm.assertEq(greedy.refused(), 1, "the second call was made and refused");
        vm.assertEq(address(registry).balance, uint256(MINIMUM) - uint256(MINIMUM) / 5, "the treasury's part");
    }

    /// @dev Two signed commitments convict exactly if they are about one batch and differ.
    function testFuzz_commitments(BatchCommitment memory one, BatchCommitment memory other, uint256 same) public {
        if (same & 1 != 0) other.batch = one.batch;
        if (same & 2 != 0) other.root = one.root;
        if (same & 4 != 0) other.count = one.count;
        if (same & 8 != 0) other.previousRoot = one.previousRoot;
        if (one.batch == other.batch && keccak256(abi.encode(one)) != keccak256(abi.encode(other))) {
            _prove(one, other);
            _assertConvicted();
        } else {
            _proveFails(one, other, Equivocations.NoContradiction.selector);
        }
    }
}

/// @notice Collects again while it is being paid.
contract GreedyWatcher {
    uint256 public refused;

    function prove(address registry, bytes calldata call) external {
        (bool success,) = registry.call(call);
        require(success, "proof refused");
    }

    function collect(address registry) external {
        Penalties(registry).collect(address(this));
    }

    receive() external payable {
        try Penalties(msg.sender).collect(address(this)) {}
        catch {
            ++refused;
        }
    }
}
