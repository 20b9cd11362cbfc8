// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {AllowanceHub} from "../../main/solidity/AllowanceHub.sol";
import {Intent, Side} from "../../main/solidity/Intents.sol";
import {Settlement} from "../../main/solidity/Settlement.sol";
import {Market} from "./support/Market.sol";
import {SettlementFixture, Solution} from "./support/SettlementFixture.sol";
import {FalseToken, FeeToken, NoReturnToken, NoZeroToken, PlainToken, RoundingToken} from "./support/Tokens.sol";

/// @notice Where the tokens go, which calls a solver may make, and tokens that behave differently.
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
        solution.tokens = new address[](3);
        (solution.tokens[0], solution.tokens[1], solution.tokens[2]) = (address(a), address(b), address(c));
        solution.prices = new uint256[](3);
        (solution.prices[0], solution.prices[1], solution.prices[2]) = (6, 3, 2);
        _addTrade(solution, ALICE_KEY, _intent(alice, a, 100, b, 200), 100, 0);
        _addTrade(solution, BOB_KEY, _intent(bob, b, 200, c, 300), 200, 0);
        _addTrade(solution, CAROL_KEY, _intent(carol, c, 300, a, 100), 300, 0);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 200, "alice");
        vm.assertEq(c.balanceOf(bob), WEALTH + 300, "bob");
        vm.assertEq(a.balanceOf(carol), WEALTH + 100, "carol");
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
        _addSwap(solution, a, 950, b, 1_900);
        c.mint(address(settlement), 9);
        address[] memory tokens = new address[](3);
        (tokens[0], tokens[1], tokens[2]) = (address(a), address(b), address(c));
        uint256[] memory prices = new uint256[](3);
        (prices[0], prices[1], prices[2]) = (2, 1, 1);
        (solution.tokens, solution.prices) = (tokens, prices);
        _settle(solution);
        vm.assertEq(c.balanceOf(solver), 9, "c");
    }

    function test_marketGivesTooLittle() public {
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_899);
        _settleFails(
            solution,
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, address(settlement), 1_899, 1_900)
        );
    }

    function test_solverCannotSpendTheFees() public {
        Solution memory solution = _base();
        _addSwap(solution, a, 951, b, 1_900);
        _settleFails(solution, abi.encodeWithSelector(Settlement.FeesNotCovered.selector, address(a), 49, 50));
    }

    function test_ownerWithoutAllowance() public {
        vm.prank(alice);
        a.approve(address(hub), 999);
        _settleFails(
            _base(), abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(hub), 999, 1_000)
        );
    }

    function test_zeroAmountsAreNotTransferred() public {
        a = PlainToken(_place(0xAA01, address(new NoZeroToken())));
        b = PlainToken(_place(0xBB01, address(new NoZeroToken())));
        _endow(address(a));
        _endow(address(b));
        // No fee, no excess, and one trade of nothing.
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        Intent memory nothing = _intent(bob, a, 10, b, 1);
        nothing.partiallyFillable = true;
        _addTrade(solution, BOB_KEY, nothing, 0, 0);
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
    }

    // Interactions

    function test_forbiddenTargets() public {
        address[3] memory targets = [address(hub), PERMIT2, address(settlement)];
        for (uint256 i = 0; i < targets.length; ++i) {
            Solution memory solution = _base();
            _addCall(solution, address(market), abi.encodeCall(Market.swap, (a, 0, b, 0)));
            _addCall(solution, targets[i], abi.encodeCall(AllowanceHub.pull, (a, bob, 1)));
            _settleFails(solution, abi.encodeWithSelector(Settlement.ForbiddenTarget.selector, 1));
        }
    }

    function test_failedInteractionNamesIndexAndReason() public {
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_900);
        _addCall(solution, address(market), abi.encodeCall(Market.fail, (42)));
        bytes memory reason = abi.encodeWithSelector(Market.MarketClosed.selector, 42);
        _settleFails(solution, abi.encodeWithSelector(Settlement.InteractionFailed.selector, 2, reason));
    }

    function test_allowancesOfOthersAreOutOfReach() public {
        // Bob has approved the hub, and the solver calls the token as Settlement.
        Solution memory solution = _base();
        _addCall(solution, address(a), abi.encodeCall(IERC20.transferFrom, (bob, solver, 1)));
        bytes memory reason =
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(settlement), 0, 1);
        _settleFails(solution, abi.encodeWithSelector(Settlement.InteractionFailed.selector, 0, reason));
    }

    function test_settlementTakesNoNativeValue() public {
        (bool success,) = address(settlement).call{value: 1}("");
        vm.assertTrue(!success, "no receive function");
        (success,) = address(settlement).call("");
        vm.assertTrue(!success, "no fallback function");
    }

    // Tokens that behave differently

    function test_tokenWithoutReturnValue() public {
        a = PlainToken(_place(0xAA01, address(new NoReturnToken())));
        b = PlainToken(_place(0xBB01, address(new NoReturnToken())));
        _endow(address(a));
        _endow(address(b));
        Solution memory solution = _base();
        // Approves the market directly: the library's approve would expect an answer.
        _addSwap(solution, a, 940, b, 1_910);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 1_900, "received");
        vm.assertEq(a.balanceOf(vault), 50, "fee");
        vm.assertEq(b.balanceOf(solver), 10, "excess");
    }

    function test_tokenAnsweringFalse() public {
        a = PlainToken(_place(0xAA01, address(new FalseToken())));
        b = PlainToken(_place(0xBB01, address(new FalseToken())));
        _endow(address(a));
        _endow(address(b));
        Solution memory solution = _base();
        // Nothing is missing: the solver has put everything there in advance.
        a.mint(address(settlement), 1_000);
        b.mint(address(settlement), 1_900);
        FalseToken(address(a)).fail(false, true);
        _settleFails(solution, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(a)));
        FalseToken(address(a)).fail(true, false);
        _settleFails(solution, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(a)));
        FalseToken(address(a)).fail(false, false);
        FalseToken(address(b)).fail(true, false);
        _settleFails(solution, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(b)));
        FalseToken(address(b)).fail(false, false);
        _settle(solution);
    }

    function test_tokenWithoutCode() public {
        address nowhere = address(0xAA02);
        Solution memory solution = _base();
        Intent memory intent = solution.trades[0].intent;
        intent.sellToken = nowhere;
        solution.tokens[0] = nowhere;
        solution.trades[0].signature = _sign(ALICE_KEY, settlement.intentHash(intent));
        _settleFails(solution, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, nowhere));
    }

    function test_soldTokenTakingAFee() public {
        a = PlainToken(_place(0xAA01, address(new FeeToken())));
        _endow(address(a));
        Solution memory solution = _base();
        // 10 of the 1,000 never arrive, so that 950 for the market leave too little for the fee.
        _addSwap(solution, a, 950, b, 1_900);
        _settleFails(solution, abi.encodeWithSelector(Settlement.FeesNotCovered.selector, address(a), 40, 50));
    }

    function test_boughtTokenTakingAFee() public {
        b = PlainToken(_place(0xBB01, address(new FeeToken())));
        _endow(address(b));
        Solution memory solution = _base();
        bytes32 hash = settlement.intentHash(solution.trades[0].intent);
        // Enough arrives at Settlement, but not at alice.
        b.mint(address(settlement), 1_900);
        _addSwap(solution, a, 950, b, 0);
        _settleFails(solution, abi.encodeWithSelector(Settlement.ReceivedTooLittle.selector, hash, 19));
    }

    function test_tokenThatCannotBeHandedOn() public {
        b = PlainToken(_place(0xBB01, address(new RoundingToken())));
        _endow(address(b));
        RoundingToken(address(b)).stickTo(address(settlement));
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_905);
        _settleFails(solution, abi.encodeWithSelector(Settlement.BalanceLeft.selector, address(b), 1));
    }
}
