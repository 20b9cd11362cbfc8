// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketFixture} from "./support/BasketFixture.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {BasketIntent, Leg, Solution} from "./support/Terms.sol";
import {KeyWallet} from "./support/Wallets.sol";

/// @notice Limits, windows, nonces and signatures of baskets, and baskets that make no sense.
contract BasketTermsTest is BasketFixture {
    int256 private constant MOST = type(int128).max;
    int256 private constant LEAST = type(int128).min;

    function _simple() private view returns (BasketIntent memory) {
        return _basket(alice, _legs(_leg(a, -10), _option(PUT_95, 2)), b, 5, 4);
    }

    /// @dev All of it at its limit, with everything there that it needs.
    function _supplied(BasketIntent memory terms) private view returns (Solution memory solution) {
        solution = _only(terms);
        _supply(solution, terms);
    }

    function _supply(Solution memory solution, BasketIntent memory terms) private view {
        _addSupply(solution, PUT_95, 2 * terms.units);
        _addGift(solution, b, 5 * terms.units);
    }

    function _refused(BasketIntent memory terms, bytes4 selector) private {
        _settleFails(_supplied(terms), _error(selector, terms));
    }

    // Limits

    function _fill(int256 perUnit, uint64 units, int256 quote) private view returns (Solution memory solution) {
        BasketIntent memory terms = _basket(alice, _legs(_leg(a, -1)), b, perUnit, units);
        solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, units, quote);
        if (quote > 0) _addGift(solution, b, uint256(quote));
    }

    function _belowLimit(int256 perUnit, uint64 units, int256 quote) private {
        Solution memory solution = _fill(perUnit, units, quote);
        _settleFails(solution, _error(ISettlement.LimitNotMet.selector, solution.baskets[0].terms));
    }

    function test_limitOfWhatIsReceived() public {
        _belowLimit(30, 3, 89);
        _belowLimit(30, 3, 0);
        _belowLimit(30, 3, -90);
        _settle(_fill(30, 3, 90));
        vm.assertEq(_gain(b, alice), 90, "at the limit");
    }

    function test_limitOfWhatIsPaid() public {
        _belowLimit(-30, 3, -91);
        _settle(_fill(-30, 3, -90));
        vm.assertEq(_gain(b, alice), -90, "at the limit");
    }

    /// @dev Who would have paid may be paid.
    function test_betterThanTheLimit() public {
        _settle(_fill(-30, 3, 7));
        vm.assertEq(_gain(b, alice), 7, "received");
    }

    function test_limitOfNothing() public {
        _belowLimit(0, 3, -1);
        _settle(_fill(0, 3, 0));
        vm.assertEq(_gain(b, alice), 0, "nothing");
    }

    function test_limitCountsTheUnitsOfTheFill() public {
        BasketIntent memory terms = _basket(alice, _legs(_leg(a, -1)), b, 30, 10);
        Solution memory solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, 3, 89);
        _settleFails(solution, _error(ISettlement.LimitNotMet.selector, terms));
    }

    function test_limitsDoNotOverflow() public {
        _belowLimit(MOST, type(uint64).max, MOST);
        _belowLimit(MOST, 2, MOST);
        _belowLimit(MOST, type(uint64).max, LEAST);
        _belowLimit(1, type(uint64).max, int256(uint256(type(uint64).max)) - 1);
        _belowLimit(LEAST + 1, 1, LEAST);
        // Far inside the limit, and the largest amounts there are.
        b.mint(alice, uint256(-LEAST));
        a.mint(alice, type(uint64).max);
        uint256 before = b.balanceOf(alice);
        _settle(_fill(LEAST, type(uint64).max, LEAST));
        vm.assertEq(before - b.balanceOf(alice), uint256(-LEAST), "paid");
    }

    /// @dev The largest legs there are: 2^127 times 2^64 - 1.
    function test_legsDoNotOverflow() public {
        uint64 units = type(uint64).max;
        uint256 whole = uint256(-LEAST) * units;
        a.mint(alice, whole);
        options.mint(bob, CALL_105, whole);
        BasketIntent memory giving = _basket(alice, _legs(_leg(a, LEAST)), b, 0, units);
        BasketIntent memory taking = _basket(bob, _legs(_leg(a, MOST), _option(CALL_105, LEAST)), b, 0, units);
        Solution memory solution = _only(giving);
        _addBasket(solution, BOB_KEY, taking, units, 0);
        _settleBaskets(solution);
        vm.assertEq(_gain(a, bob), int256(uint256(MOST) * units), "received");
        vm.assertEq(a.balanceOf(solver), units, "the difference");
        vm.assertEq(options.balanceOf(solver, CALL_105), whole, "options");
    }

    // Window, nonce, signature

    function test_window() public {
        BasketIntent memory terms = _simple();
        (terms.validFrom, terms.validTo) = (uint32(NOW + 1), uint32(NOW + 2));
        _refused(terms, ISettlement.WindowClosed.selector);
        vm.warp(NOW + 3);
        _refused(terms, ISettlement.WindowClosed.selector);
        terms.units = 1;
        vm.warp(NOW + 1);
        _settleBaskets(_supplied(terms));
        vm.warp(NOW + 2);
        terms.nonce += 1;
        _settleBaskets(_supplied(terms));
    }

    function test_nonceOfOneUnitIsUsed() public {
        BasketIntent memory terms = _simple();
        terms.units = 1;
        _settleBaskets(_supplied(terms));
        _refused(terms, ISettlement.NonceUsed.selector);
        terms.quotePerUnit = 4;
        _refused(terms, ISettlement.NonceUsed.selector);
    }

    function test_cancelled() public {
        BasketIntent memory terms = _simple();
        Solution memory part = _empty();
        _addBasket(part, ALICE_KEY, terms, 1, 5);
        _supply(part, terms);
        _settleBaskets(part);
        vm.prank(alice);
        settlement.invalidateNonces(terms.nonce >> 8, 1 << (terms.nonce & 0xff));
        _settleFails(part, _error(ISettlement.NonceUsed.selector, terms));
        terms.units = 1;
        _refused(terms, ISettlement.NonceUsed.selector);
    }

    function test_ownerLaneOnly() public {
        BasketIntent memory terms = _simple();
        terms.nonce = _sharedNonce(0, auctioneer, 1);
        _refused(terms, ISettlement.WrongLane.selector);
        terms.nonce = 1 << 255;
        _refused(terms, ISettlement.WrongLane.selector);
        terms.nonce = (1 << 255) - 1;
        _settleBaskets(_supplied(terms));
    }

    function test_moreUnitsThanSigned() public {
        BasketIntent memory terms = _simple();
        Solution memory solution = _supplied(terms);
        solution.baskets[0].filled = 5;
        solution.baskets[0].quote = 25;
        _settleFails(solution, _error(ISettlement.Overfilled.selector, terms));
        terms.units = 1;
        solution = _supplied(terms);
        solution.baskets[0].filled = 2;
        solution.baskets[0].quote = 10;
        _settleFails(solution, _error(ISettlement.Overfilled.selector, terms));
    }

    function test_signatures() public {
        BasketIntent memory terms = _simple();
        Solution memory solution = _supplied(terms);
        bytes memory reason = _error(ISettlement.WrongSigner.selector, terms);
        solution.baskets[0].signature = _sign(BOB_KEY, _hash(terms));
        _settleFails(solution, reason);
        solution.baskets[0].signature = "";
        _settleFails(solution, reason);
        solution.baskets[0].signature = new bytes(64);
        _settleFails(solution, reason);
        solution.baskets[0].signature = _sign65(ALICE_KEY, _hash(terms));
        _settleBaskets(solution);
    }

    function test_signedByATransaction() public {
        BasketIntent memory terms = _simple();
        Solution memory solution = _supplied(terms);
        solution.baskets[0].signature = "";
        vm.prank(alice);
        settlement.presign(_hash(terms), true);
        _settleBaskets(solution);
    }

    function test_everythingSignedIsHashed() public {
        Solution memory solution = _supplied(_simple());
        bytes memory signature = solution.baskets[0].signature;
        for (uint256 field = 0; field < 11; ++field) {
            BasketIntent memory terms = _simple();
            if (field == 0) terms.receiver = bob;
            if (field == 1) terms.legs[0].amount -= 1;
            if (field == 2) terms.legs[1].id = CALL_105 + 1;
            if (field == 3) terms.legs[0].token = address(c);
            if (field == 4) terms.quoteToken = address(c);
            if (field == 5) terms.quotePerUnit -= 1;
            if (field == 6) terms.units += 1;
            if (field == 7) terms.validTo += 1;
            if (field == 8) terms.nonce += 1;
            if (field == 9) terms.appData = bytes32(0);
            if (field == 10) (terms.legs[0], terms.legs[1]) = (terms.legs[1], terms.legs[0]);
            solution = _supplied(terms);
            solution.baskets[0].signature = signature;
            _settleFails(solution, _error(ISettlement.WrongSigner.selector, terms));
        }
    }

    /// @dev A contract account gives and receives options like anybody; its ERC-1271 signature is 65 bytes of its key.
    function test_contractWallet() public {
        KeyWallet wallet = new KeyWallet(vm.addr(ALICE_KEY));
        a.mint(address(wallet), 40);
        wallet.execute(address(a), abi.encodeCall(a.approve, (hub, 40)));
        BasketIntent memory terms = _simple();
        (terms.owner, terms.receiver) = (address(wallet), carol);
        Solution memory solution = _supplied(terms);
        solution.baskets[0].signature = _sign65(ALICE_KEY, _hash(terms));
        _settleBaskets(solution);
        vm.assertEq(a.balanceOf(address(wallet)), 0, "paid");
        vm.assertEq(_optionGain(PUT_95, carol), 8, "received");
    }
}
