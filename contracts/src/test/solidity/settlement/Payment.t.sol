// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Actor} from "./support/Actors.sol";
import {ISettlement, IServant} from "./support/ISettlement.sol";
import {Market} from "./support/Market.sol";
import {ITrampoline, Theft} from "./support/Servants.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Side, Solution} from "./support/Terms.sol";

/// @notice Where the tokens go, and which calls a solver may make.
contract PaymentTest is SettlementFixture {
    address private constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;

    /// @dev Alice sells 1,000 a, of which 50 are the fee, at two b each; the market is still to be added.
    function _base() private view returns (Solution memory) {
        return _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 950, 50, 2, 1);
    }

    function test_feesToVaultExcessToSolver() public {
        Solution memory solution = _base();
        // The market takes less and gives more than the clearing prices say.
        _addSwap(solution, a, 940, b, 1_925);
        _settle(solution);
        vm.assertEq(a.balanceOf(vault), 50, "fee");
        vm.assertEq(a.balanceOf(solver), 10, "sell token not needed");
        vm.assertEq(b.balanceOf(solver), 25, "buy token not owed");
        vm.assertEq(b.balanceOf(alice), WEALTH + 1_900, "exactly what the prices say");
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "exactly what the prices say");
    }

    function test_vaultReplaced() public {
        vm.prank(admin);
        settlement.setVault(bob);
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_900);
        _settle(solution);
        vm.assertEq(a.balanceOf(bob), WEALTH + 50, "fee");
        vm.assertEq(a.balanceOf(vault), 0, "not to the former vault");
    }

    function test_oppositeIntentsNeedNoMarket() public {
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 1_000, 0, 2, 1);
        Intent memory opposite = _intent(bob, b, 2_000, a, 1_000);
        opposite.side = Side.Buy;
        _addTrade(solution, BOB_KEY, opposite, 1_000, 0);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "alice received");
        vm.assertEq(a.balanceOf(bob), WEALTH + 1_000, "bob received");
        vm.assertEq(b.balanceOf(bob), WEALTH - 2_000, "bob paid");
    }

    function test_ringOfThree() public {
        Solution memory solution;
        _addToken(solution, address(a), 6, 0);
        _addToken(solution, address(b), 3, 0);
        _addToken(solution, address(c), 2, 0);
        _addTrade(solution, ALICE_KEY, _intent(alice, a, 100, b, 200), 100, 0);
        _addTrade(solution, BOB_KEY, _intent(bob, b, 200, c, 300), 200, 0);
        _addTrade(solution, CAROL_KEY, _intent(carol, c, 300, a, 100), 300, 0);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 200, "alice");
        vm.assertEq(c.balanceOf(bob), WEALTH + 300, "bob");
        vm.assertEq(a.balanceOf(carol), WEALTH + 100, "carol");
    }

    function test_feesInSeveralTokens() public {
        Solution memory solution = _base();
        Intent memory opposite = _intent(bob, b, 1_000, a, 400);
        _addTrade(solution, BOB_KEY, opposite, 900, 100);
        Intent memory second = _intent(carol, a, 1_000, b, 1_000);
        _addTrade(solution, CAROL_KEY, second, 970, 30);
        // 950 and 970 a sold for b, 900 b for a: 1,900 + 1,940 - 900 b are missing, 1,920 - 450 a left.
        _addSwap(solution, a, 1_470, b, 2_940);
        _settle(solution);
        vm.assertEq(a.balanceOf(vault), 80, "fees in a");
        vm.assertEq(b.balanceOf(vault), 100, "fee in b");
        vm.assertEq(a.balanceOf(solver) + b.balanceOf(solver), 0, "nothing over");
    }

    function test_oneReceiverOfManyPayments() public {
        Solution memory solution = _base();
        solution.trades[0].intent.receiver = carol;
        solution.trades[0].signature = _sign(ALICE_KEY, _hash(solution.trades[0].intent));
        Intent memory second = _intent(bob, a, 1_000, b, 1_000);
        second.receiver = carol;
        _addTrade(solution, BOB_KEY, second, 1_000, 0);
        _addSwap(solution, a, 1_950, b, 3_900);
        _settle(solution);
        vm.assertEq(b.balanceOf(carol), WEALTH + 3_900, "both payments");
    }

    /// @dev Who is also the solver, the vault or the market's counterpart is paid like everybody.
    function test_receiverIsTheVaultOrTheSolver() public {
        Solution memory solution = _base();
        solution.trades[0].intent.receiver = solver;
        solution.trades[0].signature = _sign(ALICE_KEY, _hash(solution.trades[0].intent));
        Intent memory second = _intent(bob, a, 1_000, b, 1_000);
        second.receiver = vault;
        _addTrade(solution, BOB_KEY, second, 1_000, 0);
        _addSwap(solution, a, 1_950, b, 3_900);
        _settle(solution);
        vm.assertEq(b.balanceOf(solver), 1_900, "solver");
        vm.assertEq(b.balanceOf(vault), 2_000, "vault");
    }

    /// @dev A solver's own liquidity is an ordinary intent of the solver's.
    function test_solversOwnIntent() public {
        b.mint(solver, 1_900);
        _approve(solver, address(b), type(uint256).max);
        Solution memory solution = _base();
        _addTrade(solution, SOLVER_KEY, _intent(solver, b, 1_900, a, 900), 1_900, 0);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 1_900, "alice");
        vm.assertEq(a.balanceOf(solver), 950, "solver");
        vm.assertEq(b.balanceOf(solver), 0, "solver");
        vm.assertEq(a.balanceOf(vault), 50, "fee");
    }

    function test_donationGoesToTheSolver() public {
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_900);
        a.mint(address(settlement), 7);
        b.mint(address(settlement), 8);
        _settle(solution);
        vm.assertEq(a.balanceOf(solver), 7, "a");
        vm.assertEq(b.balanceOf(solver), 8, "b");
        vm.assertEq(a.balanceOf(vault), 50, "fee");
    }

    function test_extraTokenIsClearedOut() public {
        Solution memory solution = _base();
        _addToken(solution, address(c), 1, 0);
        _addSwap(solution, a, 950, b, 1_900);
        c.mint(address(settlement), 9);
        _settle(solution);
        vm.assertEq(c.balanceOf(solver), 9, "c");
    }

    function test_ownerWithoutAllowance() public {
        _approve(alice, address(a), 999);
        _settleFails(_base(), abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, hub, 999, 1_000));
    }

    function test_ownerWithoutBalance() public {
        vm.prank(alice);
        a.transfer(carol, WEALTH - 999);
        _settleFails(_base(), abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 999, 1_000));
    }

    // Interactions

    function test_forbiddenTargets() public {
        address[4] memory targets = [hub, PERMIT2, address(settlement), settlement.trampoline()];
        for (uint256 i = 0; i < targets.length; ++i) {
            Solution memory solution = _base();
            _addCall(solution, address(market), abi.encodeCall(Market.swap, (a, 0, b, 0)));
            _addCall(solution, targets[i], Theft.byPull(address(a), bob, solver));
            _settleFails(solution, abi.encodeWithSelector(ISettlement.ForbiddenTarget.selector, 1));
        }
    }

    function test_failedInteractionNamesIndexAndReason() public {
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_900);
        _addCall(solution, address(market), abi.encodeCall(Market.fail, (42)));
        bytes memory reason = abi.encodeWithSelector(Market.MarketClosed.selector, 42);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.InteractionFailed.selector, 2, reason));
    }

    function test_allowancesOfOthersAreOutOfReach() public {
        // Bob has approved the hub, and the solver calls the token as Settlement.
        Solution memory solution = _base();
        _addCall(solution, address(a), abi.encodeCall(IERC20.transferFrom, (bob, solver, 1)));
        bytes memory reason =
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(settlement), 0, 1);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.InteractionFailed.selector, 0, reason));
    }

    /// @dev An approval left behind reaches only what Settlement holds, which is nothing.
    function test_approvalLeftBehindReachesNothing() public {
        Solution memory solution = _base();
        _addCall(solution, address(a), abi.encodeCall(IERC20.approve, (bob, type(uint256).max)));
        _addSwap(solution, a, 950, b, 1_900);
        _settle(solution);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, address(settlement), 0, 1)
        );
        vm.prank(bob);
        a.transferFrom(address(settlement), bob, 1);
    }

    function test_strangersCannotUseTheHubOrTheTrampoline() public {
        address trampoline = settlement.trampoline();
        address[6] memory callers = [alice, bob, admin, auctioneer, hub, solver];
        for (uint256 i = 0; i < callers.length; ++i) {
            for (uint256 way = 0; way < Theft.WAYS; ++way) {
                _refusesStranger(hub, callers[i], Theft.by(way, address(a), alice, callers[i]));
            }
            _refusesStranger(trampoline, callers[i], abi.encodeCall(ITrampoline.run, ("", 0)));
        }
    }

    function _refusesStranger(address servant, address caller, bytes memory data) private {
        vm.prank(caller);
        (bool success, bytes memory answer) = servant.call(data);
        vm.assertTrue(!success, "obeyed");
        vm.assertEq(answer, abi.encodeWithSelector(IServant.NotSettlement.selector, caller), "reason");
        vm.assertEq(a.balanceOf(alice), WEALTH, "untouched");
    }

    /// @dev So the calls that strangers are refused are calls that would work.
    function test_servantsObeySettlement() public {
        for (uint256 way = 0; way < Theft.WAYS; ++way) {
            vm.prank(address(settlement));
            (bool success,) = hub.call(Theft.by(way, address(a), alice, address(settlement)));
            vm.assertTrue(success, "obeyed");
            vm.assertEq(a.balanceOf(alice), WEALTH - way - 1, "taken");
            vm.assertEq(a.balanceOf(address(settlement)), way + 1, "brought");
        }
        address trampoline = settlement.trampoline();
        vm.prank(address(settlement));
        ITrampoline(trampoline).run("", 0);
    }

    function test_hubThroughAnInteractionTarget() public {
        Actor actor = new Actor();
        Solution memory solution = _base();
        bytes memory pull = Theft.byPull(address(a), bob, solver);
        _addCall(solution, address(actor), abi.encodeCall(Actor.forward, (hub, pull)));
        (bool success,) = _try(solution);
        vm.assertTrue(!success, "obeyed");
        vm.assertEq(a.balanceOf(bob), WEALTH, "untouched");
    }

    function test_settlementTakesNoEtherFromStrangers() public {
        vm.deal(address(this), 10);
        (bool success,) = address(settlement).call{value: 1}("");
        vm.assertTrue(!success, "took ether");
        (success,) = address(settlement).call{value: 1}(abi.encodeCall(ISettlement.settle, (hex"01")));
        vm.assertTrue(!success, "took ether");
    }
}
