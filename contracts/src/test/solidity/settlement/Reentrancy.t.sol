// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Actor, Returner} from "./support/Actors.sol";
import {Digests} from "./support/Digests.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Award, Hook, Intent, Solution, TokenPermit} from "./support/Terms.sol";
import {HookToken, NotifyingToken, PlainToken} from "./support/Tokens.sol";
import {CallingWallet} from "./support/Wallets.sol";

/// @notice Calls back into the contracts from every call that a settlement makes.
contract ReentrancyTest is SettlementFixture {
    bytes private constant ENTERED = abi.encodeWithSelector(ISettlement.ReentrancyGuardReentrantCall.selector);

    /// @dev A valid settlement of an intent of bob's, to be sent from inside another one.
    bytes private inner;

    function setUp() public virtual override {
        super.setUp();
        Solution memory solution;
        _addToken(solution, address(a), 1, 0);
        _addToken(solution, address(c), 1, 0);
        _addTrade(solution, BOB_KEY, _intent(bob, a, 500, c, 500), 500, 0);
        _addSwap(solution, a, 500, c, 500);
        inner = abi.encodeCall(ISettlement.settle, (_bundle(_award(solution), solution)));
    }

    function _outer() private view returns (Solution memory solution) {
        solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function _hook(uint160 place, bytes4 selector) private returns (HookToken token) {
        token = HookToken(_place(place, address(new HookToken())));
        _endow(address(token));
        token.arm(selector, address(settlement), inner);
    }

    /// @dev Shows that the inner call was refused for being inside, and for nothing else.
    function _assertOnlyRefusedInside() private {
        vm.assertEq(c.balanceOf(bob), WEALTH, "not settled inside");
        (bool success,) = address(settlement).call(inner);
        vm.assertTrue(success, "settles outside");
        vm.assertEq(c.balanceOf(bob), WEALTH + 500, "settled outside");
    }

    function _assertRefused(HookToken hook) private {
        vm.assertTrue(hook.called() && !hook.succeeded(), "called back and refused");
        vm.assertEq(hook.answer(), ENTERED, "reason");
        _assertOnlyRefusedInside();
    }

    function _assertRefused(Actor actor) private {
        vm.assertTrue(actor.calls() == 1 && !actor.succeeded(), "called back and refused");
        vm.assertEq(actor.answer(), ENTERED, "reason");
        _assertOnlyRefusedInside();
    }

    function _armed() private returns (Actor actor) {
        actor = new Actor();
        actor.arm(address(settlement), inner);
    }

    // Tokens

    function test_fromTransferFrom() public {
        HookToken hook = _hook(0xAA01, IERC20.transferFrom.selector);
        a = hook;
        _settle(_outer());
        _assertRefused(hook);
    }

    function test_fromTransfer() public {
        HookToken hook = _hook(0xBB01, IERC20.transfer.selector);
        b = hook;
        Solution memory solution = _outer();
        // Leave out the market, so that the first transfer of b is alice's payment.
        b.mint(address(settlement), 2_000);
        delete solution.calls;
        _settle(solution);
        _assertRefused(hook);
    }

    function test_fromTransferToVaultOrSolver() public {
        HookToken hook = _hook(0xAA01, IERC20.transfer.selector);
        a = hook;
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 950, 50, 2, 1);
        b.mint(address(settlement), 1_900);
        _settle(solution);
        _assertRefused(hook);
    }

    function test_fromBalanceOf() public {
        // A token that changed something in a view would revert, so the settlement shows that nothing got in.
        HookToken hook = _hook(0xBB01, IERC20.balanceOf.selector);
        b = hook;
        Solution memory solution = _outer();
        settlement.settle(_bundle(_award(solution), solution));
        hook.arm(0, address(0), "");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
        _assertOnlyRefusedInside();
    }

    function test_fromPermit() public {
        HookToken hook = _hook(0xAA01, HookToken.permit.selector);
        a = hook;
        Solution memory solution = _outer();
        solution.trades[0].permit = TokenPermit(1, NOW, bytes32(0), bytes32(0));
        _settle(solution);
        // The permit's gas may not have been enough to keep books of the refusal.
        vm.assertTrue(!hook.succeeded(), "refused");
        _assertOnlyRefusedInside();
    }

    function _notifying(uint160 place) private returns (NotifyingToken token) {
        token = NotifyingToken(_place(place, address(new NotifyingToken())));
        _endow(address(token));
    }

    function test_fromTheSendersListener() public {
        NotifyingToken token = _notifying(0xAA01);
        a = token;
        Actor actor = _armed();
        token.register(alice, address(actor));
        _settle(_outer());
        _assertRefused(actor);
    }

    function test_fromTheReceiversListener() public {
        NotifyingToken token = _notifying(0xBB01);
        b = token;
        Actor actor = _armed();
        token.register(alice, address(actor));
        _settle(_outer());
        _assertRefused(actor);
    }

    function test_fromListenersInDirectMode() public {
        NotifyingToken token = _notifying(0xBB01);
        b = token;
        b.mint(solver, 2_000);
        _approve(solver, address(b), 2_000);
        Actor actor = _armed();
        token.register(solver, address(actor));
        Solution memory solution = _outer();
        delete solution.calls;
        solution.flags = Pack.DIRECT;
        solution.tokens[1].cover = 2_000;
        _settleConsented(solution);
        _assertRefused(actor);
    }

    /// @dev A receiver that passes the payment on while it is told of it has received it all the same, but nobody can see that.
    function test_receiverThatPassesOnWhileTold() public {
        NotifyingToken token = _notifying(0xBB01);
        b = token;
        Actor actor = new Actor();
        token.register(alice, address(actor));
        actor.arm(address(b), abi.encodeCall(IERC20.transferFrom, (alice, carol, 1)));
        vm.prank(alice);
        b.approve(address(actor), 1);
        _settleFails(_outer(), abi.encodeWithSelector(ISettlement.ReceivedTooLittle.selector, 0, 1));
    }

    // Signatures

    function test_fromAnAccountAskedForItsSignature() public {
        CallingWallet wallet = new CallingWallet();
        a.mint(address(wallet), 1_000);
        _approve(address(wallet), address(a), 1_000);
        wallet.arm(address(settlement), inner);
        Solution memory solution = _solution(1, _intent(address(wallet), a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        solution.trades[0].signature = "a question";
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        _assertOnlyRefusedInside();
    }

    function test_fromAnAccountsFactory() public {
        Actor actor = _armed();
        Solution memory solution = _outer();
        bytes32 magic = 0x6492649264926492649264926492649264926492649264926492649264926492;
        bytes memory signature = solution.trades[0].signature;
        solution.trades[0].signature = bytes.concat(abi.encode(address(actor), bytes("go"), signature), magic);
        _settle(solution);
        _assertRefused(actor);
    }

    function test_fromASolverAskedForItsConsent() public {
        CallingWallet wallet = new CallingWallet();
        b.mint(address(wallet), 2_000);
        _approve(address(wallet), address(b), 2_000);
        wallet.arm(address(settlement), inner);
        Solution memory solution = _outer();
        delete solution.calls;
        solution.tokens[1].cover = 2_000;
        Award memory award = _award(solution);
        award.solver = address(wallet);
        settlement.settle(Pack.bundle(award, _signAward(award), "a question", Pack.solution(solution)));
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
        _assertOnlyRefusedInside();
    }

    // Hooks, interactions, ether

    function _fromHook(uint8 phase) private {
        Actor actor = _armed();
        Hook[] memory hooks = new Hook[](1);
        hooks[0] = Hook(phase, address(actor), 1_000_000, "");
        bytes memory packed = Pack.hooks(hooks);
        Intent memory intent = _intent(alice, a, 1_000, b, 2_000);
        intent.appData = Digests.hooks(packed);
        Solution memory solution = _solution(ALICE_KEY, intent, 1_000, 0, 2, 1);
        solution.trades[0].hooks = packed;
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        _assertRefused(actor);
    }

    function test_fromAHookBefore() public {
        _fromHook(0);
    }

    function test_fromAHookAfter() public {
        _fromHook(1);
    }

    function test_fromAnInteraction() public {
        Actor actor = _armed();
        Solution memory solution = _outer();
        _addCall(solution, address(actor), "");
        _settle(solution);
        _assertRefused(actor);
    }

    function test_fromAnInteractionThatHandsOnTheFailure() public {
        Actor actor = new Actor();
        Solution memory solution = _outer();
        _addCall(solution, address(actor), abi.encodeCall(Actor.forward, (address(settlement), inner)));
        _settleFails(solution, abi.encodeWithSelector(ISettlement.InteractionFailed.selector, 2, ENTERED));
        _assertOnlyRefusedInside();
    }

    function test_fromAReceiverOfEther() public {
        Returner receiver = new Returner();
        Intent memory intent = _intent(alice, a, 1_000, PlainToken(Pack.ETHER), 500);
        intent.receiver = address(receiver);
        Solution memory solution;
        _addToken(solution, address(a), 1, 0);
        _addToken(solution, address(weth), 2, 0);
        _addTrade(solution, ALICE_KEY, intent, 1_000, 0);
        _addSwap(solution, a, 1_000, PlainToken(address(weth)), 500);
        _settle(solution);
        vm.assertEq(address(receiver).balance, 500, "refused, so it took the ether");
    }

    function test_sameAwardFromInside() public {
        HookToken hook = HookToken(_place(0xAA01, address(new HookToken())));
        _endow(address(hook));
        a = hook;
        Solution memory solution = _outer();
        bytes memory bundle = _bundle(_award(solution), solution);
        hook.arm(IERC20.transferFrom.selector, address(settlement), abi.encodeCall(ISettlement.settle, (bundle)));
        settlement.settle(bundle);
        vm.assertEq(hook.answer(), ENTERED, "reason");
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "paid once");
    }

    // What may be called from inside

    /// @dev Bob's signature calls alice's account, which cancels a nonce of a trade that comes later.
    function _aliceCancelsInside(uint256 mask) private returns (Solution memory solution) {
        vm.etch(alice, address(new Actor()).code);
        bytes memory cancel = abi.encodeCall(ISettlement.invalidateNonces, (1, mask));
        solution = _solution(BOB_KEY, _intent(bob, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        solution.trades[0].signature = bytes.concat(
            abi.encode(
                alice, abi.encodeCall(Actor.forward, (address(settlement), cancel)), solution.trades[0].signature
            ),
            bytes32(0x6492649264926492649264926492649264926492649264926492649264926492)
        );
        _addTrade(solution, ALICE_KEY, _intent(alice, a, 100, b, 200), 100, 0);
        _addSwap(solution, a, 1_100, b, 2_200);
    }

    function test_cancelInsideStopsLaterTrades() public {
        Solution memory solution = _aliceCancelsInside(1 << 7);
        _settleFails(solution, _error(ISettlement.NonceUsed.selector, solution.trades[1].intent));
    }

    function test_cancelInsideOfOtherNoncesAddsUp() public {
        _settle(_aliceCancelsInside(1 << 8));
        vm.assertEq(settlement.nonces(alice, 1), 3 << 7, "cancelled and used");
        vm.assertEq(b.balanceOf(alice), WEALTH + 200, "paid");
    }

    function test_cancelAfterUseDoesNotUndo() public {
        HookToken hook = HookToken(_place(0xAA01, address(new HookToken())));
        _endow(address(hook));
        a = hook;
        vm.etch(alice, address(new Actor()).code);
        bytes memory cancel = abi.encodeCall(ISettlement.invalidateNonces, (1, 3 << 7));
        hook.arm(IERC20.transferFrom.selector, alice, abi.encodeCall(Actor.forward, (address(settlement), cancel)));
        _settle(_outer());
        vm.assertTrue(hook.succeeded(), "allowed at any time");
        vm.assertEq(settlement.nonces(alice, 1), 3 << 7, "used and cancelled");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "paid");
    }
}
