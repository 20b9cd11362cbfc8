// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Accusation, AccusationStage} from "../../../main/solidity/registry/Omissions.sol";
import {BatchCommitment, Receipt} from "../../../main/solidity/registry/Statements.sol";
import {RegistryFixture} from "./support/RegistryFixture.sol";
import {Tree} from "./support/Tree.sol";

/// @notice Whatever happens in whatever order, the registry holds exactly what it owes: bonds, credits and the deposits
/// of accusations that are not decided.
contract RelayMoneyTest is RegistryFixture {
    uint256 private constant RECEIPTS = 6;
    bytes32 private leaf;
    bytes32[] private leaves;
    uint256 private done;

    function setUp() public override {
        super.setUp();
        leaf = settlement.intentHash(_intent());
        leaves = _anchor(1, _others(1, 5));
        vm.deal(address(this), 100 ether);
    }

    /// @dev One of a few receipts, each broken.
    function _broken(uint256 which) private view returns (Receipt memory receipt) {
        receipt = _receipt(leaf, 1, 1);
        receipt.seq = uint64(1 + which % RECEIPTS);
    }

    function step(uint256 action, uint256 which) external {
        Receipt memory receipt = _broken(which);
        bytes32 id = _hash(receipt);
        if (action == 0) {
            bytes memory signature = _sign(receipt);
            vm.prank(watcher);
            registry.accuse(relay, receipt, signature, _intent(), _one(Tree.absence(leaves, leaf)));
        } else if (action == 1) {
            bytes memory signature = _sign(receipt);
            vm.prank(watcher);
            registry.demandInclusion{value: DEPOSIT}(relay, receipt, signature, _intent());
        } else if (action == 2) {
            registry.rebutWithCancel(receipt, _intent(), _signCancel(OWNER_KEY, leaf));
        } else if (action == 3) {
            registry.finalize(id);
        } else if (action == 4) {
            vm.prank(relay);
            registry.requestExit();
        } else if (action == 5) {
            vm.prank(relay);
            registry.withdraw(relay);
        } else if (action == 6) {
            address[3] memory creditors = [watcher, treasury, relay];
            address creditor = creditors[which % 3];
            vm.prank(creditor);
            registry.collect(creditor);
        } else if (action == 7) {
            vm.prank(relay);
            registry.deposit{value: which % 3 ether}(relay);
        } else if (which % 8 == 0) {
            BatchCommitment memory one = BatchCommitment(9, "one", 1, 0);
            BatchCommitment memory two = BatchCommitment(9, "two", 1, 0);
            bytes memory oneSignature = _sign(one);
            bytes memory twoSignature = _sign(two);
            vm.prank(watcher);
            registry.proveCommitments(relay, one, oneSignature, two, twoSignature);
        }
    }

    function testFuzz_theRegistryHoldsWhatItOwes(uint256[16] memory steps) public {
        uint256 time = NOW;
        for (uint256 i = 0; i < steps.length; ++i) {
            // Mostly minutes, now and then past a challenge window or an exit.
            time += (steps[i] >> 240) % 16 == 0 ? DELAY : (steps[i] >> 224) % 60 minutes;
            vm.warp(time);
            try this.step(steps[i] % 9, steps[i] >> 8) {
                ++done;
            } catch {}
            uint256 owed = uint256(registry.bondOf(relay).amount) + registry.credit(watcher) + registry.credit(treasury)
                + registry.credit(relay);
            uint256 open = 0;
            for (uint256 which = 0; which < RECEIPTS; ++which) {
                Accusation memory accusation = registry.accusationOf(_hash(_broken(which)));
                if (accusation.stage != AccusationStage.Open) continue;
                ++open;
                owed += accusation.deposit;
            }
            vm.assertEq(address(registry).balance, owed, "holds what it owes");
            vm.assertEq(registry.bondOf(relay).holds, open, "held by what is open");
        }
        vm.assertGe(done, 1, "something happened");
    }
}
