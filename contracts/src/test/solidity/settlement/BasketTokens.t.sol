// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {Actor} from "./support/Actors.sol";
import {BasketFixture} from "./support/BasketFixture.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Desk, OddMultiToken, Refuser, SilentMultiToken, SurchargeToken} from "./support/MultiTokens.sol";
import {BasketIntent, Intent, Leg, Solution} from "./support/Terms.sol";
import {FeeToken, MultiToken} from "./support/Tokens.sol";

/// @notice Legs that come short, tokens that lie, and receivers that refuse or call back.
contract BasketTokensTest is BasketFixture {
    bytes private constant ENTERED = abi.encodeWithSelector(ISettlement.ReentrancyGuardReentrantCall.selector);

    /// @dev A fresh token in place of the options.
    function _odd() private returns (OddMultiToken odd) {
        odd = new OddMultiToken();
        options = odd;
        _issue(odd);
    }

    // One wei too little

    /// @dev Each leg of a condor in turn: the bundle fails as a whole, with whatever else is in it.
    function test_optionShortByOne() public {
        Leg[] memory legs = new Leg[](4);
        uint256[4] memory ids = [PUT_90, PUT_95, CALL_105, CALL_110];
        for (uint256 i = 0; i < 4; ++i) {
            legs[i] = _option(ids[i], 10);
        }
        BasketIntent memory terms = _basket(alice, legs, c, -100, 1);
        for (uint256 short = 0; short <= 4; ++short) {
            Solution memory solution = _only(terms);
            Intent memory intent = _intent(bob, a, 10, b, 10);
            _addTrade(solution, BOB_KEY, intent, 10, 0);
            _addSwap(solution, a, 10, b, 10);
            for (uint256 i = 0; i < 4; ++i) {
                _addSupply(solution, ids[i], i == short ? 9 : 10);
            }
            if (short < 4) {
                _settleFails(solution, _short(terms, short, 1));
                vm.assertEq(_gain(a, bob), 0, "nobody pays");
            } else {
                _settleBaskets(solution);
                vm.assertEq(_gain(b, bob), 10, "everybody is paid");
            }
        }
    }

    function test_tokenShortByOne() public {
        BasketIntent memory terms = _basket(alice, _legs(_leg(a, 10)), b, 5, 1);
        Solution memory solution = _only(terms);
        _addGift(solution, a, 9);
        _addGift(solution, b, 5);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.CoverExceeded.selector, a, 1));
        solution = _only(terms);
        _addGift(solution, a, 10);
        _addGift(solution, b, 4);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.CoverExceeded.selector, b, 1));
    }

    /// @dev An option taken out of a matched basket is missing in the other.
    function test_interactionTakesAnOption() public {
        BasketIntent memory taking = _basket(alice, _legs(_option(PUT_90, 3)), c, 0, 1);
        BasketIntent memory giving = _basket(bob, _legs(_option(PUT_90, -3)), c, 0, 1);
        Solution memory solution = _only(taking);
        _addBasket(solution, BOB_KEY, giving, 1, 0);
        bytes memory take = abi.encodeCall(options.safeTransferFrom, (address(settlement), carol, PUT_90, 1, ""));
        _addCall(solution, address(options), take);
        _settleFails(solution, _short(taking, 0, 1));
    }

    function test_ownerHasOrAllowsTooLittle() public {
        BasketIntent memory terms = _basket(alice, _legs(_option(PUT_90, -int256(OPTIONS) - 1)), c, 0, 1);
        _settleFails(
            _only(terms),
            abi.encodeWithSelector(
                IERC1155Errors.ERC1155InsufficientBalance.selector, alice, OPTIONS, OPTIONS + 1, PUT_90
            )
        );
        vm.prank(alice);
        options.setApprovalForAll(hub, false);
        terms.legs = _legs(_option(PUT_90, -1));
        _settleFails(
            _only(terms), abi.encodeWithSelector(IERC1155Errors.ERC1155MissingApprovalForAll.selector, hub, alice)
        );
    }

    // Tokens that move something else than they are asked to

    function test_feeOnWhatIsReceived() public {
        a = FeeToken(_place(0xAA00, address(new FeeToken())));
        a.mint(address(market), 0);
        BasketIntent memory terms = _basket(alice, _legs(_option(PUT_90, -1), _leg(a, 1_000)), b, 0, 1);
        Solution memory solution = _only(terms);
        _addGift(solution, a, 2_000);
        _settleFails(solution, _short(terms, 1, 10));
        // As the quote token, which counts as the leg behind the last.
        terms = _basket(alice, _legs(_option(PUT_90, -1)), a, 1_000, 1);
        solution = _only(terms);
        _addGift(solution, a, 2_000);
        _settleFails(solution, _short(terms, 1, 10));
    }

    /// @dev What a token keeps of what an owner pays is the solver's loss.
    function test_feeOnWhatIsPaid() public {
        a = FeeToken(_place(0xAA00, address(new FeeToken())));
        BasketIntent memory giving = _basket(alice, _legs(_leg(a, -1_000)), b, 0, 1);
        _settle(_only(giving));
        vm.assertEq(_gain(a, alice), -1_000, "paid");
        vm.assertEq(a.balanceOf(solver), 981, "two fees later");
    }

    function test_surchargeOnWhatIsPaid() public {
        a = SurchargeToken(_place(0xAA00, address(new SurchargeToken())));
        BasketIntent memory terms = _basket(alice, _legs(_option(PUT_90, -1), _leg(a, -1_000)), b, 0, 1);
        _settleFails(_only(terms), _overpaid(terms, 1, 10));
        terms = _basket(alice, _legs(_option(PUT_90, -1)), a, -1_000, 1);
        _settleFails(_only(terms), _overpaid(terms, 1, 10));
    }

    function _oddOne(OddMultiToken.Way way, int256 amount) private returns (BasketIntent memory terms) {
        OddMultiToken odd = _odd();
        odd.act(way, amount < 0 ? address(settlement) : alice);
        terms = _basket(alice, _legs(_leg(a, -1), _option(PUT_90, amount)), b, 0, 1);
    }

    function test_optionThatDoesNotArrive() public {
        BasketIntent memory terms = _oddOne(OddMultiToken.Way.MovesNothing, 10);
        Solution memory solution = _only(terms);
        _addSupply(solution, PUT_90, 10);
        _settleFails(solution, _short(terms, 1, 10));
        terms = _oddOne(OddMultiToken.Way.OneShort, 10);
        solution = _only(terms);
        _addSupply(solution, PUT_90, 10);
        _settleFails(solution, _short(terms, 1, 1));
    }

    function test_optionThatTakesTooMuch() public {
        BasketIntent memory terms = _oddOne(OddMultiToken.Way.OneTooMuch, -10);
        _settleFails(_only(terms), _overpaid(terms, 1, 1));
    }

    function test_optionThatIsNotTaken() public {
        _settleBaskets(_only(_oddOne(OddMultiToken.Way.MovesNothing, -10)));
        vm.assertEq(_optionGain(PUT_90, alice), 0, "nothing lost");
    }

    function test_optionThatReverts() public {
        bytes memory reason = abi.encodeWithSelector(OddMultiToken.Refused.selector, 7);
        _settleFails(_only(_oddOne(OddMultiToken.Way.Reverts, -10)), reason);
        Solution memory solution = _only(_oddOne(OddMultiToken.Way.Reverts, 10));
        _addSupply(solution, PUT_90, 10);
        _settleFails(solution, reason);
    }

    function test_optionThatStays() public {
        OddMultiToken odd = _odd();
        odd.act(OddMultiToken.Way.MovesNothing, solver);
        Solution memory solution = _only(_basket(alice, _legs(_option(PUT_90, -10)), b, 0, 1));
        _settleFails(solution, abi.encodeWithSelector(ISettlement.BalanceLeft.selector, odd, 10));
    }

    /// @dev No contract, or one that knows nothing of ids, is no ERC-1155.
    function test_optionThatIsNone() public {
        Leg[] memory legs = _legs(Leg(address(0x1234), 1, -1));
        Solution memory solution = _only(_basket(alice, legs, b, 0, 1));
        _settleFails(solution, "");
        legs[0].token = address(c);
        solution = _only(_basket(alice, legs, b, 0, 1));
        _settleFails(solution, "");
        legs[0].token = address(weth);
        solution = _only(_basket(alice, legs, b, 0, 1));
        _settleFails(solution, "");
    }

    // Receivers

    /// @dev Nobody can be made to hold an ERC-1155, so a receiver that refuses one takes its whole bundle with it.
    function test_receiverThatRefuses() public {
        for (uint8 way = 0; way < 3; ++way) {
            BasketIntent memory terms = _basket(alice, _legs(_option(PUT_90, 1)), c, 0, 1);
            terms.receiver = address(new Refuser(Refuser.Way(way)));
            Solution memory solution = _only(terms);
            _addSupply(solution, PUT_90, 1);
            (bool success,) = _try(solution);
            vm.assertTrue(!success, "settled");
            terms.receiver = bob;
            solution = _only(terms);
            terms.nonce += way;
            solution = _only(terms);
            _addSupply(solution, PUT_90, 1);
            _settleBaskets(solution);
        }
    }

    function test_reasonOfAReceiver() public {
        BasketIntent memory terms = _basket(alice, _legs(_option(PUT_90, 1)), c, 0, 1);
        terms.receiver = address(new Refuser(Refuser.Way.Reverts));
        Solution memory solution = _only(terms);
        _addSupply(solution, PUT_90, 1);
        _settleFails(solution, abi.encodeWithSignature("Error(string)", "not me"));
    }

    function _inner() private returns (bytes memory) {
        BasketIntent memory terms = _basket(bob, _legs(_leg(a, -5)), c, 0, 1);
        Solution memory solution = _empty();
        _addBasket(solution, BOB_KEY, terms, 1, 0);
        return abi.encodeCall(ISettlement.settle, (_bundle(_award(solution), solution)));
    }

    function _assertSettlesOutside(bytes memory inner) private {
        vm.assertEq(_gain(a, bob), 0, "not settled inside");
        (bool success,) = address(settlement).call(inner);
        vm.assertTrue(success, "settles outside");
        vm.assertEq(_gain(a, bob), -5, "settled outside");
    }

    function test_receiverThatReenters() public {
        bytes memory inner = _inner();
        Actor actor = new Actor();
        actor.arm(address(settlement), inner);
        BasketIntent memory terms = _basket(alice, _legs(_option(PUT_90, 1)), c, 0, 1);
        terms.receiver = address(actor);
        Solution memory solution = _only(terms);
        _addSupply(solution, PUT_90, 1);
        _settleBaskets(solution);
        vm.assertTrue(actor.calls() == 1 && !actor.succeeded(), "called back and refused");
        vm.assertEq(actor.answer(), ENTERED, "reason");
        _assertSettlesOutside(inner);
    }

    function test_tokenThatReenters() public {
        for (uint256 i = 0; i < 3; ++i) {
            uint256 start = vm.snapshotState();
            bytes memory inner = _inner();
            OddMultiToken odd = _odd();
            // When it is pulled, when it is paid, when it is left over.
            odd.arm(i == 0 ? address(settlement) : i == 1 ? alice : solver, address(settlement), inner);
            Solution memory solution = _only(_basket(alice, _legs(_option(PUT_90, i == 1 ? int256(1) : -1)), c, 0, 1));
            if (i == 1) _addSupply(solution, PUT_90, 1);
            _settleBaskets(solution);
            vm.assertTrue(odd.calls() == 1 && !odd.succeeded(), "called back and refused");
            vm.assertEq(odd.answer(), ENTERED, "reason");
            _assertSettlesOutside(inner);
            vm.revertToState(start);
        }
    }

    // What Settlement accepts

    function test_nothingIsAcceptedOutside() public {
        bytes memory reason = abi.encodeWithSelector(ISettlement.UnexpectedAsset.selector, options);
        vm.prank(alice);
        vm.expectRevert(reason);
        options.safeTransferFrom(alice, address(settlement), PUT_90, 1, "");
        uint256[] memory list = new uint256[](2);
        (list[0], list[1]) = (PUT_90, PUT_95);
        vm.prank(alice);
        vm.expectRevert(reason);
        options.safeBatchTransferFrom(alice, address(settlement), list, list, "");
    }

    function _unexpected(Solution memory solution, bytes memory call_) private {
        bytes memory reason = abi.encodeWithSelector(ISettlement.UnexpectedAsset.selector, options);
        uint256 index = solution.calls.length;
        _addCall(solution, address(desk), call_);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.InteractionFailed.selector, index, reason));
    }

    /// @dev What is no leg would stay for ever, so it is not taken in.
    function test_onlyLegsAreAccepted() public {
        BasketIntent memory terms = _basket(alice, _legs(_option(PUT_90, 1)), c, 0, 1);
        _unexpected(_only(terms), abi.encodeCall(Desk.supply, (options, PUT_95, 1)));
        options.mint(address(desk), type(uint256).max, 1);
        _unexpected(_only(terms), abi.encodeCall(Desk.supply, (options, type(uint256).max, 1)));
        _unexpected(_empty(), abi.encodeCall(Desk.supply, (options, PUT_90, 1)));
        uint256[] memory list = new uint256[](2);
        (list[0], list[1]) = (PUT_90, PUT_95);
        _unexpected(_only(terms), abi.encodeCall(Desk.supplyBatch, (options, list, list)));
        // The same id of another contract.
        Solution memory solution = _only(terms);
        options = new MultiToken();
        _issue(options);
        _unexpected(solution, abi.encodeCall(Desk.supply, (options, PUT_90, 1)));
    }

    /// @dev What was a leg of one settlement is none in the next, in the same transaction.
    function test_acceptedOnlyInItsSettlement() public {
        Solution memory solution = _only(_basket(alice, _legs(_option(PUT_90, 1)), c, 0, 1));
        _addSupply(solution, PUT_90, 1);
        _settleBaskets(solution);
        _unexpected(_empty(), abi.encodeCall(Desk.supply, (options, PUT_90, 1)));
    }

    /// @dev A solver that gives back what is left is refused.
    function test_leftoverSentBack() public {
        OddMultiToken odd = _odd();
        Actor actor = new Actor();
        odd.mint(address(actor), PUT_90, 5);
        bytes memory send = abi.encodeCall(odd.safeTransferFrom, (address(actor), address(settlement), PUT_90, 5, ""));
        odd.arm(solver, address(actor), abi.encodeCall(actor.forward, (address(odd), send)));
        _settleBaskets(_only(_basket(alice, _legs(_option(PUT_90, -1)), c, 0, 1)));
        vm.assertTrue(odd.calls() == 1 && !odd.succeeded(), "refused");
        vm.assertEq(odd.answer(), abi.encodeWithSelector(ISettlement.UnexpectedAsset.selector, odd), "reason");
    }

    function test_severalAtOnce() public {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (PUT_90, PUT_95);
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (4, 6);
        Solution memory solution = _only(_basket(alice, _legs(_option(PUT_90, 4), _option(PUT_95, 5)), c, 0, 1));
        _addCall(solution, address(desk), abi.encodeCall(Desk.supplyBatch, (options, ids, amounts)));
        _settleBaskets(solution);
        vm.assertEq(_optionGain(PUT_95, alice), 5, "received");
        vm.assertEq(options.balanceOf(solver, PUT_95), 1, "left over");
    }

    function test_receiverInterface() public view {
        IERC1155Receiver receiver = IERC1155Receiver(address(settlement));
        vm.assertTrue(receiver.supportsInterface(0x4e2312e0), "ERC-1155 receiver");
        vm.assertTrue(receiver.supportsInterface(0x01ffc9a7), "ERC-165");
        vm.assertTrue(!receiver.supportsInterface(0xffffffff), "nothing else");
    }

    /// @dev Tokens that ask nobody can be sent at any time; they are the next solver's, and no obstacle.
    function test_sentBefore() public {
        SilentMultiToken silent = new SilentMultiToken();
        options = silent;
        _issue(silent);
        silent.mint(address(settlement), PUT_90, 3);
        _settleBaskets(_only(_basket(alice, _legs(_option(PUT_90, -10)), c, 0, 1)));
        vm.assertEq(options.balanceOf(solver, PUT_90), 13, "the solver's");
    }
}
