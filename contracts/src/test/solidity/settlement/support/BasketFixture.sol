// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {Digests} from "./Digests.sol";
import {ISettlement} from "./ISettlement.sol";
import {Desk} from "./MultiTokens.sol";
import {SettlementFixture} from "./SettlementFixture.sol";
import {Basket, BasketIntent, Leg, Solution} from "./Terms.sol";
import {MultiToken, PlainToken} from "./Tokens.sol";

/// @notice Adds options (ERC-1155), a desk that has some, and baskets to the settlement fixture.
abstract contract BasketFixture is SettlementFixture {
    /// @dev Options of each kind that everybody starts with.
    uint256 internal constant OPTIONS = 1e24;

    // Token ids; the first one shows that id 0 is an id like any other.
    uint256 internal constant PUT_90 = 0;
    uint256 internal constant PUT_95 = 1;
    uint256 internal constant CALL_105 = uint256(keccak256("call 105"));
    uint256 internal constant CALL_110 = type(uint256).max - 1;

    MultiToken internal options;
    Desk internal desk;

    function setUp() public virtual override {
        super.setUp();
        desk = new Desk();
        options = new MultiToken();
        _issue(options);
    }

    /// @dev Gives everybody options of all kinds.
    function _issue(MultiToken token) internal {
        address[4] memory rich = [alice, bob, carol, address(desk)];
        uint256[4] memory ids = [PUT_90, PUT_95, CALL_105, CALL_110];
        for (uint256 i = 0; i < rich.length; ++i) {
            for (uint256 j = 0; j < ids.length; ++j) {
                token.mint(rich[i], ids[j], OPTIONS);
            }
            _approveAll(rich[i], token);
        }
    }

    function _approveAll(address owner, MultiToken token) internal {
        vm.prank(owner);
        token.setApprovalForAll(hub, true);
    }

    // Terms

    function _leg(PlainToken token, int256 amount) internal pure returns (Leg memory) {
        return Leg(address(token), 0, int128(amount));
    }

    function _option(uint256 id, int256 amount) internal view returns (Leg memory) {
        return Leg(address(options), id + 1, int128(amount));
    }

    function _legs(Leg memory one) internal pure returns (Leg[] memory legs) {
        legs = new Leg[](1);
        legs[0] = one;
    }

    function _legs(Leg memory one, Leg memory two) internal pure returns (Leg[] memory legs) {
        legs = new Leg[](2);
        (legs[0], legs[1]) = (one, two);
    }

    /// @dev An iron condor: the outer options bought, the inner ones sold, or with a negative number the other way round.
    function _condor(int256 number) internal view returns (Leg[] memory legs) {
        legs = new Leg[](4);
        legs[0] = _option(PUT_90, number);
        legs[1] = _option(PUT_95, -number);
        legs[2] = _option(CALL_105, -number);
        legs[3] = _option(CALL_110, number);
    }

    function _basket(address owner, Leg[] memory legs, PlainToken quote, int256 perUnit, uint64 units)
        internal
        pure
        returns (BasketIntent memory)
    {
        return BasketIntent({
            owner: owner,
            receiver: owner,
            legs: legs,
            quoteToken: address(quote),
            quotePerUnit: int128(perUnit),
            units: units,
            validFrom: uint32(NOW),
            validTo: uint32(NOW + 60),
            nonce: 0x0a0b,
            appData: keccak256("app")
        });
    }

    function _hash(BasketIntent memory terms) internal view returns (bytes32) {
        return Digests.basket(_domain(), terms);
    }

    // Solutions

    /// @dev The tokens a, b and c at equal prices, and no cover.
    function _empty() internal view returns (Solution memory solution) {
        _addToken(solution, address(a), 1, 0);
        _addToken(solution, address(b), 1, 0);
        _addToken(solution, address(c), 1, 0);
    }

    function _add(Solution memory solution, Basket memory basket) internal pure {
        Basket[] memory longer = new Basket[](solution.baskets.length + 1);
        for (uint256 i = 0; i < solution.baskets.length; ++i) {
            longer[i] = solution.baskets[i];
        }
        longer[solution.baskets.length] = basket;
        solution.baskets = longer;
    }

    /// @dev Adds a fill of a basket signed with a key.
    function _addBasket(Solution memory solution, uint256 key, BasketIntent memory terms, uint64 units, int256 quote)
        internal
        view
    {
        Basket memory basket;
        basket.terms = terms;
        basket.quoteIndex = _indexOf(solution.tokens, terms.quoteToken);
        basket.filled = units;
        basket.quote = int128(quote);
        basket.signature = _sign(key, _hash(terms));
        _add(solution, basket);
    }

    /// @dev A solution of one basket of alice's, all of it at its limit.
    function _only(BasketIntent memory terms) internal view returns (Solution memory solution) {
        solution = _empty();
        _addBasket(solution, ALICE_KEY, terms, terms.units, int256(uint256(terms.units)) * terms.quotePerUnit);
    }

    /// @dev Has the desk hand options to Settlement.
    function _addSupply(Solution memory solution, uint256 id, uint256 amount) internal view {
        _addCall(solution, address(desk), abi.encodeCall(Desk.supply, (options, id, amount)));
    }

    /// @dev Has the market hand tokens to Settlement for nothing.
    function _addGift(Solution memory solution, PlainToken token, uint256 amount) internal view {
        _addSwap(solution, token, 0, token, amount);
    }

    function _error(bytes4 selector, BasketIntent memory terms) internal view returns (bytes memory) {
        return abi.encodeWithSelector(selector, _hash(terms));
    }

    function _short(BasketIntent memory terms, uint256 leg, uint256 missing) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISettlement.LegShort.selector, _hash(terms), leg, missing);
    }

    function _overpaid(BasketIntent memory terms, uint256 leg, uint256 excess) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISettlement.LegOverpaid.selector, _hash(terms), leg, excess);
    }

    /// @dev Settles, and checks that no option stays behind either.
    function _settleBaskets(Solution memory solution) internal {
        _settle(solution);
        _assertNoAssetKept(solution);
    }

    function _assertNoAssetKept(Solution memory solution) internal view {
        for (uint256 i = 0; i < solution.baskets.length; ++i) {
            Leg[] memory legs = solution.baskets[i].terms.legs;
            for (uint256 j = 0; j < legs.length; ++j) {
                if (legs[j].id == 0) continue;
                IERC1155 token = IERC1155(legs[j].token);
                vm.assertEq(token.balanceOf(address(settlement), legs[j].id - 1), 0, "settlement keeps options");
                vm.assertEq(token.balanceOf(hub, legs[j].id - 1), 0, "hub keeps options");
            }
        }
    }

    // Balances

    /// @dev By how much an account's wealth in a token has changed.
    function _gain(PlainToken token, address account) internal view returns (int256) {
        return int256(token.balanceOf(account)) - int256(WEALTH);
    }

    function _optionGain(uint256 id, address account) internal view returns (int256) {
        return int256(options.balanceOf(account, id)) - int256(OPTIONS);
    }
}
