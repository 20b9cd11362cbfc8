// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {AllowanceHub} from "../../main/solidity/AllowanceHub.sol";
import {Intent} from "../../main/solidity/Intents.sol";
import {NonceUsed, Nonces} from "../../main/solidity/Nonces.sol";
import {Settlement} from "../../main/solidity/Settlement.sol";
import {Award} from "../../main/solidity/Solutions.sol";
import {Relayer} from "./support/Market.sol";
import {SettlementFixture, Solution} from "./support/SettlementFixture.sol";
import {HookToken, PlainToken} from "./support/Tokens.sol";

/// @notice Calls back into the contracts from tokens, interaction targets and owners with code.
contract ReentrancyTest is SettlementFixture {
    bytes private constant ENTERED =
        abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);

    /// @dev A valid settlement of an intent of bob's, to be sent from inside another one.
    function _inner() private returns (bytes memory) {
        Solution memory solution;
        solution.tokens = new address[](2);
        (solution.tokens[0], solution.tokens[1]) = (address(a), address(c));
        solution.prices = new uint256[](2);
        (solution.prices[0], solution.prices[1]) = (1, 1);
        _addTrade(solution, BOB_KEY, _intent(bob, a, 500, c, 500), 500, 0);
        _addSwap(solution, a, 500, c, 500);
        Award memory award = _award(solution);
        return _settleCall(award, _signAward(award), solution);
    }

    function _outer() private view returns (Solution memory solution) {
        solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function _hook(uint160 place) private returns (HookToken token) {
        token = HookToken(_place(place, address(new HookToken())));
        _endow(address(token));
    }

    /// @dev Shows that the inner call was refused for being inside, and for nothing else.
    function _assertOnlyRefusedInside(bytes memory inner) private {
        vm.assertEq(c.balanceOf(bob), WEALTH, "not settled inside");
        (bool success,) = address(settlement).call(inner);
        vm.assertTrue(success, "settles outside");
        vm.assertEq(c.balanceOf(bob), WEALTH + 500, "settled outside");
    }

    function test_settleFromTokenWhileTaking() public {
        HookToken hook = _hook(0xAA01);
        bytes memory inner = _inner();
        a = hook;
        Solution memory solution = _outer();
        hook.arm(address(settlement), inner);
        _settle(solution);
        vm.assertTrue(hook.called() && !hook.succeeded(), "called back and refused");
        vm.assertEq(hook.answer(), ENTERED, "reason");
        _assertOnlyRefusedInside(inner);
    }

    function test_settleFromTokenWhilePaying() public {
        HookToken hook = _hook(0xBB01);
        bytes memory inner = _inner();
        b = hook;
        Solution memory solution = _outer();
        // Leave out the market, so that the first transfer of b is alice's payment.
        b.mint(address(settlement), 2_000);
        delete solution.interactions;
        hook.arm(address(settlement), inner);
        _settle(solution);
        vm.assertTrue(hook.called() && !hook.succeeded(), "called back and refused");
        vm.assertEq(hook.answer(), ENTERED, "reason");
        _assertOnlyRefusedInside(inner);
    }

    function test_settleFromInteraction() public {
        Relayer relayer = new Relayer();
        bytes memory inner = _inner();
        Solution memory solution = _outer();
        _addCall(solution, address(relayer), abi.encodeCall(Relayer.forward, (address(settlement), inner)));
        _settleFails(solution, abi.encodeWithSelector(Settlement.InteractionFailed.selector, 2, ENTERED));
        _assertOnlyRefusedInside(inner);
    }

    function test_hubThroughAnInteractionTarget() public {
        Relayer relayer = new Relayer();
        Solution memory solution = _outer();
        bytes memory pull = abi.encodeCall(AllowanceHub.pull, (a, bob, 1));
        _addCall(solution, address(relayer), abi.encodeCall(Relayer.forward, (address(hub), pull)));
        bytes memory reason = abi.encodeWithSelector(AllowanceHub.NotSettlement.selector, address(relayer));
        _settleFails(solution, abi.encodeWithSelector(Settlement.InteractionFailed.selector, 2, reason));
    }

    function test_sameAwardFromInside() public {
        HookToken hook = _hook(0xAA01);
        a = hook;
        Solution memory solution = _outer();
        Award memory award = _award(solution);
        bytes memory signature = _signAward(award);
        hook.arm(address(settlement), _settleCall(award, signature, solution));
        _settle(award, signature, solution);
        vm.assertEq(hook.answer(), ENTERED, "reason");
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "paid once");
    }

    /// @dev Alice's account has code that runs when the token moves; it cancels `mask` in the middle of a settlement.
    function _aliceCancelsInside(uint256 mask, uint256 secondNonce) private returns (Solution memory solution) {
        HookToken hook = _hook(0xAA01);
        a = hook;
        vm.etch(alice, address(new Relayer()).code);
        bytes memory cancel = abi.encodeCall(Nonces.invalidateNonces, (1, mask));
        hook.arm(alice, abi.encodeCall(Relayer.forward, (address(settlement), cancel)));
        solution = _outer();
        Intent memory second = _intent(alice, a, 100, b, 200);
        second.nonce = secondNonce;
        _addTrade(solution, ALICE_KEY, second, 100, 0);
        _addSwap(solution, a, 100, b, 200);
    }

    function test_cancelInsideStopsLaterTrades() public {
        Solution memory solution = _aliceCancelsInside(1 << 8, 0x0108);
        _settleFails(solution, _error(NonceUsed.selector, solution.trades[1].intent));
    }

    function test_cancelInsideDoesNotUndoOrRepeat() public {
        // Cancels the nonce that this very fill has just used.
        Solution memory solution = _aliceCancelsInside(1 << 7, 0x0108);
        _settle(solution);
        vm.assertEq(settlement.nonces(alice, 1), 3 << 7, "both used");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_200, "both paid");
    }
}
