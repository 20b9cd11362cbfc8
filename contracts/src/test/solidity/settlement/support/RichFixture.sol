// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketFixture} from "./BasketFixture.sol";
import {Digests} from "./Digests.sol";
import {Pack} from "./Pack.sol";
import {BasketIntent, Hook, Intent, Side, Solution} from "./Terms.sol";

/// @notice Bundles in which there is one of everything.
abstract contract RichFixture is BasketFixture {
    /// @dev A bundle with one of everything that has a length.
    function _rich() internal view returns (Solution memory solution) {
        solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 950, 50, 2, 1);
        _addSeries(solution, 1);
        _addSeries(solution, 2);
        Intent memory shared = _intent(bob, a, 1_000, b, 2_000);
        (shared.nonce, shared.receiver, shared.appData) = (_sharedNonce(2, auctioneer, 3), carol, "data");
        _addTrade(solution, BOB_KEY, shared, 1_000, 0);
        Intent memory hooked = _intent(carol, a, 1_000, b, 2_000);
        Hook[] memory hooks = new Hook[](1);
        hooks[0] = Hook(1, address(0x1234), 50_000, "hook");
        hooked.appData = Digests.hooks(Pack.hooks(hooks));
        _addTrade(solution, CAROL_KEY, hooked, 1_000, 0);
        solution.trades[2].hooks = Pack.hooks(hooks);
        solution.trades[2].signature = _sign65(CAROL_KEY, _hash(hooked));
        solution.trades[2].permit.deadline = NOW;
        _addSwap(solution, a, 2_950, b, 5_900);
    }

    /// @dev The same with a basket, and with trades that go the short way.
    function _richest() internal returns (Solution memory solution) {
        from = 0;
        solution = _rich();
        Intent memory bought = _intent(bob, b, 2_100, a, 1_000);
        (bought.side, bought.nonce) = (Side.Buy, 1 << 200);
        _addTrade(solution, BOB_KEY, bought, 1_000, 10);
        _addSwap(solution, b, 2_000, a, 1_000);
        BasketIntent memory terms = _basket(carol, _legs(_leg(a, -100)), b, 200, 3);
        _addBasket(solution, CAROL_KEY, terms, 2, 400);
        _addSwap(solution, a, 200, b, 400);
    }
}
