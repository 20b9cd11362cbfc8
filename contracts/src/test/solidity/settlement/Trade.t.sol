// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Award, Intent, Side, Solution} from "./support/Terms.sol";

/// @notice Every check of a single trade apart from nonces, signatures and running totals.
contract TradeTest is SettlementFixture {
    /// @dev Alice sells 1,000 a for at least 2,000 b.
    function _basic() private view returns (Intent memory) {
        return _intent(alice, a, 1_000, b, 2_000);
    }

    /// @dev The market gives exactly the limit of `_basic`.
    function _fair(uint256 key, Intent memory intent) private view returns (Solution memory solution) {
        solution = _solution(key, intent, 1_000, 0, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function test_sell() public {
        Intent memory intent = _basic();
        intent.receiver = carol;
        _settle(_fair(ALICE_KEY, intent));
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "paid");
        vm.assertEq(b.balanceOf(carol), WEALTH + 2_000, "received");
        vm.assertEq(b.balanceOf(alice), WEALTH, "the owner is not the receiver");
    }

    function test_buy() public {
        Intent memory intent = _basic();
        intent.side = Side.Buy;
        Solution memory solution = _solution(ALICE_KEY, intent, 2_000, 40, 5, 2);
        // 2,000 * 2 / 5 = 800, and the fee.
        _addSwap(solution, a, 800, b, 2_000);
        _settle(solution);
        vm.assertEq(a.balanceOf(alice), WEALTH - 840, "paid");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
        vm.assertEq(a.balanceOf(vault), 40, "fee");
    }

    function test_buyWithoutAmounts() public {
        Intent memory intent = _basic();
        intent.side = Side.Buy;
        // Everything and no fee is what a trade means that gives no amounts.
        Solution memory solution = _solution(ALICE_KEY, intent, 2_000, 0, 2, 1);
        vm.assertEq(uint256(Pack.flags(solution.trades[0]) & Pack.AMOUNTS), 0, "left out");
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "paid");
    }

    function test_amountsGivenWithoutNeed() public {
        Solution memory solution = _fair(ALICE_KEY, _basic());
        solution.trades[0].flip = Pack.AMOUNTS;
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
    }

    function test_fillEvent() public {
        Intent memory intent = _basic();
        Solution memory solution = _solution(ALICE_KEY, intent, 950, 50, 3, 1);
        _addSwap(solution, a, 950, b, 2_850);
        bytes memory bundle = _bundle(_award(solution), solution);
        vm.expectEmit(address(settlement));
        emit ISettlement.FillWithFee(_hash(intent), uint256(1_000) << 128 | 2_850, 50);
        settlement.settle(bundle);
    }

    function test_fillEventWithoutAFee() public {
        Intent memory intent = _basic();
        Solution memory solution = _solution(ALICE_KEY, intent, 1_000, 0, 3, 1);
        _addSwap(solution, a, 1_000, b, 3_000);
        bytes memory bundle = _bundle(_award(solution), solution);
        vm.expectEmit(address(settlement));
        emit ISettlement.Fill(_hash(intent), uint256(1_000) << 128 | 3_000);
        settlement.settle(bundle);
    }

    function test_everyOptionalFieldGivenAndLeftOut() public {
        Intent memory intent = _basic();
        (intent.validFrom, intent.nonce) = (0, (1 << 64) - 1);
        _settle(_fair(ALICE_KEY, intent));
        intent.receiver = carol;
        intent.nonce = 1 << 64;
        intent.appData = keccak256("terms");
        intent.validFrom = uint32(NOW - 5);
        _settle(_fair(ALICE_KEY, intent));
        vm.assertEq(settlement.nonces(alice, (1 << 56) - 1), 1 << 255, "short");
        vm.assertEq(settlement.nonces(alice, 1 << 56), 1, "long");
        vm.assertEq(b.balanceOf(carol), WEALTH + 2_000, "received");
    }

    function test_everyIntentFieldIsSigned() public {
        Intent[10] memory altered;
        for (uint256 i = 0; i < altered.length; ++i) {
            altered[i] = _basic();
        }
        altered[0].owner = bob;
        altered[1].receiver = bob;
        altered[2].sellAmount += 1;
        altered[3].buyAmount -= 1;
        altered[4].side = Side.Buy;
        altered[5].partiallyFillable = true;
        altered[6].validFrom = uint32(NOW - 1);
        altered[7].validTo += 1;
        altered[8].nonce += 1;
        altered[9].appData = bytes32(uint256(1));
        bytes memory signature = _sign(ALICE_KEY, _hash(_basic()));
        for (uint256 i = 0; i < altered.length; ++i) {
            Solution memory solution = _fair(ALICE_KEY, altered[i]);
            if (i == 2) solution.trades[0].executed += 1;
            if (i == 4) solution.trades[0].executed = 2_000;
            solution.trades[0].signature = signature;
            _settleFails(solution, _error(ISettlement.WrongSigner.selector, altered[i]));
        }
    }

    function test_tokensAreSigned() public {
        bytes memory signature = _sign(ALICE_KEY, _hash(_basic()));
        Solution memory solution = _fair(ALICE_KEY, _basic());
        _addToken(solution, address(c), 1, 0);
        Intent memory other = _intent(alice, a, 1_000, c, 2_000);
        solution.trades[0].intent = other;
        solution.trades[0].buyIndex = 2;
        solution.trades[0].signature = signature;
        _settleFails(solution, _error(ISettlement.WrongSigner.selector, other));
        other = _intent(alice, c, 1_000, b, 2_000);
        solution.tokens[2].price = 2;
        solution.trades[0].intent = other;
        (solution.trades[0].sellIndex, solution.trades[0].buyIndex) = (2, 1);
        _settleFails(solution, _error(ISettlement.WrongSigner.selector, other));
    }

    function test_window() public {
        from = uint32(NOW);
        Intent memory intent = _basic();
        Solution memory solution = _fair(ALICE_KEY, intent);
        vm.warp(NOW - 1);
        _settleFails(solution, _error(ISettlement.WindowClosed.selector, intent));
        vm.warp(NOW + 61);
        _settleFails(solution, _error(ISettlement.WindowClosed.selector, intent));
        vm.warp(NOW + 60);
        _settle(solution);
        intent.nonce += 1;
        vm.warp(NOW);
        _settle(_fair(ALICE_KEY, intent));
    }

    /// @dev The end is also the shortest form's to see.
    function test_windowHasEnded() public {
        Intent memory intent = _basic();
        vm.warp(NOW + 61);
        _settleFails(_fair(ALICE_KEY, intent), _error(ISettlement.WindowClosed.selector, intent));
        vm.warp(NOW + 60);
        _settle(_fair(ALICE_KEY, intent));
    }

    function test_windowOfOneSecond() public {
        from = uint32(NOW);
        Intent memory intent = _basic();
        intent.validTo = intent.validFrom;
        _settle(_fair(ALICE_KEY, intent));
    }

    function test_windowTurnedAround() public {
        from = uint32(NOW);
        Intent memory intent = _basic();
        intent.validTo = intent.validFrom - 1;
        _settleFails(_fair(ALICE_KEY, intent), _error(ISettlement.WindowClosed.selector, intent));
        vm.warp(NOW - 1);
        _settleFails(_fair(ALICE_KEY, intent), _error(ISettlement.WindowClosed.selector, intent));
    }

    function test_limit() public {
        Intent memory intent = _basic();
        intent.buyAmount += 1;
        _settleFails(_fair(ALICE_KEY, intent), _error(ISettlement.LimitNotMet.selector, intent));
    }

    function test_limitCountsTheFee() public {
        // 999 sold at 2 for 1 give 1,998; together with the fee of 1 that misses the limit.
        Intent memory intent = _basic();
        Solution memory solution = _solution(ALICE_KEY, intent, 999, 1, 2, 1);
        _addSwap(solution, a, 999, b, 1_998);
        _settleFails(solution, _error(ISettlement.LimitNotMet.selector, intent));
    }

    function test_limitOfBuy() public {
        Intent memory intent = _basic();
        intent.side = Side.Buy;
        Solution memory solution = _solution(ALICE_KEY, intent, 2_000, 1, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
        _settleFails(solution, _error(ISettlement.LimitNotMet.selector, intent));
    }

    function test_feeBound() public {
        Intent memory intent = _basic();
        intent.buyAmount = 1;
        Solution memory solution = _solution(ALICE_KEY, intent, 899, 101, 2, 1);
        _addSwap(solution, a, 899, b, 1_798);
        _settleFails(solution, _error(ISettlement.FeeTooHigh.selector, intent));
        // A tenth of everything paid is the most.
        solution = _solution(ALICE_KEY, intent, 900, 100, 2, 1);
        _addSwap(solution, a, 900, b, 1_800);
        _settle(solution);
        vm.assertEq(a.balanceOf(vault), 100, "fee");
    }

    function test_amountTooLarge() public {
        Intent memory intent = _basic();
        intent.sellAmount = type(uint128).max;
        Solution memory solution = _solution(ALICE_KEY, intent, type(uint128).max, 1, 1, 1);
        _settleFails(solution, _error(ISettlement.AmountTooLarge.selector, intent));
        solution = _solution(ALICE_KEY, intent, type(uint128).max, 0, type(uint128).max, 1);
        _settleFails(solution, _error(ISettlement.AmountTooLarge.selector, intent));
        intent.side = Side.Buy;
        solution = _solution(ALICE_KEY, intent, type(uint128).max, 0, 1, type(uint128).max);
        _settleFails(solution, _error(ISettlement.AmountTooLarge.selector, intent));
    }

    function test_receiver() public {
        Intent memory intent = _basic();
        intent.receiver = address(0);
        _settleFails(_fair(ALICE_KEY, intent), _error(ISettlement.BadReceiver.selector, intent));
        // Paid to itself, the tokens would be swept to the solver.
        intent.receiver = address(settlement);
        _settleFails(_fair(ALICE_KEY, intent), _error(ISettlement.BadReceiver.selector, intent));
    }

    function test_sameToken() public {
        Intent memory intent = _intent(alice, a, 1_000, a, 1_000);
        _settleFails(_solution(ALICE_KEY, intent, 1_000, 0, 1, 1), _error(ISettlement.SameToken.selector, intent));
    }

    function test_tokensMustAscend() public {
        Solution memory solution = _fair(ALICE_KEY, _basic());
        bytes memory second = abi.encodeWithSelector(ISettlement.TokensNotAscending.selector, 1);
        solution.tokens[1].token = address(a);
        _settleFails(solution, second);
        (solution.tokens[0].token, solution.tokens[1].token) = (address(b), address(a));
        _settleFails(solution, second);
        (solution.tokens[0].token, solution.tokens[1].token) = (address(0), address(a));
        _settleFails(solution, abi.encodeWithSelector(ISettlement.TokensNotAscending.selector, 0));
    }

    function test_zeroPrice() public {
        Solution memory solution = _fair(ALICE_KEY, _basic());
        solution.tokens[1].price = 0;
        _settleFails(solution, abi.encodeWithSelector(ISettlement.ZeroPrice.selector, 1));
        solution.tokens[0].price = 0;
        _settleFails(solution, abi.encodeWithSelector(ISettlement.ZeroPrice.selector, 0));
        // Each token in turn: its order before its price.
        solution.tokens[0].token = address(0);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.TokensNotAscending.selector, 0));
    }

    function test_largestPricesAndAmounts() public {
        uint256 max = type(uint128).max;
        a.mint(alice, max);
        b.mint(address(market), max);
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, max, b, max), max, 0, max, max);
        _addSwap(solution, a, max, b, max);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + max, "received");
    }

    /// @dev Each check alone has its error; together the table's order tells which one.
    function test_orderOfChecks() public {
        Intent memory intent = _intent(alice, a, 1_000, a, 3_000);
        (intent.receiver, intent.appData) = (address(0), bytes32("hook"));
        intent.nonce = _sharedNonce(1, auctioneer, 0);
        // Over; later, too long before its end for the shared lane.
        (intent.validFrom, intent.validTo) = (0, uint32(NOW - 1));
        Solution memory solution;
        _addToken(solution, address(a), 2, 0);
        _addToken(solution, address(b), 1, 0);
        _addSeries(solution, 1);
        _addTrade(solution, BOB_KEY, intent, 700, 200);
        _next(solution, intent, ISettlement.SameToken.selector);
        intent.buyToken = address(b);
        solution.trades[0].buyIndex = 1;
        _next(solution, intent, ISettlement.BadReceiver.selector);
        intent.receiver = alice;
        _next(solution, intent, ISettlement.HooksMissing.selector);
        intent.appData = 0;
        solution.tokens[0].price = type(uint128).max;
        solution.trades[0].executed = type(uint128).max;
        _next(solution, intent, ISettlement.AmountTooLarge.selector);
        solution.tokens[0].price = 2;
        solution.trades[0].executed = 700;
        _next(solution, intent, ISettlement.LimitNotMet.selector);
        intent.buyAmount = 1;
        _next(solution, intent, ISettlement.FeeTooHigh.selector);
        solution.trades[0].fee = 0;
        _next(solution, intent, ISettlement.WindowClosed.selector);
        intent.validTo = uint32(NOW + 1_801);
        _next(solution, intent, ISettlement.WrongLane.selector);
        intent.nonce = 0x0107;
        _next(solution, intent, ISettlement.NotFullFill.selector);
        solution.trades[0].executed = 1_000;
        vm.prank(alice);
        settlement.invalidateNonces(1, 1 << 7);
        _next(solution, intent, ISettlement.NonceUsed.selector);
        intent.nonce = 0x0108;
        _next(solution, intent, ISettlement.WrongSigner.selector);
    }

    function _next(Solution memory solution, Intent memory intent, bytes4 selector) private {
        solution.trades[0].intent = intent;
        _settleFails(solution, _error(selector, intent));
    }
}
