// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketFixture} from "./support/BasketFixture.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {BasketIntent, Leg, Solution} from "./support/Terms.sol";
import {MultiToken} from "./support/Tokens.sol";

/// @notice Baskets that make no sense, or are not what the layout says.
contract BasketFormsTest is BasketFixture {
    bytes private constant MALFORMED = abi.encodeWithSelector(ISettlement.Malformed.selector);

    function _simple() private view returns (BasketIntent memory) {
        return _basket(alice, _legs(_leg(a, -10), _option(PUT_95, -2)), b, -5, 4);
    }

    function _refused(BasketIntent memory terms, bytes4 selector) private {
        _settleFails(_only(terms), _error(selector, terms));
    }

    function _bad(Leg[] memory legs) private {
        BasketIntent memory terms = _simple();
        terms.legs = legs;
        _refused(terms, ISettlement.BadBasket.selector);
    }

    function _many(uint256 count) private view returns (Leg[] memory legs) {
        legs = new Leg[](count);
        for (uint256 i = 0; i < count; ++i) {
            legs[i] = _option(1_000 + i, 1);
        }
    }

    function test_theSimpleOneIsFine() public {
        _settleBaskets(_only(_simple()));
    }

    function test_numberOfLegs() public {
        _bad(new Leg[](0));
        _bad(_many(17));
        _bad(_many(255));
    }

    function test_legOfNothing() public {
        _bad(_legs(_leg(a, 0)));
        _bad(_legs(_leg(a, -1), _option(PUT_90, 0)));
    }

    function test_legInTheQuoteToken() public {
        _bad(_legs(_leg(b, -1)));
        _bad(_legs(_leg(a, -1), _leg(b, 1)));
    }

    function test_oneAssetTwice() public {
        _bad(_legs(_leg(a, -1), _leg(a, -1)));
        _bad(_legs(_option(PUT_90, -1), _option(PUT_90, 2)));
        Leg[] memory legs = _many(16);
        legs[15] = legs[0];
        _bad(legs);
    }

    /// @dev The same id of two contracts, and two ids of one contract, are different assets.
    function test_differentAssets() public {
        Leg[] memory legs = new Leg[](3);
        (legs[0], legs[1]) = (_option(PUT_90, -1), _option(PUT_95, -1));
        options = new MultiToken();
        _issue(options);
        legs[2] = _option(PUT_90, -1);
        BasketIntent memory terms = _simple();
        terms.legs = legs;
        _settleBaskets(_only(terms));
    }

    function test_noUnits() public {
        BasketIntent memory terms = _simple();
        Solution memory solution = _only(terms);
        (solution.baskets[0].filled, solution.baskets[0].quote) = (0, 0);
        _settleFails(solution, _error(ISettlement.BadBasket.selector, terms));
        terms.units = 0;
        _refused(terms, ISettlement.BadBasket.selector);
        solution = _only(terms);
        solution.baskets[0].filled = 1;
        _settleFails(solution, _error(ISettlement.Overfilled.selector, terms));
    }

    function test_legThatIsNoTokenOfTheBundle() public {
        BasketIntent memory terms = _simple();
        terms.legs[0].token = address(weth);
        _refused(terms, ISettlement.TokenMismatch.selector);
        terms.legs[0].token = Pack.ETHER;
        _refused(terms, ISettlement.TokenMismatch.selector);
        terms.legs[0].token = address(0);
        _refused(terms, ISettlement.TokenMismatch.selector);
        terms.legs[0].token = address(options);
        _refused(terms, ISettlement.TokenMismatch.selector);
    }

    /// @dev Whatever the number of tokens, each of them is found and nothing else.
    function test_everyTokenIsFound() public {
        for (uint256 count = 1; count <= 9; ++count) {
            Solution memory table;
            for (uint160 i = 0; i < count; ++i) {
                address place = _place(0xD000 + i * 2, address(a));
                _endow(place);
                _addToken(table, place, 1, 0);
            }
            for (uint160 i = 0; i < count * 2 + 1; ++i) {
                _find(table, address(0xD000 - 1 + i));
            }
        }
    }

    function _find(Solution memory table, address token) private {
        BasketIntent memory terms = _simple();
        terms.legs = _legs(Leg(token, 0, -1));
        terms.quotePerUnit = 0;
        terms.quoteToken =
            table.tokens[0].token == token && table.tokens.length > 1 ? table.tokens[1].token : table.tokens[0].token;
        terms.nonce = ++auctions;
        Solution memory solution;
        solution.tokens = table.tokens;
        _addBasket(solution, ALICE_KEY, terms, terms.units, 0);
        if (token.code.length == 0) _settleFails(solution, _error(ISettlement.TokenMismatch.selector, terms));
        else if (token == terms.quoteToken) _settleFails(solution, _error(ISettlement.BadBasket.selector, terms));
        else _settleBaskets(solution);
    }

    function test_receiver() public {
        BasketIntent memory terms = _simple();
        terms.receiver = address(0);
        _refused(terms, ISettlement.BadReceiver.selector);
        terms.receiver = address(settlement);
        _refused(terms, ISettlement.BadReceiver.selector);
    }

    /// @dev A basket has no place for hooks, so what asks for them cannot be filled without.
    function test_hooks() public {
        BasketIntent memory terms = _simple();
        terms.appData = bytes32("hook");
        _refused(terms, ISettlement.HooksMissing.selector);
        terms.appData = bytes32("hool");
        _settleBaskets(_only(terms));
    }

    function test_flags() public {
        for (uint256 bit = 0; bit < 8; ++bit) {
            Solution memory solution = _only(_simple());
            solution.baskets[0].flags = uint8(1 << bit);
            _settleFails(solution, MALFORMED);
        }
    }

    function test_quoteIndexOutOfRange() public {
        Solution memory solution = _only(_simple());
        solution.baskets[0].quoteIndex = 3;
        _settleFails(solution, MALFORMED);
        solution.baskets[0].quoteIndex = 255;
        _settleFails(solution, MALFORMED);
    }

    function test_directPaymentHasNoBaskets() public {
        Solution memory solution = _only(_simple());
        solution.flags = Pack.DIRECT;
        _settleConsentedFails(solution, MALFORMED);
    }

    function test_everyTruncation() public {
        Solution memory solution = _only(_simple());
        bytes memory bundle = _bundle(_award(solution), solution);
        bytes memory shorter = bytes.concat(bundle);
        for (uint256 length = 0; length < bundle.length; ++length) {
            assembly ("memory-safe") {
                mstore(shorter, length)
            }
            (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (shorter)));
            vm.assertTrue(!success, "settled");
        }
        settlement.settle(bundle);
    }

    /// @dev Nothing of a basket can be changed once it is awarded, whether its owner signed it or the solver chose it.
    function test_everyByteIsAwarded() public {
        Solution memory solution = _only(_simple());
        bytes memory bundle = _bundle(_award(solution), solution);
        // The basket is followed by the two bytes of no interactions.
        uint256 start = bundle.length - 2 - Pack.basket(solution.baskets[0]).length;
        for (uint256 i = start; i < bundle.length - 2; ++i) {
            bundle[i] ^= 0x01;
            (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
            vm.assertTrue(!success, "settled");
            bundle[i] ^= 0x01;
        }
        settlement.settle(bundle);
    }
}
