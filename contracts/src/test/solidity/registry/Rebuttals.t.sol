// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent, Side} from "../../../main/solidity/Intents.sol";
import {Accusation, AccusationStage, Omissions, Rebuttal} from "../../../main/solidity/registry/Omissions.sol";
import {Signatures} from "../../../main/solidity/registry/Signatures.sol";
import {AbsenceProof} from "../../../main/solidity/registry/SortedMerkle.sol";
import {Receipt} from "../../../main/solidity/registry/Statements.sol";
import {RegistryFixture} from "./support/RegistryFixture.sol";
import {Tree} from "./support/Tree.sol";

/// @notice What a relay can answer to an accusation.
contract RebuttalsTest is RegistryFixture {
    address private constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;
    Intent private intent;
    Receipt private receipt;
    bytes32 private leaf;
    bytes32 private id;

    function _accuse(Intent memory about) private {
        intent = about;
        leaf = settlement.intentHash(about);
        receipt = _receipt(leaf, 1, 1);
        id = _hash(receipt);
        AbsenceProof[] memory proofs = _one(Tree.absence(_anchor(1, _others(1, 20)), leaf));
        bytes memory signature = _sign(receipt);
        vm.prank(watcher);
        registry.accuse(relay, receipt, signature, about, proofs);
    }

    function _demand(bytes32[] memory values) private returns (bytes32[] memory leaves) {
        intent = _intent();
        leaf = settlement.intentHash(intent);
        receipt = _receipt(leaf, 1, 2);
        id = _hash(receipt);
        _anchor(1, _others(1, 3));
        leaves = _anchor(2, values);
        bytes memory signature = _sign(receipt);
        vm.prank(watcher);
        registry.demandInclusion{value: DEPOSIT}(relay, receipt, signature, intent);
    }

    function _assertRebutted() private {
        vm.assertEq(uint256(registry.accusationOf(id).stage), uint256(AccusationStage.Rebutted), "stage");
        vm.assertEq(registry.bondOf(relay).holds, 0, "released");
        vm.assertEq(registry.bondOf(relay).amount, MINIMUM, "nothing taken");
        vm.warp(NOW + WINDOW + 1);
        bytes memory wrongStage = abi.encodeWithSelector(Omissions.WrongStage.selector, AccusationStage.Rebutted);
        vm.expectRevert(wrongStage);
        registry.finalize(id);
        AbsenceProof[] memory proofs = _one(Tree.absence(Tree.leaves(_others(1, 20)), leaf));
        bytes memory signature = _sign(receipt);
        vm.expectRevert(wrongStage);
        registry.accuse(relay, receipt, signature, intent, proofs);
    }

    function test_theOwnersCancellation() public {
        _accuse(_intent());
        bytes memory signature = _signCancel(OWNER_KEY, leaf);
        vm.expectEmit(address(registry));
        emit Omissions.Rebutted(id, relay, Rebuttal.Cancelled);
        registry.rebutWithCancel(receipt, intent, signature);
        _assertRebutted();
    }

    function test_aCancellationByAnotherOrOfAnother() public {
        _accuse(_intent());
        bytes memory wrong = abi.encodeWithSelector(Signatures.WrongSigner.selector, owner);
        bytes memory byRelay = _signCancel(RELAY_KEY, leaf);
        vm.expectRevert(wrong);
        registry.rebutWithCancel(receipt, intent, byRelay);
        bytes memory ofAnother = _signCancel(OWNER_KEY, "another");
        vm.expectRevert(wrong);
        registry.rebutWithCancel(receipt, intent, ofAnother);
        vm.expectRevert(wrong);
        registry.rebutWithCancel(receipt, intent, hex"");
        // An intent of the relay's own, with a cancellation it can sign.
        Intent memory own = _intent();
        own.owner = relay;
        bytes32 ownHash = settlement.intentHash(own);
        bytes memory ownCancel = _signCancel(RELAY_KEY, leaf);
        vm.expectRevert(abi.encodeWithSelector(Omissions.WrongIntent.selector, ownHash));
        registry.rebutWithCancel(receipt, own, ownCancel);
    }

    function test_anOwnerWithCodeCancelsByItsKeyOrItsCode() public {
        _accuse(_intent());
        vm.etch(owner, address(new Wallet()).code);
        bytes memory wrong = abi.encodeWithSelector(Signatures.WrongSigner.selector, owner);
        vm.expectRevert(wrong);
        registry.rebutWithCancel(receipt, intent, "no");
        bytes memory byKey = _signCancel(OWNER_KEY, leaf);
        registry.rebutWithCancel(receipt, intent, byKey);

        Intent memory ofWallet = _intent();
        ofWallet.owner = address(new Wallet());
        bytes32 hash = settlement.intentHash(ofWallet);
        Receipt memory second = _receipt(hash, 2, 2);
        AbsenceProof[] memory proofs = _one(Tree.absence(_anchor(2, _others(2, 20)), hash));
        registry.accuse(relay, second, _sign(second), ofWallet, proofs);
        vm.expectRevert(abi.encodeWithSelector(Signatures.WrongSigner.selector, ofWallet.owner));
        registry.rebutWithCancel(second, ofWallet, "no");
        registry.rebutWithCancel(second, ofWallet, "yes");
    }

    function test_aUsedNonce() public {
        _accuse(_intent());
        vm.expectRevert(abi.encodeWithSelector(Omissions.StillFillable.selector, leaf));
        registry.rebutWithChain(receipt, intent);
        settlement.setNonces(owner, 3, ~uint256(1 << 7));
        vm.expectRevert(abi.encodeWithSelector(Omissions.StillFillable.selector, leaf));
        registry.rebutWithChain(receipt, intent);
        settlement.setNonces(owner, 3, 1 << 7);
        vm.expectEmit(address(registry));
        emit Omissions.Rebutted(id, relay, Rebuttal.NonceUsed);
        registry.rebutWithChain(receipt, intent);
        _assertRebutted();
    }

    function test_aNonceUsedInPermit2() public {
        _accuse(_intent());
        vm.etch(PERMIT2, address(settlement).code);
        // No such function: no answer must not pass for one.
        (bool success,) = address(registry).call(abi.encodeCall(registry.rebutWithChain, (receipt, intent)));
        vm.assertTrue(!success, "reverts");
        vm.etch(PERMIT2, address(new Bitmap()).code);
        vm.expectRevert(abi.encodeWithSelector(Omissions.StillFillable.selector, leaf));
        registry.rebutWithChain(receipt, intent);
        Bitmap(PERMIT2).set(owner, 3, 1 << 7);
        registry.rebutWithChain(receipt, intent);
        _assertRebutted();
    }

    /// @dev An auctioneer can set a shared bit with an intent of its own.
    function test_aSharedNonceProvesNothing() public {
        Intent memory shared = _intent();
        shared.nonce |= 1 << 255;
        _accuse(shared);
        settlement.setNonces(owner, shared.nonce >> 8, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Omissions.StillFillable.selector, leaf));
        registry.rebutWithChain(receipt, intent);
    }

    function test_filledCompletely() public {
        for (uint256 i = 0; i < 2; ++i) {
            setUp();
            Intent memory partially = _intent();
            (partially.partiallyFillable, partially.side) = (true, i == 0 ? Side.Sell : Side.Buy);
            _accuse(partially);
            uint256 signed = i == 0 ? partially.sellAmount : partially.buyAmount;
            settlement.setFilled(leaf, signed - 1);
            vm.expectRevert(abi.encodeWithSelector(Omissions.StillFillable.selector, leaf));
            registry.rebutWithChain(receipt, intent);
            settlement.setFilled(leaf, signed);
            vm.expectEmit(address(registry));
            emit Omissions.Rebutted(id, relay, Rebuttal.Filled);
            registry.rebutWithChain(receipt, intent);
            _assertRebutted();
        }
    }

    function test_answersHaveATime() public {
        _accuse(_intent());
        bytes memory signature = _signCancel(OWNER_KEY, leaf);
        settlement.setNonces(owner, 3, 1 << 7);
        vm.warp(NOW + WINDOW + 1);
        bytes memory late = abi.encodeWithSelector(Omissions.TooLate.selector, NOW + WINDOW);
        vm.expectRevert(late);
        registry.rebutWithCancel(receipt, intent, signature);
        vm.expectRevert(late);
        registry.rebutWithChain(receipt, intent);
        vm.expectRevert(late);
        registry.rebutWithInclusion(receipt, 1, 1, new bytes32[](0));
        vm.warp(NOW + WINDOW);
        registry.rebutWithCancel(receipt, intent, signature);
    }

    function test_nothingToAnswer() public {
        _accuse(_intent());
        bytes memory signature = _signCancel(OWNER_KEY, leaf);
        Receipt memory other = receipt;
        other.seq += 1;
        bytes memory none = abi.encodeWithSelector(Omissions.WrongStage.selector, AccusationStage.None);
        vm.expectRevert(none);
        registry.rebutWithCancel(other, intent, signature);
        vm.expectRevert(none);
        registry.rebutWithChain(other, intent);
        bytes32 otherId = _hash(other);
        vm.expectRevert(none);
        registry.finalize(otherId);
        registry.rebutWithCancel(receipt, intent, signature);
        vm.expectRevert(abi.encodeWithSelector(Omissions.WrongStage.selector, AccusationStage.Rebutted));
        registry.rebutWithCancel(receipt, intent, signature);
    }

    function test_aDemandIsAnsweredByInclusion() public {
        bytes32 about = settlement.intentHash(_intent());
        bytes32[] memory leaves = _demand(_with(_others(2, 9), about));
        uint256 spot = Tree.position(leaves, leaf);
        bytes32[] memory path = Tree.path(leaves, spot);
        bytes memory not = abi.encodeWithSelector(Omissions.NotIncluded.selector, 2);
        vm.expectRevert(not);
        registry.rebutWithInclusion(receipt, 2, spot + 1, path);
        vm.expectRevert(abi.encodeWithSelector(Omissions.NotIncluded.selector, 1));
        registry.rebutWithInclusion(receipt, 1, spot, path);
        vm.expectRevert(abi.encodeWithSelector(Omissions.NotIncluded.selector, 3));
        registry.rebutWithInclusion(receipt, 3, spot, path);
        vm.expectEmit(address(registry));
        emit Omissions.Rebutted(id, relay, Rebuttal.Included);
        registry.rebutWithInclusion(receipt, 2, spot, path);
        vm.assertEq(registry.credit(relay), DEPOSIT, "the relay is paid for its answer");
        vm.assertEq(registry.credit(watcher), 0, "the accuser is not");
        _assertRebutted();
    }

    function test_aDemandWithoutAnswer() public {
        _demand(_others(2, 9));
        Accusation memory accusation = registry.accusationOf(id);
        vm.assertEq(accusation.deposit, DEPOSIT, "deposit");
        vm.warp(NOW + WINDOW + 1);
        registry.finalize(id);
        vm.assertEq(registry.credit(watcher), uint256(PENALTY) / 5 + DEPOSIT, "reward and deposit");
        vm.prank(watcher);
        registry.collect(watcher);
        vm.prank(treasury);
        registry.collect(treasury);
        vm.assertEq(address(registry).balance, registry.bondOf(relay).amount, "nothing else is held");
    }

    function test_demandsNeedTheDepositAndAnchorsThatStay() public {
        intent = _intent();
        leaf = settlement.intentHash(intent);
        receipt = _receipt(leaf, 1, 2);
        bytes memory signature = _sign(receipt);
        bytes memory wrongDeposit = abi.encodeWithSelector(Omissions.WrongDeposit.selector, DEPOSIT);
        vm.expectRevert(wrongDeposit);
        registry.demandInclusion(relay, receipt, signature, intent);
        vm.expectRevert(wrongDeposit);
        registry.demandInclusion{value: DEPOSIT + 1}(relay, receipt, signature, intent);
        _anchor(1, _others(1, 3));
        vm.expectRevert(abi.encodeWithSelector(Omissions.NotAnchored.selector, 2));
        registry.demandInclusion{value: DEPOSIT}(relay, receipt, signature, intent);
        _anchor(3, _others(2, 3));
        bytes memory byAnother = _sign(OTHER_KEY, _hash(receipt));
        vm.expectRevert(abi.encodeWithSelector(Signatures.WrongSigner.selector, relay));
        registry.demandInclusion{value: DEPOSIT}(relay, receipt, byAnother, intent);
        vm.warp(NOW + RETENTION - WINDOW);
        vm.expectRevert(abi.encodeWithSelector(Omissions.NotAnchored.selector, 1));
        registry.demandInclusion{value: DEPOSIT}(relay, receipt, signature, intent);
        vm.warp(NOW + RETENTION - WINDOW - 1);
        registry.demandInclusion{value: DEPOSIT}(relay, receipt, signature, intent);
    }
}

/// @notice A contract wallet that signs by saying "yes".
contract Wallet {
    function isValidSignature(bytes32, bytes calldata signature) external pure returns (bytes4) {
        return keccak256(signature) == keccak256("yes") ? this.isValidSignature.selector : bytes4(0);
    }
}

/// @notice What Permit2 tells of nonces.
contract Bitmap {
    mapping(address owner => mapping(uint256 word => uint256 bits)) public nonceBitmap;

    function set(address owner, uint256 word, uint256 bits) external {
        nonceBitmap[owner][word] = bits;
    }
}
