// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketFixture} from "./support/BasketFixture.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {BasketIntent, Intent, Leg, Solution} from "./support/Terms.sol";

/// @notice Baskets that are filled: what moves, and from where to where.
contract BasketsTest is BasketFixture {
    function test_straddleFromASolversDesk() public {
        Leg[] memory legs = _legs(_option(PUT_95, 10), _option(CALL_105, 10));
        BasketIntent memory terms = _basket(alice, legs, c, -700, 1);
        Solution memory solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, 1, -690);
        _addSupply(solution, PUT_95, 10);
        _addSupply(solution, CALL_105, 10);
        vm.expectEmit(address(settlement));
        emit ISettlement.BasketFill(_hash(terms), 1, -690);
        _settleBaskets(solution);
        vm.assertEq(_optionGain(PUT_95, alice), 10, "puts");
        vm.assertEq(_optionGain(CALL_105, alice), 10, "calls");
        vm.assertEq(_gain(c, alice), -690, "paid");
        vm.assertEq(c.balanceOf(solver), 690, "solver's");
        vm.assertEq(settlement.nonces(alice, terms.nonce >> 8), 1 << (terms.nonce & 0xff), "nonce");
        vm.assertEq(settlement.filled(_hash(terms)), 0, "no running total for one unit");
    }

    /// @dev Two condors that mirror each other need nobody else; what the two quotes differ by is the solver's.
    function test_twoCondorsMatched() public {
        BasketIntent memory buyer = _basket(alice, _condor(3), c, -50, 1);
        BasketIntent memory writer = _basket(bob, _condor(-3), c, 40, 1);
        Solution memory solution = _empty();
        _addBasket(solution, ALICE_KEY, buyer, 1, -48);
        _addBasket(solution, BOB_KEY, writer, 1, 45);
        _settleBaskets(solution);
        _assertCondor(alice, 3);
        _assertCondor(bob, -3);
        vm.assertEq(_gain(c, alice), -48, "buyer pays");
        vm.assertEq(_gain(c, bob), 45, "writer is paid");
        vm.assertEq(c.balanceOf(solver), 3, "solver's");
    }

    function _assertCondor(address owner, int256 number) private view {
        vm.assertEq(_optionGain(PUT_90, owner), number, "put 90");
        vm.assertEq(_optionGain(PUT_95, owner), -number, "put 95");
        vm.assertEq(_optionGain(CALL_105, owner), -number, "call 105");
        vm.assertEq(_optionGain(CALL_110, owner), number, "call 110");
    }

    /// @dev The desk takes one side of what the owner writes, by an interaction; the other is left over.
    function test_optionsSoldToTheSolver() public {
        Leg[] memory legs = _legs(_option(PUT_90, -10), _option(CALL_110, -10));
        Solution memory solution = _only(_basket(alice, legs, c, 200, 1));
        _addCall(
            solution,
            address(options),
            abi.encodeCall(options.safeTransferFrom, (address(settlement), address(desk), PUT_90, 10, ""))
        );
        _addGift(solution, c, 200);
        _settleBaskets(solution);
        vm.assertEq(_gain(c, alice), 200, "received");
        vm.assertEq(_optionGain(PUT_90, address(desk)), 10, "the desk's");
        vm.assertEq(options.balanceOf(solver, CALL_110), 10, "left over, so the solver's");
    }

    function test_rebalancing() public {
        Leg[] memory legs = _legs(_leg(a, -1_000), _leg(b, 1_500));
        BasketIntent memory terms = _basket(alice, legs, c, 400, 1);
        Solution memory solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, 1, 410);
        _addSwap(solution, a, 600, b, 1_510);
        _addSwap(solution, a, 400, c, 415);
        _settleBaskets(solution);
        vm.assertEq(_gain(a, alice), -1_000, "a");
        vm.assertEq(_gain(b, alice), 1_500, "b");
        vm.assertEq(_gain(c, alice), 410, "c");
        vm.assertEq(b.balanceOf(solver), 10, "surplus of b");
        vm.assertEq(c.balanceOf(solver), 5, "surplus of c");
    }

    /// @dev No net amount: one thing against another.
    function test_barter() public {
        BasketIntent memory terms = _basket(alice, _legs(_option(PUT_90, -5), _leg(b, 70)), c, 0, 1);
        BasketIntent memory other = _basket(bob, _legs(_leg(b, -70), _option(PUT_90, 5)), c, 0, 1);
        Solution memory solution = _only(terms);
        _addBasket(solution, BOB_KEY, other, 1, 0);
        _settleBaskets(solution);
        vm.assertEq(_optionGain(PUT_90, bob), 5, "option");
        vm.assertEq(_gain(b, alice), 70, "token");
        vm.assertEq(_gain(c, alice), 0, "nothing net");
    }

    /// @dev A basket and ordinary intents pay each other: b goes from bob to alice, a from alice to bob and the vault.
    function test_besideOrdinaryIntents() public {
        BasketIntent memory terms = _basket(alice, _legs(_leg(a, -1_000), _option(CALL_105, 2)), b, 900, 1);
        Solution memory solution = _only(terms);
        Intent memory intent = _intent(bob, b, 1_000, a, 950);
        _addTrade(solution, BOB_KEY, intent, 950, 50);
        _addSupply(solution, CALL_105, 2);
        _settleBaskets(solution);
        vm.assertEq(_gain(a, alice), -1_000, "alice's a");
        vm.assertEq(_gain(b, alice), 900, "alice's b");
        vm.assertEq(_optionGain(CALL_105, alice), 2, "alice's options");
        vm.assertEq(_gain(a, bob), 950, "bob's a");
        vm.assertEq(_gain(b, bob), -1_000, "bob's b");
        vm.assertEq(b.balanceOf(vault), 50, "fee");
        vm.assertEq(a.balanceOf(solver), 50, "surplus of a");
        vm.assertEq(b.balanceOf(solver), 50, "surplus of b");
    }

    function test_anotherReceiver() public {
        BasketIntent memory terms = _basket(alice, _legs(_leg(a, -10), _option(PUT_95, 4)), b, 6, 1);
        terms.receiver = carol;
        Solution memory solution = _only(terms);
        _addSupply(solution, PUT_95, 4);
        _addGift(solution, b, 6);
        _settleBaskets(solution);
        vm.assertEq(_optionGain(PUT_95, carol), 4, "option");
        vm.assertEq(_gain(b, carol), 6, "quote");
        vm.assertEq(_gain(a, carol), 0, "paid by the owner");
        vm.assertEq(_gain(a, alice), -10, "paid by the owner");
        vm.assertEq(_optionGain(PUT_95, alice), 0, "not the owner");
    }

    function test_unitsInSeveralFills() public {
        BasketIntent memory terms = _basket(alice, _legs(_leg(a, -10), _option(PUT_95, 2)), b, 5, 10);
        _fillUnits(terms, 3);
        _fillUnits(terms, 6);
        vm.assertEq(settlement.filled(_hash(terms)), 9, "running total");
        vm.assertEq(settlement.nonces(alice, terms.nonce >> 8), 0, "the nonce stays usable");
        Solution memory solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, 2, 10);
        _settleFails(solution, _error(ISettlement.Overfilled.selector, terms));
        _fillUnits(terms, 1);
        vm.assertEq(_gain(a, alice), -100, "a");
        vm.assertEq(_gain(b, alice), 50, "b");
        vm.assertEq(_optionGain(PUT_95, alice), 20, "options");
        solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, 1, 5);
        _settleFails(solution, _error(ISettlement.Overfilled.selector, terms));
    }

    function _fillUnits(BasketIntent memory terms, uint64 units) private {
        Solution memory solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, units, int256(uint256(units)) * 5);
        _addSupply(solution, PUT_95, units * 2);
        _addGift(solution, b, units * 5);
        _settleBaskets(solution);
    }

    /// @dev Twice in one bundle is twice.
    function test_unitsTwiceInOneBundle() public {
        BasketIntent memory terms = _basket(alice, _legs(_leg(a, -10)), b, 5, 10);
        Solution memory solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, 4, 20);
        _addBasket(solution, ALICE_KEY, terms, 7, 35);
        _addGift(solution, b, 55);
        _settleFails(solution, _error(ISettlement.Overfilled.selector, terms));
        solution.baskets[1].filled = 6;
        _settleBaskets(solution);
        vm.assertEq(_gain(a, alice), -100, "a");
        vm.assertEq(_gain(b, alice), 55, "b");
    }

    /// @dev One owner on both sides of the same asset, in one bundle.
    function test_oneOwnerGivesAndReceivesTheSame() public {
        BasketIntent memory giving = _basket(alice, _legs(_option(PUT_90, -9), _leg(a, -7)), c, 0, 1);
        BasketIntent memory receiving = _basket(alice, _legs(_option(PUT_90, 8), _leg(a, 6)), c, 0, 1);
        receiving.nonce += 1;
        Solution memory solution = _only(giving);
        _addBasket(solution, ALICE_KEY, receiving, 1, 0);
        _settleBaskets(solution);
        vm.assertEq(_optionGain(PUT_90, alice), -1, "option");
        vm.assertEq(_gain(a, alice), -1, "token");
        vm.assertEq(options.balanceOf(solver, PUT_90), 1, "left over");
    }

    function test_coverOfLegAndQuote() public {
        Solution memory solution = _only(_basket(alice, _legs(_leg(a, 1_000)), b, 500, 1));
        _addGift(solution, a, 990);
        _addGift(solution, b, 495);
        (solution.tokens[0].cover, solution.tokens[1].cover) = (10, 5);
        a.mint(solver, 10);
        b.mint(solver, 5);
        _approve(solver, address(a), 10);
        _approve(solver, address(b), 5);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.NoConsent.selector));
        _settleConsented(solution);
        vm.assertEq(_gain(a, alice), 1_000, "leg");
        vm.assertEq(_gain(b, alice), 500, "quote");
        vm.assertEq(a.balanceOf(solver) + b.balanceOf(solver), 0, "covered");
    }

    /// @dev Sixteen legs, ERC-20 and ERC-1155, both ways.
    function test_mostLegs() public {
        Leg[] memory legs = new Leg[](16);
        for (uint256 i = 0; i < 14; ++i) {
            options.mint(alice, 100 + i, 5);
            options.mint(address(desk), 100 + i, 5);
            legs[i] = _option(100 + i, i % 2 == 0 ? int256(5) : -5);
        }
        legs[14] = _leg(a, -30);
        legs[15] = _leg(b, 40);
        Solution memory solution = _only(_basket(alice, legs, c, 0, 1));
        for (uint256 i = 0; i < 14; i += 2) {
            _addSupply(solution, 100 + i, 5);
        }
        _addGift(solution, b, 40);
        _settleBaskets(solution);
        for (uint256 i = 0; i < 14; ++i) {
            vm.assertEq(options.balanceOf(alice, 100 + i), i % 2 == 0 ? 10 : 0, "options");
        }
        vm.assertEq(_gain(b, alice), 40, "b");
    }
}
