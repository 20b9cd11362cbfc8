// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Side, Solution} from "./support/Terms.sol";
import {PlainToken} from "./support/Tokens.sol";

/// @notice Random fills against a second, naive statement of the rules.
contract SettleFuzzTest is SettlementFixture {
    uint64 private constant SERIES = 5;

    /// @dev Small ranges, so that the edges of every rule are met often.
    struct Fuzzed {
        bool buy;
        bool partiallyFillable;
        bool shared;
        bool ether_;
        bool exact;
        bool consented;
        uint64 sellAmount;
        uint64 limit;
        uint64 executed;
        uint64 fee;
        uint64 priceA;
        uint64 priceB;
        uint8 time;
        uint8 before;
        uint8 given;
        uint8 cover;
    }

    struct Expected {
        uint256 sold;
        uint256 bought;
        bytes4 reason;
    }

    struct Case {
        Intent intent;
        uint256 executed;
        uint256 fee;
        uint256 priceA;
        uint256 priceB;
    }

    function setUp() public virtual override {
        super.setUp();
        b.mint(solver, 1_000);
        _approve(solver, address(b), type(uint256).max);
        vm.deal(solver, 1_000);
        vm.prank(solver);
        weth.deposit{value: 1_000}();
        _approve(solver, address(weth), type(uint256).max);
    }

    function testFuzz_settle(Fuzzed memory f) public {
        if (f.ether_) b = PlainToken(address(weth));
        Case memory k = _caseOf(f);
        Expected memory e = _expect(k);
        Solution memory solution;
        _addToken(solution, address(a), k.priceA, 0);
        _addToken(solution, address(b), k.priceB, f.cover % 8);
        if (f.shared) _addSeries(solution, SERIES);
        _addTrade(solution, ALICE_KEY, k.intent, k.executed, k.fee);
        // A market that gives what is needed, or a few wei more or less.
        uint256 given = e.bought + f.given % 16 > 8 ? e.bought + f.given % 16 - 8 : 0;
        _addSwap(solution, a, e.sold - k.fee, b, given);

        if (e.reason != bytes4(0)) {
            _settleConsentedFails(solution, _error(e.reason, k.intent));
            return;
        }
        if (given < e.bought) {
            uint256 missing = e.bought - given;
            if (missing > f.cover % 8) {
                return
                    _settleFails(
                        solution, abi.encodeWithSelector(ISettlement.CoverExceeded.selector, address(b), missing)
                    );
            }
            if (!f.consented) {
                return _settleFails(solution, abi.encodeWithSelector(ISettlement.NoConsent.selector));
            }
        }
        _settlesAsExpected(f, k, e, solution, given);
    }

    function _settlesAsExpected(
        Fuzzed memory f,
        Case memory k,
        Expected memory e,
        Solution memory solution,
        uint256 given
    ) private {
        uint256 had = f.ether_ ? carol.balance : b.balanceOf(carol);
        if (f.consented) _settleConsented(solution);
        else _settle(solution);
        uint256 paid = WEALTH - a.balanceOf(alice);
        uint256 received = (f.ether_ ? carol.balance : b.balanceOf(carol)) - had;
        vm.assertEq(paid, e.sold, "paid what the prices say");
        vm.assertEq(received, e.bought, "received what the prices say");
        vm.assertLe(paid, k.intent.sellAmount, "never above the signed amount");
        vm.assertGe(received * k.intent.sellAmount, k.intent.buyAmount * paid, "never below the limit");
        vm.assertEq(a.balanceOf(vault), k.fee, "fee");
        vm.assertEq(b.balanceOf(solver) + e.bought, 1_000 + given, "the difference is the solver's");
        vm.assertEq(
            settlement.filled(_hash(k.intent)), f.partiallyFillable ? (f.buy ? received : paid) : 0, "running total"
        );
    }

    function _caseOf(Fuzzed memory f) private returns (Case memory k) {
        uint256 sellAmount = _bound(f.sellAmount, 1, 1_000);
        k.intent = _intent(alice, a, sellAmount, b, _bound(f.limit, 0, sellAmount * 2));
        if (f.ether_) k.intent.buyToken = Pack.ETHER;
        k.intent.receiver = carol;
        k.intent.side = f.buy ? Side.Buy : Side.Sell;
        k.intent.partiallyFillable = f.partiallyFillable;
        if (f.shared) k.intent.nonce = _sharedNonce(SERIES, auctioneer, 7);
        uint256 signed = f.buy ? k.intent.buyAmount : k.intent.sellAmount;
        k.executed = f.exact ? signed : _bound(f.executed, 0, signed + 1);
        k.fee = _bound(f.fee, 0, k.executed / 8);
        if (f.exact && !f.buy) k.executed -= k.fee;
        (k.priceA, k.priceB) = (_bound(f.priceA, 1, 5), _bound(f.priceB, 1, 5));
        // Mostly inside the window, sometimes one second beside it.
        vm.warp(f.time % 8 == 0 ? NOW - 1 : f.time % 8 == 1 ? NOW + 61 : NOW + f.time % 61);
        if (f.before % 8 == 0) {
            vm.prank(alice);
            settlement.invalidateNonces(1, 1 << 7);
        }
    }

    /// @dev The rules of the protocol page in their order, with counting instead of divisions.
    function _expect(Case memory k) private view returns (Expected memory e) {
        Intent memory intent = k.intent;
        bool buy = intent.side == Side.Buy;
        bool shared = intent.nonce >> 255 == 1;
        if (buy) {
            e.bought = k.executed;
            while ((e.sold + 1) * k.priceA <= k.executed * k.priceB) e.sold++;
        } else {
            e.sold = k.executed;
            while (e.bought * k.priceB < k.executed * k.priceA) e.bought++;
        }
        e.sold += k.fee;
        uint256 counted = buy ? e.bought : e.sold;
        uint256 signed = buy ? intent.buyAmount : intent.sellAmount;
        if (e.bought * intent.sellAmount < intent.buyAmount * e.sold) e.reason = ISettlement.LimitNotMet.selector;
        else if (k.fee * 10 > e.sold) e.reason = ISettlement.FeeTooHigh.selector;
        else if (block.timestamp < NOW || block.timestamp > NOW + 60) e.reason = ISettlement.WindowClosed.selector;
        else if (shared && intent.partiallyFillable) e.reason = ISettlement.WrongLane.selector;
        else if (!intent.partiallyFillable && counted != signed) e.reason = ISettlement.NotFullFill.selector;
        else if (!shared && settlement.nonces(alice, 1) != 0) e.reason = ISettlement.NonceUsed.selector;
        else if (counted > signed) e.reason = ISettlement.Overfilled.selector;
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
        _addTrade(solution, BOB_KEY, opposite, sellA, 0);
        // Alice is paid rounded up, bob pays rounded down: the wei between them comes from the solver.
        uint256 gap = (sellA * p) % q == 0 ? 0 : 1;
        solution.tokens[1].cover = uint128(gap);
        _settleConsented(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + fair + gap, "alice");
        vm.assertEq(WEALTH - b.balanceOf(bob), fair, "bob");
        vm.assertEq(a.balanceOf(bob), WEALTH + sellA, "bob received");
        vm.assertEq(b.balanceOf(solver), 1_000 - gap, "solver");
    }

    /// @dev The same trades through Settlement and directly: owners and vault cannot tell the difference.
    function testFuzz_directIsTheSame(uint64 amount, uint64 fee, uint32 priceA, uint32 priceB) public {
        uint256 p = _bound(priceA, 1, 1_000);
        uint256 q = _bound(priceB, 1, 1_000);
        uint256 executed = _bound(amount, 1, 1e18);
        uint256 paid = executed + _bound(fee, 0, executed / 10);
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, paid, b, 0), executed, paid - executed, p, q);
        solution.tokens[1].cover = type(uint128).max;
        b.mint(solver, 1e36);
        uint256 clean = vm.snapshotState();
        _settleConsented(solution);
        uint256[4] memory through = [a.balanceOf(alice), b.balanceOf(alice), a.balanceOf(vault), b.balanceOf(solver)];
        vm.assertTrue(vm.revertToState(clean), "back");
        solution.flags = Pack.DIRECT;
        // The vault's fee comes from what the solver was paid before.
        _approve(solver, address(a), type(uint256).max);
        _settleConsented(solution);
        vm.assertEq(a.balanceOf(alice), through[0], "paid");
        vm.assertEq(b.balanceOf(alice), through[1], "received");
        vm.assertEq(a.balanceOf(vault), through[2], "fee");
        vm.assertEq(b.balanceOf(solver), through[3], "solver");
    }
}
