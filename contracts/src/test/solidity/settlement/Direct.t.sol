// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Market} from "./support/Market.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Award, Intent, Side, Solution} from "./support/Terms.sol";
import {PlainToken} from "./support/Tokens.sol";

/// @notice Owners and solver pay each other; nothing passes through Settlement.
contract DirectTest is SettlementFixture {
    uint256 private constant OWN = 1_000_000;

    function setUp() public virtual override {
        super.setUp();
        PlainToken[2] memory tokens = [a, b];
        for (uint256 i = 0; i < tokens.length; ++i) {
            tokens[i].mint(solver, OWN);
            _approve(solver, address(tokens[i]), type(uint256).max);
        }
    }

    /// @dev Alice sells 1,000 a, of which 50 are the fee, for 1,900 b of the solver's own.
    function _sale(uint256 cover) private view returns (Solution memory solution) {
        solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 950, 50, 2, 1);
        solution.flags |= Pack.DIRECT;
        solution.tokens[1].cover = uint128(cover);
    }

    function test_directly() public {
        _settleConsented(_sale(1_900));
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "alice paid");
        vm.assertEq(b.balanceOf(alice), WEALTH + 1_900, "alice received");
        vm.assertEq(a.balanceOf(solver), OWN + 950, "solver received");
        vm.assertEq(b.balanceOf(solver), OWN - 1_900, "solver paid");
        vm.assertEq(a.balanceOf(vault), 50, "fee");
    }

    function test_nothingTouchesSettlement() public {
        Solution memory solution = _sale(1_900);
        bytes memory bundle = _consentedBundle(_award(solution), solution);
        // Donated tokens stay where they are, which shows that nothing is swept or spent.
        a.mint(address(settlement), 3);
        b.mint(address(settlement), 5);
        settlement.settle(bundle);
        vm.assertEq(a.balanceOf(address(settlement)), 3, "a");
        vm.assertEq(b.balanceOf(address(settlement)), 5, "b");
    }

    function test_capHolds() public {
        _settleConsentedFails(
            _sale(1_899), abi.encodeWithSelector(ISettlement.CoverExceeded.selector, address(b), 1_900)
        );
        vm.assertEq(a.balanceOf(alice), WEALTH, "nothing moved");
    }

    function test_receiptsCountAgainstTheCap() public {
        Solution memory solution = _sale(900);
        // Bob brings 1,000 of the 1,900 b.
        Intent memory opposite = _intent(bob, b, 1_000, a, 500);
        _addTrade(solution, BOB_KEY, opposite, 1_000, 0);
        _settleConsented(solution);
        vm.assertEq(b.balanceOf(solver), OWN - 900, "net");
        vm.assertEq(a.balanceOf(solver), OWN + 450, "net");
        vm.assertEq(a.balanceOf(bob), WEALTH + 500, "bob received");
    }

    function test_needsConsent() public {
        _settleFails(_sale(1_900), abi.encodeWithSelector(ISettlement.NoConsent.selector));
        Solution memory solution = _sale(1_900);
        bytes memory bundle = _bundle(_award(solution), solution);
        vm.prank(solver);
        settlement.settle(bundle);
        vm.assertEq(b.balanceOf(alice), WEALTH + 1_900, "alice received");
    }

    /// @dev Even where the solver would pay nothing net.
    function test_needsConsentWithoutCover() public {
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 1_000, 0, 2, 1);
        Intent memory opposite = _intent(bob, b, 2_000, a, 1_000);
        opposite.side = Side.Buy;
        _addTrade(solution, BOB_KEY, opposite, 1_000, 0);
        solution.flags |= Pack.DIRECT;
        _settleFails(solution, abi.encodeWithSelector(ISettlement.NoConsent.selector));
        _settleConsented(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "alice");
        vm.assertEq(a.balanceOf(solver) + b.balanceOf(solver), 2 * OWN, "solver in between");
    }

    function test_noInteractions() public {
        Solution memory solution = _sale(1_900);
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (a, 0, b, 0)));
        _settleConsentedFails(solution, abi.encodeWithSelector(ISettlement.Malformed.selector));
    }

    function test_noEther() public {
        Solution memory solution;
        _addToken(solution, address(a), 1, 0);
        _addToken(solution, address(weth), 2, 500);
        Intent memory intent = _intent(alice, a, 1_000, PlainToken(Pack.ETHER), 500);
        _addTrade(solution, ALICE_KEY, intent, 1_000, 0);
        solution.flags |= Pack.DIRECT;
        _settleConsentedFails(solution, _error(ISettlement.TokenMismatch.selector, intent));
    }

    function test_solverWithoutAllowance() public {
        _approve(solver, address(b), 1_899);
        _settleConsentedFails(
            _sale(1_900), abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, hub, 1_899, 1_900)
        );
    }

    function test_ownersLimitsHold() public {
        Solution memory solution = _sale(1_900);
        solution.trades[0].intent.buyAmount = 1_901;
        Intent memory intent = solution.trades[0].intent;
        solution.trades[0].signature = _sign(ALICE_KEY, _hash(intent));
        _settleConsentedFails(solution, _error(ISettlement.LimitNotMet.selector, intent));
    }

    function test_manyTradesAndFeesOfManyTokens() public {
        Solution memory solution = _sale(5_000);
        solution.tokens[0].cover = 5_000;
        Intent memory second = _intent(bob, b, 1_000, a, 400);
        _addTrade(solution, BOB_KEY, second, 900, 100);
        Intent memory third = _intent(carol, a, 1_000, b, 1_900);
        third.receiver = bob;
        _addTrade(solution, CAROL_KEY, third, 950, 50);
        _settleConsented(solution);
        vm.assertEq(a.balanceOf(vault), 100, "fees in a");
        vm.assertEq(b.balanceOf(vault), 100, "fee in b");
        vm.assertEq(b.balanceOf(bob), WEALTH - 1_000 + 1_900, "bob");
        vm.assertEq(a.balanceOf(solver), OWN + 2_000 - 450 - 100, "solver's a");
        vm.assertEq(b.balanceOf(solver), OWN + 1_000 - 3_800 - 100, "solver's b");
    }

    function test_unknownFlags() public {
        Solution memory solution = _sale(1_900);
        for (uint8 bit = 2; bit < 8; ++bit) {
            solution.flags = Pack.DIRECT | uint8(1 << bit);
            _settleConsentedFails(solution, abi.encodeWithSelector(ISettlement.Malformed.selector));
        }
    }
}
