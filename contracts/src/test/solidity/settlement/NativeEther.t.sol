// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor, Failer} from "./support/Actors.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Side, Solution} from "./support/Terms.sol";
import {PlainToken} from "./support/Tokens.sol";
import {Weth} from "./support/Weth.sol";

/// @notice Native ETH out, at the price of WETH.
contract NativeEtherTest is SettlementFixture {
    /// @dev 1,000 a for 500 wei of ether.
    function _wish(address receiver) private view returns (Intent memory intent) {
        intent = _intent(alice, a, 1_000, PlainToken(Pack.ETHER), 500);
        intent.receiver = receiver;
    }

    function _sale(Intent memory intent) private view returns (Solution memory solution) {
        _addToken(solution, address(a), 1, 0);
        _addToken(solution, address(weth), 2, 0);
        _addTrade(solution, ALICE_KEY, intent, intent.side == Side.Sell ? 1_000 : 500, 0);
        _addSwap(solution, a, 1_000, PlainToken(address(weth)), 500);
    }

    function test_received() public {
        _settle(_sale(_wish(alice)));
        vm.assertEq(alice.balance, 500, "ether");
        vm.assertEq(weth.balanceOf(alice), WEALTH, "not wrapped");
    }

    function test_bought() public {
        Intent memory intent = _wish(bob);
        intent.side = Side.Buy;
        _settle(_sale(intent));
        vm.assertEq(bob.balance, 500, "ether");
    }

    function test_etherAndWethTogether() public {
        Solution memory solution = _sale(_wish(alice));
        Intent memory wrapped = _intent(bob, a, 1_000, PlainToken(address(weth)), 500);
        _addTrade(solution, BOB_KEY, wrapped, 1_000, 0);
        Intent memory opposite = _intent(carol, PlainToken(address(weth)), 300, a, 500);
        _addTrade(solution, CAROL_KEY, opposite, 300, 0);
        _addSwap(solution, a, 400, PlainToken(address(weth)), 210);
        _settle(solution);
        vm.assertEq(alice.balance, 500, "ether");
        vm.assertEq(weth.balanceOf(bob), WEALTH + 500, "wrapped");
        vm.assertEq(a.balanceOf(carol), WEALTH + 600, "opposite");
        vm.assertEq(weth.balanceOf(solver), 10, "excess is wrapped");
    }

    function test_manyReceivers() public {
        Solution memory solution = _sale(_wish(address(0xE1)));
        for (uint256 i = 1; i < 4; ++i) {
            Intent memory intent = _wish(address(uint160(0xE1 + i)));
            intent.nonce += i;
            _addTrade(solution, ALICE_KEY, intent, 1_000, 0);
        }
        _addSwap(solution, a, 3_000, PlainToken(address(weth)), 1_500);
        _settle(solution);
        for (uint256 i = 0; i < 4; ++i) {
            vm.assertEq(address(uint160(0xE1 + i)).balance, 500, "ether");
        }
    }

    function test_refusingReceiverGetsWeth() public {
        Failer.Way[3] memory ways = [Failer.Way.Reverts, Failer.Way.BurnsEverything, Failer.Way.Bomb];
        for (uint256 i = 0; i < ways.length; ++i) {
            Failer receiver = new Failer();
            receiver.set(ways[i]);
            Intent memory intent = _wish(address(receiver));
            intent.nonce += i;
            uint256 before = gasleft();
            _settle(_sale(intent));
            vm.assertLe(before - gasleft(), 1_500_000, "bounded");
            vm.assertEq(address(receiver).balance, 0, "no ether");
            vm.assertEq(weth.balanceOf(address(receiver)), 500, "wrapped");
        }
    }

    function test_contractWithoutReceiveGetsWeth() public {
        _settle(_sale(_wish(address(market))));
        vm.assertEq(weth.balanceOf(address(market)), WEALTH, "as much as it gave");
        vm.assertEq(address(market).balance, 0, "no ether");
    }

    function test_proxyWalletsReceiveEther() public {
        Failer receiver = new Failer();
        receiver.set(Failer.Way.LongAnswer);
        _settle(_sale(_wish(address(receiver))));
        vm.assertEq(receiver.received(), 500, "kept books");
        vm.assertEq(address(receiver).balance, 500, "ether");
    }

    function test_oneRefusesAndTheOthersAreNotSunk() public {
        Failer receiver = new Failer();
        receiver.set(Failer.Way.BurnsEverything);
        Solution memory solution = _sale(_wish(address(receiver)));
        Intent memory second = _wish(bob);
        second.nonce += 1;
        _addTrade(solution, ALICE_KEY, second, 1_000, 0);
        _addSwap(solution, a, 1_000, PlainToken(address(weth)), 500);
        _settle(solution);
        vm.assertEq(bob.balance, 500, "ether");
        vm.assertEq(weth.balanceOf(address(receiver)), 500, "wrapped");
    }

    function test_tokenMismatch() public {
        Intent memory intent = _wish(alice);
        Solution memory solution = _sale(intent);
        _addToken(solution, address(0xFF00), 2, 0);
        solution.trades[0].buyIndex = 2;
        _settleFails(solution, _error(ISettlement.TokenMismatch.selector, intent));
    }

    function test_wethForEtherIsTheSameToken() public {
        Intent memory intent = _intent(alice, PlainToken(address(weth)), 500, PlainToken(Pack.ETHER), 500);
        Solution memory solution;
        _addToken(solution, address(weth), 1, 0);
        _addTrade(solution, ALICE_KEY, intent, 500, 0);
        _settleFails(solution, _error(ISettlement.SameToken.selector, intent));
    }

    function test_limitHolds() public {
        Intent memory intent = _wish(alice);
        intent.buyAmount = 501;
        _settleFails(_sale(intent), _error(ISettlement.LimitNotMet.selector, intent));
    }

    function test_marketGivesTooLittle() public {
        Solution memory solution = _sale(_wish(alice));
        delete solution.calls;
        _addSwap(solution, a, 1_000, PlainToken(address(weth)), 499);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.CoverExceeded.selector, address(weth), 1));
    }

    /// @dev Whatever else brought ether here, a wei of it is neither kept nor lent to a receiver.
    function test_etherLyingAroundGoesToTheSolver() public {
        vm.deal(address(settlement), 77);
        _settle(_sale(_wish(alice)));
        vm.assertEq(alice.balance, 500, "ether");
        vm.assertEq(solver.balance, 77, "solver");
    }

    /// @dev A solver may unwrap what it was given, but then WETH is missing.
    function test_unwrappedByAnInteraction() public {
        Solution memory solution = _sale(_wish(alice));
        _addCall(solution, address(weth), abi.encodeCall(Weth.withdraw, (100)));
        _settleFails(solution, abi.encodeWithSelector(ISettlement.CoverExceeded.selector, address(weth), 100));
        delete solution.calls;
        _addSwap(solution, a, 1_000, PlainToken(address(weth)), 600);
        _addCall(solution, address(weth), abi.encodeCall(Weth.withdraw, (100)));
        _settle(solution);
        vm.assertEq(solver.balance, 100, "ether goes to the solver as well");
    }

    function test_solverThatRefusesEtherGetsWeth() public {
        Failer receiver = new Failer();
        vm.etch(solver, address(receiver).code);
        vm.deal(address(settlement), 77);
        _settle(_sale(_wish(alice)));
        vm.assertEq(weth.balanceOf(solver), 77, "wrapped");
    }

    function test_receiverCannotComeBack() public {
        Actor receiver = new Actor();
        Solution memory inner;
        bytes memory call = abi.encodeCall(ISettlement.settle, (_bundle(_award(inner), inner)));
        receiver.arm(address(settlement), call);
        _settle(_sale(_wish(address(receiver))));
        // Either it ran out of its 50,000 gas or it was refused: it was never let in.
        vm.assertTrue(!receiver.succeeded(), "came back");
        vm.assertEq(address(receiver).balance + weth.balanceOf(address(receiver)), 500, "paid in one of the two ways");
    }

    function test_receiverSendsItBack() public {
        Actor receiver = new Actor();
        receiver.arm(address(settlement), "");
        _settle(_sale(_wish(address(receiver))));
        vm.assertTrue(!receiver.succeeded() || receiver.calls() == 0, "Settlement takes ether from WETH only");
    }

    function test_etherOfStrangers() public {
        vm.deal(bob, 1);
        vm.prank(bob);
        (bool success, bytes memory answer) = address(settlement).call{value: 1}("");
        vm.assertTrue(!success, "taken");
        vm.assertEq(answer, abi.encodeWithSelector(ISettlement.UnexpectedValue.selector, bob), "reason");
    }
}
