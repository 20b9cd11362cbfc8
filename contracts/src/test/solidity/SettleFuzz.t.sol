// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {FeeTooHigh, LimitNotMet, WindowClosed} from "../../main/solidity/Fills.sol";
import {Intent, Side} from "../../main/solidity/Intents.sol";
import {NonceUsed, NotFullFill, Overfilled} from "../../main/solidity/Nonces.sol";
import {Award} from "../../main/solidity/Solutions.sol";
import {SettlementFixture, Solution} from "./support/SettlementFixture.sol";

/// @notice Random fills against a second, naive statement of the rules.
contract SettleFuzzTest is SettlementFixture {
    /// @dev Small ranges, so that the edges of every rule are met often.
    struct Fuzzed {
        bool buy;
        bool partiallyFillable;
        bool exact;
        uint64 sellAmount;
        uint64 limit;
        uint64 executed;
        uint64 fee;
        uint64 priceA;
        uint64 priceB;
        uint8 time;
        uint8 before;
    }

    struct Expected {
        uint256 sold;
        uint256 bought;
        bytes4 reason;
    }

    function testFuzz_settle(Fuzzed memory f) public {
        (Intent memory intent, uint256 executed) = _intentOf(f);
        uint256 fee = _bound(f.fee, 0, executed / 8);
        uint256 priceA = _bound(f.priceA, 1, 5);
        uint256 priceB = _bound(f.priceB, 1, 5);
        if (f.exact && !f.buy && executed > fee) executed -= fee;
        Solution memory solution = _solution(ALICE_KEY, intent, executed, fee, priceA, priceB);
        Expected memory expected = _expect(intent, executed, fee, priceA, priceB);
        // A market that gives exactly what is needed.
        _addSwap(solution, a, expected.sold - fee, b, expected.bought);

        uint256 filledBefore = settlement.filled(settlement.intentHash(intent));
        if (expected.reason != bytes4(0)) {
            _settleFails(solution, _error(expected.reason, intent));
            return;
        }
        _settle(solution);
        uint256 paid = WEALTH - a.balanceOf(alice);
        uint256 received = b.balanceOf(carol) - WEALTH;
        vm.assertEq(paid, expected.sold, "paid what the prices say");
        vm.assertEq(received, expected.bought, "received what the prices say");
        vm.assertLe(paid, intent.sellAmount, "never above the signed amount");
        vm.assertGe(received * intent.sellAmount, intent.buyAmount * paid, "never below the limit");
        vm.assertEq(a.balanceOf(vault), fee, "fee");
        uint256 counted = f.buy ? received : paid;
        vm.assertEq(
            settlement.filled(settlement.intentHash(intent)),
            f.partiallyFillable ? filledBefore + counted : 0,
            "running total"
        );
    }

    function _intentOf(Fuzzed memory f) private returns (Intent memory intent, uint256 executed) {
        uint256 sellAmount = _bound(f.sellAmount, 1, 1_000);
        intent = _intent(alice, a, sellAmount, b, _bound(f.limit, 0, sellAmount * 2));
        intent.receiver = carol;
        intent.side = f.buy ? Side.Buy : Side.Sell;
        intent.partiallyFillable = f.partiallyFillable;
        uint256 signed = f.buy ? intent.buyAmount : intent.sellAmount;
        executed = f.exact ? signed : _bound(f.executed, 0, signed + 1);
        // Mostly inside the window, sometimes one second beside it.
        vm.warp(f.time % 8 == 0 ? NOW - 1 : f.time % 8 == 1 ? NOW + 61 : NOW + f.time % 61);
        if (f.before % 8 == 0) {
            vm.prank(alice);
            settlement.invalidateNonces(1, 1 << 7);
        }
    }

    /// @dev The rules of the protocol page in their order, with products instead of divisions where that is possible.
    function _expect(Intent memory intent, uint256 executed, uint256 fee, uint256 priceA, uint256 priceB)
        private
        view
        returns (Expected memory e)
    {
        bool buy = intent.side == Side.Buy;
        if (buy) {
            e.bought = executed;
            while ((e.sold + 1) * priceA <= executed * priceB) e.sold++;
        } else {
            e.sold = executed;
            while (e.bought * priceB < executed * priceA) e.bought++;
        }
        e.sold += fee;
        uint256 counted = buy ? e.bought : e.sold;
        uint256 signed = buy ? intent.buyAmount : intent.sellAmount;
        if (e.bought * intent.sellAmount < intent.buyAmount * e.sold) e.reason = LimitNotMet.selector;
        else if (fee * 10 > e.sold) e.reason = FeeTooHigh.selector;
        else if (block.timestamp < NOW || block.timestamp > NOW + 60) e.reason = WindowClosed.selector;
        else if (!intent.partiallyFillable && counted != signed) e.reason = NotFullFill.selector;
        else if (settlement.nonces(alice, 1) != 0) e.reason = NonceUsed.selector;
        else if (counted > signed) e.reason = Overfilled.selector;
    }

    /// @dev Two opposite intents at any uniform price: what rounding costs is at most one wei each, paid by the solver.
    function testFuzz_oppositeIntents(uint96 amount, uint64 priceA, uint64 priceB) public {
        uint256 sellA = _bound(amount, 1, type(uint96).max);
        uint256 p = _bound(priceA, 1, type(uint64).max);
        uint256 q = _bound(priceB, 1, type(uint64).max);
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, sellA, b, 0), sellA, 0, p, q);
        uint256 fair = sellA * p / q;
        // Amounts that the owners do not have are not of interest here.
        vm.assume(fair + 1 < WEALTH);
        Intent memory opposite = _intent(bob, b, fair + 1, a, sellA);
        opposite.side = Side.Buy;
        opposite.sellAmount = uint128(fair + 1);
        _addTrade(solution, BOB_KEY, opposite, sellA, 0);
        // Alice is paid rounded up, bob pays rounded down: the wei between them comes from the solver.
        uint256 gap = (sellA * p) % q == 0 ? 0 : 1;
        if (gap != 0) b.mint(address(settlement), gap);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + fair + gap, "alice");
        vm.assertEq(WEALTH - b.balanceOf(bob), fair, "bob");
        vm.assertEq(a.balanceOf(bob), WEALTH + sellA, "bob received");
        vm.assertEq(b.balanceOf(solver), 0, "nothing left over");
    }
}
