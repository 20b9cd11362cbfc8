// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {FormsFixture} from "./support/FormsFixture.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {Award, Solution} from "./support/Terms.sol";
import {Vm} from "../support/Vm.sol";

/// @notice The same trades with a signature of 64 bytes, and with one of 64 bytes whose length is written. The contract executes the two
/// in ways of its own; nobody may be able to tell, but for the gas.
contract TwoWaysTest is FormsFixture {
    struct Fuzzed {
        Form[4] forms;
        uint8 priceA;
        uint8 priceB;
        uint8 count;
        uint8 cover;
        uint8 flags;
    }

    struct Outcome {
        bool success;
        bytes answer;
        bytes32 logs;
        bytes32 state;
    }

    /// @dev How often in `test_everythingHappens`.
    mapping(bytes4 => uint256) private reasons;

    function testFuzz_agree(Fuzzed memory f) public {
        _agree(_solutionOf(f));
    }

    /// @dev One trade settles often enough for every rule to decide alone.
    function testFuzz_agreeOnOne(Form memory form, uint8 priceA, uint8 priceB, uint8 flags) public {
        Fuzzed memory f;
        (f.forms[0], f.priceA, f.priceB, f.cover, f.flags) = (form, priceA, priceB, 1, flags);
        _agree(_solutionOf(f));
    }

    function _agree(Solution memory solution) private returns (Outcome memory short) {
        uint256 clean = vm.snapshotState();
        short = _run(solution);
        vm.assertTrue(vm.revertToState(clean), "back");
        for (uint256 i = 0; i < solution.trades.length; ++i) {
            // The trade before once more is the same object.
            solution.trades[i].flip |= Pack.ODD_SIGNATURE;
        }
        Outcome memory general = _run(solution);
        vm.assertTrue(short.success == general.success, "only one of them settled");
        vm.assertEq(short.answer, general.answer, "reason");
        vm.assertEq(short.logs, general.logs, "events");
        vm.assertEq(short.state, general.state, "balances, nonces, totals");
        vm.assertTrue(vm.revertToState(clean), "back");
    }

    /// @dev A comparison in which nothing ever settles, or some rule never refuses, would show nothing.
    function test_everythingHappens() public {
        uint256 settled;
        uint256 fees;
        for (uint256 i = 0; i < 1_200; ++i) {
            (bool success, bytes4 reason, bool fee) = this.agreeOnNumber(i);
            if (!success) ++reasons[reason];
            else if (fee) ++fees;
            else ++settled;
        }
        vm.assertGe(settled, 50, "settled without a fee");
        vm.assertGe(fees, 50, "settled with a fee");
        bytes4[12] memory all = [
            ISettlement.Malformed.selector,
            ISettlement.SameToken.selector,
            ISettlement.BadReceiver.selector,
            ISettlement.HooksMissing.selector,
            ISettlement.AmountTooLarge.selector,
            ISettlement.LimitNotMet.selector,
            ISettlement.FeeTooHigh.selector,
            ISettlement.WindowClosed.selector,
            ISettlement.WrongLane.selector,
            ISettlement.NotFullFill.selector,
            ISettlement.NonceUsed.selector,
            ISettlement.WrongSigner.selector
        ];
        for (uint256 i = 0; i < all.length; ++i) {
            vm.assertGe(reasons[all[i]], 3, string.concat("reason ", _text(i)));
        }
        vm.assertGe(reasons[ISettlement.Overfilled.selector], 3, "Overfilled");
    }

    /// @dev A call of its own, so that its memory is forgotten.
    function agreeOnNumber(uint256 seed) external returns (bool success, bytes4 reason, bool fee) {
        Solution memory solution = _solutionOf(_random(seed));
        Outcome memory outcome = _agree(solution);
        return (outcome.success, bytes4(outcome.answer), solution.trades[0].fee != 0);
    }

    function _text(uint256 below26) private pure returns (string memory) {
        return string(abi.encodePacked(bytes1(uint8(97 + below26))));
    }

    function _random(uint256 seed) private pure returns (Fuzzed memory f) {
        for (uint256 i = 0; i < 4; ++i) {
            f.forms[i] = _randomForm(uint256(keccak256(abi.encode(seed, i))));
        }
        bytes32 rest = keccak256(abi.encode(seed));
        (f.priceA, f.priceB, f.cover, f.flags) = (uint8(rest[0]), uint8(rest[1]), uint8(rest[3]), uint8(rest[4]));
        // Half of them with one trade.
        f.count = uint8(rest[5]) % 2 == 0 ? 0 : uint8(rest[2]);
    }

    function _randomForm(uint256 noise) private pure returns (Form memory f) {
        // A struct of memory is a row of words.
        assembly ("memory-safe") {
            for { let i := 0 } lt(i, 16) { i := add(i, 1) } { mstore(add(f, mul(i, 0x20)), byte(i, noise)) }
        }
    }

    function _solutionOf(Fuzzed memory f) private returns (Solution memory solution) {
        solution.flags = f.flags % 4;
        uint256 cover = f.cover % 4 == 0 ? f.cover : 1e9;
        _addToken(solution, address(a), 1 + f.priceA % 4, cover);
        _addToken(solution, address(b), f.priceB == 255 ? type(uint128).max : 1 + f.priceB % 4, cover);
        _addSeries(solution, SERIES);
        uint256 count = 1 + f.count % 4;
        for (uint256 i = 0; i < count; ++i) {
            _addForm(solution, f.forms[i]);
        }
    }

    function _run(Solution memory solution) private returns (Outcome memory o) {
        auctions = 0;
        Award memory award = _award(solution);
        bytes memory call = abi.encodeCall(ISettlement.settle, (_consentedBundle(award, solution)));
        vm.recordLogs();
        (o.success, o.answer) = address(settlement).call(call);
        o.logs = keccak256(abi.encode(_settlementLogs(vm.getRecordedLogs())));
        address[6] memory accounts = [alice, bob, carol, wallet, solver, vault];
        bytes memory state;
        for (uint256 i = 0; i < accounts.length; ++i) {
            state = abi.encodePacked(
                state,
                a.balanceOf(accounts[i]),
                b.balanceOf(accounts[i]),
                settlement.nonces(accounts[i], 0),
                settlement.nonces(accounts[i], LONG_WORD)
            );
        }
        for (uint256 i = 0; i < solution.trades.length; ++i) {
            state = abi.encodePacked(state, settlement.filled(_hash(solution.trades[i].intent)));
        }
        o.state = keccak256(abi.encodePacked(state, settlement.sharedNonces(_sharedNonce(SERIES, auctioneer, 0) >> 8)));
    }

    /// @dev What tokens say is the same by the balances; here the order could differ.
    function _settlementLogs(Vm.Log[] memory logs) private view returns (bytes memory kept) {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(settlement)) kept = abi.encodePacked(kept, logs[i].topics, logs[i].data);
        }
    }
}
