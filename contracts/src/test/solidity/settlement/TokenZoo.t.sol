// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Solution} from "./support/Terms.sol";
import {
    BlockingToken,
    ChargingToken,
    FalseToken,
    FeeToken,
    NoReturnToken,
    NoZeroToken,
    NotifyingToken,
    PlainToken,
    RebasingToken,
    RoundingToken
} from "./support/Tokens.sol";

/// @notice Tokens that behave differently: what works, and how the rest is refused.
contract TokenZooTest is SettlementFixture {
    /// @dev Puts a token in the place of a or b, and gives everybody some of it.
    function _sells(address template) private returns (address token) {
        token = _place(0xAA01, template);
        a = PlainToken(token);
        _endow(token);
    }

    function _buys(address template) private returns (address token) {
        token = _place(0xBB01, template);
        b = PlainToken(token);
        _endow(token);
    }

    /// @dev Alice sells 1,000 a, of which 50 are the fee, at two b each; the market is still to be added.
    function _base() private view returns (Solution memory) {
        return _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 950, 50, 2, 1);
    }

    function _missing(address token, uint256 amount) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISettlement.CoverExceeded.selector, token, amount);
    }

    // What works

    function test_withoutReturnValue() public {
        _sells(address(new NoReturnToken()));
        _buys(address(new NoReturnToken()));
        Solution memory solution = _base();
        _addSwap(solution, a, 940, b, 1_910);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 1_900, "received");
        vm.assertEq(a.balanceOf(vault), 50, "fee");
        vm.assertEq(b.balanceOf(solver), 10, "excess");
    }

    function test_refusingToMoveNothing() public {
        _sells(address(new NoZeroToken()));
        _buys(address(new NoZeroToken()));
        // No fee, no excess, and one trade of nothing.
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        Intent memory nothing = _intent(bob, a, 10, b, 1);
        nothing.partiallyFillable = true;
        _addTrade(solution, BOB_KEY, nothing, 0, 0);
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
    }

    function test_notifying() public {
        _sells(address(new NotifyingToken()));
        _buys(address(new NotifyingToken()));
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_900);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 1_900, "received");
    }

    function test_rebasingAtAWholeIndex() public {
        RebasingToken sold = RebasingToken(_sells(address(new RebasingToken())));
        RebasingToken bought = RebasingToken(_buys(address(new RebasingToken())));
        sold.rebase(5e17);
        bought.rebase(2e18);
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_900);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), 2 * WEALTH + 1_900, "received");
        vm.assertEq(a.balanceOf(vault), 50, "fee");
    }

    /// @dev Balances that change between signing and settling are no concern of a contract that keeps none.
    function test_rebaseAfterSigning() public {
        RebasingToken sold = RebasingToken(_sells(address(new RebasingToken())));
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_900);
        sold.rebase(5e17);
        uint256 before = a.balanceOf(alice);
        _settle(solution);
        vm.assertEq(a.balanceOf(alice), before - 1_000, "paid what was signed");
    }

    // What is refused

    function test_answeringFalse() public {
        FalseToken sold = FalseToken(_sells(address(new FalseToken())));
        FalseToken bought = FalseToken(_buys(address(new FalseToken())));
        Solution memory solution = _base();
        // Nothing is missing: the solver has put everything there in advance.
        a.mint(address(settlement), 1_000);
        b.mint(address(settlement), 1_900);
        bytes memory ofSold = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, sold);
        sold.fail(false, true);
        _settleFails(solution, ofSold);
        sold.fail(true, false);
        _settleFails(solution, ofSold);
        sold.fail(false, false);
        bought.fail(true, false);
        _settleFails(solution, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, bought));
        bought.fail(false, false);
        _settle(solution);
    }

    function test_reverting() public {
        BlockingToken sold = BlockingToken(_sells(address(new BlockingToken())));
        BlockingToken bought = BlockingToken(_buys(address(new BlockingToken())));
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_905);
        sold.block_(alice);
        _settleFails(solution, abi.encodeWithSelector(BlockingToken.Blocked.selector, alice));
        sold.block_(vault);
        _settleFails(solution, abi.encodeWithSelector(BlockingToken.Blocked.selector, vault));
        sold.block_(address(0));
        bought.block_(alice);
        _settleFails(solution, abi.encodeWithSelector(BlockingToken.Blocked.selector, alice));
        bought.block_(solver);
        _settleFails(solution, abi.encodeWithSelector(BlockingToken.Blocked.selector, solver));
        bought.block_(address(0));
        _settle(solution);
    }

    function test_withoutCode() public {
        a = PlainToken(address(0xAA02));
        // Only the hub asks the token itself, and says its name.
        _settleFails(_base(), abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(0xAA02)));
    }

    /// @dev Directly paid, no balance is asked for what is sold.
    function test_directlySoldWithoutCode() public {
        a = PlainToken(address(0xAA02));
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 1_000, 0, 2, 1);
        solution.flags |= Pack.DIRECT;
        solution.tokens[1].cover = 2_000;
        b.mint(solver, 2_000);
        _approve(solver, address(b), 2_000);
        _settleConsentedFails(
            solution, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(0xAA02))
        );
    }

    /// @dev Code that accepts every call and answers none of them.
    function test_withoutAnswers() public {
        a = PlainToken(_silent(0xAA03));
        _settleFails(_base(), abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(a)));
        a = PlainToken(address(0xAA00));
        b = PlainToken(_silent(0xBB03));
        _settleFails(_base(), abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(b)));
    }

    function _silent(uint160 place) private returns (address token) {
        token = address(place);
        vm.etch(token, hex"00");
    }

    function test_boughtWithoutCode() public {
        b = PlainToken(address(0xBB02));
        (bool success,) = _try(_base());
        vm.assertTrue(!success, "paid with nothing");
    }

    /// @dev Native ETH has no code: it is bought with its flag and WETH's price, never as a token with a price of its own.
    function test_etherAmongTheTokens() public {
        Solution memory solution;
        _addToken(solution, address(a), 2, 0);
        _addToken(solution, Pack.ETHER, 1, 0);
        Intent memory intent = _intent(alice, a, 1_000, PlainToken(Pack.ETHER), 2_000);
        _addTrade(solution, ALICE_KEY, intent, 1_000, 0);
        solution.trades[0].buyIndex = 1;
        solution.trades[0].flip = Pack.NATIVE;
        vm.deal(address(settlement), 2_000);
        (bool success,) = _try(solution);
        vm.assertTrue(!success, "paid ether beside WETH");
    }

    function test_soldTakingAFee() public {
        address token = _sells(address(new FeeToken()));
        Solution memory solution = _base();
        // 10 of the 1,000 never arrive, so that 950 for the market leave too little for the fee.
        _addSwap(solution, a, 950, b, 1_900);
        _settleFails(solution, _missing(token, 10));
    }

    function test_boughtTakingAFee() public {
        _buys(address(new FeeToken()));
        Solution memory solution = _base();
        // Enough arrives at Settlement, but not at alice.
        b.mint(address(settlement), 1_900);
        _addSwap(solution, a, 950, b, 0);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.ReceivedTooLittle.selector, 0, 19));
    }

    /// @dev Bob's payment is so small that the fee on it rounds to nothing; the largest payment is the one that tells.
    function test_feeThatRoundsToNothingForTheFirst() public {
        _buys(address(new FeeToken()));
        Solution memory solution = _solution(BOB_KEY, _intent(bob, a, 10, b, 1), 10, 0, 2, 1);
        _addTrade(solution, ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 950, 50);
        Intent memory last = _intent(carol, a, 10, b, 1);
        _addTrade(solution, CAROL_KEY, last, 10, 0);
        b.mint(address(settlement), 1_940);
        _addSwap(solution, a, 970, b, 0);
        for (uint8 each = 0; each < 4; each += Pack.CHECK_EACH) {
            solution.flags = each;
            _settleFails(solution, abi.encodeWithSelector(ISettlement.ReceivedTooLittle.selector, 1, 19));
        }
    }

    /// @dev Bob is charged and alice, who is paid most, is not.
    function _feeOfOneReceiver(uint8 each) private returns (Solution memory solution) {
        ChargingToken(_buys(address(new ChargingToken()))).charge(bob);
        solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 950, 50, 2, 1);
        solution.flags = each;
        _addTrade(solution, BOB_KEY, _intent(bob, a, 500, b, 1_000), 500, 0);
        b.mint(address(settlement), 2_900);
        _addSwap(solution, a, 1_450, b, 0);
    }

    function test_feeOfOneReceiverIsSeenWhereEachPaymentIsChecked() public {
        _settleFails(
            _feeOfOneReceiver(Pack.CHECK_EACH), abi.encodeWithSelector(ISettlement.ReceivedTooLittle.selector, 1, 10)
        );
    }

    /// @dev Why the flag is there: the largest payment tells nothing of a token that treats receivers differently.
    function test_feeOfOneReceiverIsNotSeenOtherwise() public {
        _settle(_feeOfOneReceiver(0));
        vm.assertEq(b.balanceOf(bob), WEALTH + 990, "ten less than paid");
    }

    /// @dev The payment that falls short is named by its number, also if the solver pays it directly.
    function test_feeOfOneReceiverOfTheSolver() public {
        Solution memory solution = _feeOfOneReceiver(Pack.CHECK_EACH | Pack.DIRECT);
        delete solution.calls;
        solution.tokens[1].cover = 2_900;
        b.mint(solver, 2_900);
        _approve(solver, address(a), type(uint256).max);
        _approve(solver, address(b), type(uint256).max);
        _settleConsentedFails(solution, abi.encodeWithSelector(ISettlement.ReceivedTooLittle.selector, 1, 10));
        ChargingToken(address(b)).charge(address(0));
        settlement.settle(_consentedBundle(_award(solution), solution));
        vm.assertEq(b.balanceOf(bob), WEALTH + 1_000, "bob");
    }

    function test_rebasingThatRounds() public {
        RebasingToken bought = RebasingToken(_buys(address(new RebasingToken())));
        bought.rebase(17e17);
        Solution memory solution = _base();
        bought.mint(address(settlement), 5_000);
        _addSwap(solution, a, 950, b, 0);
        // 1,900 are 1,117 shares and a bit; 1,117 shares are 1,898.
        _settleFails(solution, abi.encodeWithSelector(ISettlement.ReceivedTooLittle.selector, 0, 2));
    }

    function test_boughtThatCannotBeHandedOn() public {
        RoundingToken bought = RoundingToken(_buys(address(new RoundingToken())));
        bought.stickTo(address(settlement));
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_905);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.BalanceLeft.selector, address(b), 1));
    }

    /// @dev An owner's listener that refuses stops the whole settlement; simulation is what keeps it out.
    function test_notifyingAListenerThatRefuses() public {
        NotifyingToken bought = NotifyingToken(_buys(address(new NotifyingToken())));
        bought.register(alice, address(market));
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_900);
        (bool success,) = _try(solution);
        vm.assertTrue(!success, "settled");
    }

    function test_marketGivesTooLittle() public {
        Solution memory solution = _base();
        _addSwap(solution, a, 950, b, 1_899);
        _settleFails(solution, _missing(address(b), 1));
    }

    function test_solverCannotSpendTheFees() public {
        Solution memory solution = _base();
        _addSwap(solution, a, 951, b, 1_900);
        _settleFails(solution, _missing(address(a), 1));
    }

    function test_directFeesOnTransfer() public {
        // The solver takes the fee of what it is paid, but never of what it pays.
        _sells(address(new FeeToken()));
        Solution memory solution = _base();
        solution.flags |= Pack.DIRECT;
        solution.tokens[1].cover = 1_900;
        a.mint(solver, WEALTH);
        _approve(solver, address(a), type(uint256).max);
        b.mint(solver, WEALTH);
        _approve(solver, address(b), type(uint256).max);
        // The vault's fee of 50 is too small for a fee on it.
        _settleConsented(solution);
        vm.assertEq(a.balanceOf(solver), WEALTH + 990 - 50, "990 of 1,000, less the vault's 50");
        _buys(address(new FeeToken()));
        b.mint(solver, WEALTH);
        _approve(solver, address(b), type(uint256).max);
        solution = _solution(ALICE_KEY, _intent(alice, c, 1_000, b, 1_900), 1_000, 0, 2, 2);
        solution.flags |= Pack.DIRECT;
        solution.tokens[1].cover = 2_000;
        solution.tokens[0].token = address(b);
        solution.tokens[1].token = address(c);
        (solution.tokens[0].cover, solution.tokens[1].cover) = (2_000, 0);
        (solution.tokens[0].price, solution.tokens[1].price) = (1, 2);
        (solution.trades[0].sellIndex, solution.trades[0].buyIndex) = (1, 0);
        solution.trades[0].intent.nonce += 1;
        solution.trades[0].signature = _sign(ALICE_KEY, _hash(solution.trades[0].intent));
        _settleConsentedFails(solution, abi.encodeWithSelector(ISettlement.ReceivedTooLittle.selector, 0, 20));
    }

    function test_ownerBlockedForTheHub() public {
        _approve(alice, address(a), 0);
        _settleFails(_base(), abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, hub, 0, 1_000));
    }
}
