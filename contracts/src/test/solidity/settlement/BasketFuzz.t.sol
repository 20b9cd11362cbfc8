// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketFixture} from "./support/BasketFixture.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Basket, BasketIntent, Leg, Solution} from "./support/Terms.sol";
import {PlainToken} from "./support/Tokens.sol";

/// @notice Two random baskets that share their assets, filled twice, against a naive statement of the rules.
contract BasketFuzzTest is BasketFixture {
    uint256 private constant ASSETS = 5;
    uint256 private constant QUOTE = 4;

    struct Fuzzed {
        int8[4] amounts;
        int8 perUnit;
        uint8 units;
        uint8 filled;
        int8 better;
    }

    /// @param asset which may be missing or too much
    /// @param slack how much: -1 to 2
    struct Supply {
        uint8 asset;
        uint8 slack;
    }

    mapping(address owner => int256[ASSETS]) private expected;
    mapping(bytes32 digest => uint256) private done;
    int256[ASSETS] private surplus;

    function testFuzz_baskets(Fuzzed[2] memory f, Supply[2] memory s) public {
        BasketIntent memory one = _terms(alice, f[0]);
        BasketIntent memory two = _terms(bob, f[1]);
        (two.receiver, two.nonce) = (carol, 5);
        for (uint256 round = 0; round < 2; ++round) {
            Solution memory solution = _empty();
            _addFill(solution, ALICE_KEY, one, f[round]);
            _addFill(solution, BOB_KEY, two, f[1 - round]);
            _round(solution, s[round]);
            vm.assertEq(settlement.filled(_hash(one)), one.units == 1 ? 0 : done[_hash(one)], "running total");
            vm.assertEq(settlement.filled(_hash(two)), two.units == 1 ? 0 : done[_hash(two)], "running total");
        }
    }

    function _addFill(Solution memory solution, uint256 key, BasketIntent memory terms, Fuzzed memory f) private view {
        // Mostly a number of units that is there.
        uint64 units = f.filled % 16 == 0 ? 0 : f.filled % 16 == 1 ? terms.units + 1 : f.filled % terms.units + 1;
        _addBasket(solution, key, terms, units, int256(uint256(units)) * terms.quotePerUnit + _better(f.better));
    }

    function _round(Solution memory solution, Supply memory s) private {
        bytes memory reason = _supply(solution, s);
        bytes memory refusal = _refusal(solution.baskets[0]);
        if (refusal.length == 0) refusal = _refusal(solution.baskets[1]);
        if (refusal.length != 0) reason = refusal;
        if (reason.length != 0) {
            _settleFails(solution, reason);
        } else {
            _settleBaskets(solution);
            _book(solution.baskets[0]);
            _book(solution.baskets[1]);
            _bookSurplus();
        }
        _assertBooks();
    }

    /// @dev Mostly at the limit or above.
    function _better(int8 value) private pure returns (int256) {
        return value % 8 < 0 ? int256(0) : value % 8 - 1;
    }

    function _terms(address owner, Fuzzed memory f) private view returns (BasketIntent memory terms) {
        uint256 count = 0;
        Leg[] memory legs = new Leg[](4);
        for (uint256 i = 0; i < 4; ++i) {
            if (f.amounts[i] % 4 != 0) legs[count++] = _legOf(i, f.amounts[i]);
        }
        if (count == 0) legs[count++] = _legOf(0, 1);
        assembly ("memory-safe") {
            mstore(legs, count)
        }
        terms = _basket(owner, legs, c, f.perUnit, uint64(_bound(f.units, 1, 4)));
    }

    function _legOf(uint256 asset, int256 amount) private view returns (Leg memory) {
        if (asset < 2) return _option(asset == 0 ? PUT_90 : CALL_105, amount);
        return _leg(asset == 2 ? a : b, amount);
    }

    function _assetOf(address token, uint256 id) private view returns (uint256) {
        if (id != 0) return id == PUT_90 + 1 ? 0 : 1;
        return token == address(a) ? 2 : token == address(b) ? 3 : QUOTE;
    }

    /// @dev What the rules say of one basket, whatever is there to fill it.
    function _refusal(Basket memory basket) private view returns (bytes memory) {
        BasketIntent memory terms = basket.terms;
        uint256 before = done[_hash(terms)];
        if (basket.filled == 0) return _error(ISettlement.BadBasket.selector, terms);
        if (basket.quote < int256(uint256(basket.filled)) * terms.quotePerUnit) {
            return _error(ISettlement.LimitNotMet.selector, terms);
        }
        if (terms.units == 1 && before == 1) return _error(ISettlement.NonceUsed.selector, terms);
        if (before + basket.filled > terms.units) return _error(ISettlement.Overfilled.selector, terms);
        return "";
    }

    /// @dev Adds what the two baskets do not give each other, and a slack of one asset.
    /// @return reason why what there is does not do
    function _supply(Solution memory solution, Supply memory s) private view returns (bytes memory reason) {
        for (uint256 asset = ASSETS; asset > 0; --asset) {
            uint256 number = asset - 1;
            int256 missing = _missing(solution, number);
            // Nobody can give Settlement an option that is in no basket.
            bool named = number >= 2 || _isNamed(solution, number);
            if (number == s.asset % ASSETS && named) missing += int256(uint256(s.slack % 4)) - 1;
            if (missing > 0) {
                if (number < 2) _addSupply(solution, number == 0 ? PUT_90 : CALL_105, uint256(missing));
                else _addGift(solution, _token(number), uint256(missing));
            }
        }
        // One too little shows only where something is owed.
        uint256 chosen = s.asset % ASSETS;
        if (s.slack % 4 != 0 || _missing(solution, chosen) < 1) return "";
        if (chosen >= 2) return abi.encodeWithSelector(ISettlement.CoverExceeded.selector, _token(chosen), 1);
        return _lastShort(solution, chosen);
    }

    function _isNamed(Solution memory solution, uint256 asset) private view returns (bool) {
        for (uint256 i = 0; i < 2; ++i) {
            Leg[] memory legs = solution.baskets[i].terms.legs;
            for (uint256 j = 0; j < legs.length; ++j) {
                if (_assetOf(legs[j].token, legs[j].id) == asset) return true;
            }
        }
        return false;
    }

    /// @dev The last basket to be paid in the asset comes one short.
    function _lastShort(Solution memory solution, uint256 asset) private view returns (bytes memory reason) {
        for (uint256 i = 0; i < 2; ++i) {
            BasketIntent memory terms = solution.baskets[i].terms;
            for (uint256 j = 0; j < terms.legs.length; ++j) {
                Leg memory leg = terms.legs[j];
                if (_assetOf(leg.token, leg.id) == asset && leg.amount > 0) reason = _short(terms, j, 1);
            }
        }
    }

    function _token(uint256 asset) private view returns (PlainToken) {
        return asset == 2 ? a : asset == 3 ? b : c;
    }

    /// @dev What the receivers get beyond what the owners give.
    function _missing(Solution memory solution, uint256 asset) private view returns (int256 sum) {
        for (uint256 i = 0; i < 2; ++i) {
            BasketIntent memory terms = solution.baskets[i].terms;
            if (asset == QUOTE) sum += solution.baskets[i].quote;
            for (uint256 j = 0; j < terms.legs.length; ++j) {
                if (_assetOf(terms.legs[j].token, terms.legs[j].id) == asset) {
                    sum += int256(uint256(solution.baskets[i].filled)) * terms.legs[j].amount;
                }
            }
        }
    }

    // Books of what everybody should have gained

    function _book(Basket memory basket) private {
        BasketIntent memory terms = basket.terms;
        done[_hash(terms)] += basket.filled;
        _bookOne(terms, QUOTE, basket.quote);
        for (uint256 j = 0; j < terms.legs.length; ++j) {
            Leg memory leg = terms.legs[j];
            _bookOne(terms, _assetOf(leg.token, leg.id), int256(uint256(basket.filled)) * leg.amount);
        }
    }

    function _bookOne(BasketIntent memory terms, uint256 asset, int256 amount) private {
        expected[amount > 0 ? terms.receiver : terms.owner][asset] += amount;
        surplus[asset] -= amount;
    }

    /// @dev What the desk and the market gave is also the solver's.
    function _bookSurplus() private {
        for (uint256 asset = 0; asset < ASSETS; ++asset) {
            address giver = asset < 2 ? address(desk) : address(market);
            int256 gain = _gained(giver, asset);
            surplus[asset] -= gain - expected[giver][asset];
            expected[giver][asset] = gain;
        }
    }

    function _gained(address account, uint256 asset) private view returns (int256) {
        if (asset < 2) return _optionGain(asset == 0 ? PUT_90 : CALL_105, account);
        return _gain(_token(asset), account);
    }

    function _assertBooks() private view {
        for (uint256 asset = 0; asset < ASSETS; ++asset) {
            vm.assertEq(_gained(alice, asset), expected[alice][asset], "alice");
            vm.assertEq(_gained(bob, asset), expected[bob][asset], "bob");
            vm.assertEq(_gained(carol, asset), expected[carol][asset], "carol");
            uint256 held =
                asset < 2 ? options.balanceOf(solver, asset == 0 ? PUT_90 : CALL_105) : _token(asset).balanceOf(solver);
            vm.assertEq(int256(held), surplus[asset], "solver");
        }
    }
}
