// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Side, Solution} from "./support/Terms.sol";

/// @notice Each signed amount is filled once: nonces of the owner lane, cancelling, partial fills.
contract NoncesTest is SettlementFixture {
    function _basic() private view returns (Intent memory) {
        return _intent(alice, a, 1_000, b, 2_000);
    }

    function _partial(Side side) private view returns (Intent memory intent) {
        intent = _basic();
        (intent.partiallyFillable, intent.side) = (true, side);
    }

    /// @dev A fill at two b for one a.
    function _fill(Intent memory intent, uint256 executed, uint256 fee)
        private
        view
        returns (Solution memory solution)
    {
        solution = _solution(ALICE_KEY, intent, executed, fee, 2, 1);
        bool sell = intent.side == Side.Sell;
        _addSwap(solution, a, sell ? executed : executed / 2, b, sell ? executed * 2 : executed);
    }

    function test_fullFillUsesTheNonce() public {
        Intent memory intent = _basic();
        _settle(_fill(intent, 1_000, 0));
        vm.assertEq(settlement.nonces(alice, 1), 1 << 7, "bit");
        vm.assertEq(settlement.filled(_hash(intent)), 0, "no slot of its own");
        _settleFails(_fill(intent, 1_000, 0), _error(ISettlement.NonceUsed.selector, intent));
    }

    function test_nonceIsSharedByIntents() public {
        _settle(_fill(_basic(), 1_000, 0));
        Intent memory other = _intent(alice, a, 10, b, 20);
        _settleFails(_fill(other, 10, 0), _error(ISettlement.NonceUsed.selector, other));
        other.nonce += 1;
        _settle(_fill(other, 10, 0));
        vm.assertEq(settlement.nonces(alice, 1), 3 << 7, "two bits");
    }

    function test_noncesOfOwnersAreIndependent() public {
        _settle(_fill(_basic(), 1_000, 0));
        Intent memory intent = _intent(bob, a, 1_000, b, 2_000);
        Solution memory solution = _solution(BOB_KEY, intent, 1_000, 0, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        vm.assertEq(settlement.nonces(bob, 1), 1 << 7, "bob's own bitmap");
    }

    function test_nonceWordsAndBits() public {
        uint256 last = type(uint256).max >> 1;
        uint256[6] memory nonces_ = [uint256(0), 255, 256, (1 << 64) - 1, 1 << 64, last];
        for (uint256 i = 0; i < nonces_.length; ++i) {
            Intent memory intent = _intent(alice, a, 10, b, 20);
            intent.nonce = nonces_[i];
            _settle(_fill(intent, 10, 0));
            _settleFails(_fill(intent, 10, 0), _error(ISettlement.NonceUsed.selector, intent));
        }
        vm.assertEq(settlement.nonces(alice, 0), (1 << 255) | 1, "word 0");
        vm.assertEq(settlement.nonces(alice, 1), 1, "word 1");
        vm.assertEq(settlement.nonces(alice, last >> 8), 1 << 255, "last word");
    }

    function test_sameIntentTwiceInOneSettlement() public {
        Intent memory intent = _basic();
        Solution memory solution = _fill(intent, 1_000, 0);
        _addTrade(solution, ALICE_KEY, intent, 1_000, 0);
        _settleFails(solution, _error(ISettlement.NonceUsed.selector, intent));
    }

    function test_cancelledNonce() public {
        Intent memory intent = _basic();
        vm.expectEmit(address(settlement));
        emit ISettlement.NoncesInvalidated(alice, 1, 1 << 7);
        vm.prank(alice);
        settlement.invalidateNonces(1, 1 << 7);
        _settleFails(_fill(intent, 1_000, 0), _error(ISettlement.NonceUsed.selector, intent));
    }

    function test_cancelledWordOf256() public {
        vm.prank(alice);
        settlement.invalidateNonces(1, type(uint256).max);
        Intent memory intent = _basic();
        for (uint256 bit = 0; bit < 256; bit += 51) {
            intent.nonce = 256 + bit;
            _settleFails(_fill(intent, 1_000, 0), _error(ISettlement.NonceUsed.selector, intent));
        }
        intent.nonce = 512;
        _settle(_fill(intent, 1_000, 0));
    }

    function test_cancellingAddsBitsAndTouchesNobodyElse() public {
        vm.prank(alice);
        settlement.invalidateNonces(1, 5);
        vm.prank(alice);
        settlement.invalidateNonces(1, 0);
        vm.prank(alice);
        settlement.invalidateNonces(1, 2);
        vm.assertEq(settlement.nonces(alice, 1), 7, "bits stay");
        vm.assertEq(settlement.nonces(alice, 0), 0, "other word");
        vm.assertEq(settlement.nonces(bob, 1), 0, "other owner");
    }

    function test_fullFillMustBeFull() public {
        Intent memory intent = _basic();
        _settleFails(_fill(intent, 999, 0), _error(ISettlement.NotFullFill.selector, intent));
        _settleFails(_fill(intent, 1_001, 0), _error(ISettlement.NotFullFill.selector, intent));
        intent.side = Side.Buy;
        _settleFails(_fill(intent, 1_998, 0), _error(ISettlement.NotFullFill.selector, intent));
        _settleFails(_fill(intent, 2_002, 0), _error(ISettlement.NotFullFill.selector, intent));
    }

    function test_partialSell() public {
        Intent memory intent = _partial(Side.Sell);
        intent.buyAmount = 1_900;
        bytes32 hash = _hash(intent);
        _settle(_fill(intent, 380, 20));
        vm.assertEq(settlement.filled(hash), 400, "the fee counts");
        vm.assertEq(settlement.nonces(alice, 1), 0, "nonce stays clear");
        _settleFails(_fill(intent, 601, 0), _error(ISettlement.Overfilled.selector, intent));
        _settle(_fill(intent, 600, 0));
        vm.assertEq(settlement.filled(hash), 1_000, "all");
        _settleFails(_fill(intent, 1, 0), _error(ISettlement.Overfilled.selector, intent));
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "paid what was signed");
    }

    function test_partialBuy() public {
        Intent memory intent = _partial(Side.Buy);
        bytes32 hash = _hash(intent);
        _settle(_fill(intent, 1_200, 0));
        vm.assertEq(settlement.filled(hash), 1_200, "bought, not sold");
        _settleFails(_fill(intent, 802, 0), _error(ISettlement.Overfilled.selector, intent));
        _settle(_fill(intent, 800, 0));
        vm.assertEq(settlement.filled(hash), 2_000, "all");
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "paid no more than signed");
    }

    function test_partialTwiceInOneSettlement() public {
        Intent memory intent = _partial(Side.Sell);
        Solution memory solution = _fill(intent, 600, 0);
        _addTrade(solution, ALICE_KEY, intent, 401, 0);
        _addSwap(solution, a, 401, b, 802);
        _settleFails(solution, _error(ISettlement.Overfilled.selector, intent));
        solution = _fill(intent, 600, 0);
        _addTrade(solution, ALICE_KEY, intent, 400, 0);
        _addSwap(solution, a, 400, b, 800);
        _settle(solution);
        vm.assertEq(settlement.filled(_hash(intent)), 1_000, "sum");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
    }

    function test_partialStopsWhenCancelled() public {
        Intent memory intent = _partial(Side.Sell);
        _settle(_fill(intent, 100, 0));
        vm.prank(alice);
        settlement.invalidateNonces(1, 1 << 7);
        _settleFails(_fill(intent, 100, 0), _error(ISettlement.NonceUsed.selector, intent));
    }

    function test_fullFillOfSameNonceStopsPartial() public {
        Intent memory intent = _partial(Side.Sell);
        _settle(_fill(intent, 100, 0));
        _settle(_fill(_basic(), 1_000, 0));
        _settleFails(_fill(intent, 100, 0), _error(ISettlement.NonceUsed.selector, intent));
    }

    function test_partialIntentsOfSameNonceCountSeparately() public {
        Intent memory first = _partial(Side.Sell);
        Intent memory second = _partial(Side.Sell);
        second.appData = bytes32(uint256(1));
        _settle(_fill(first, 1_000, 0));
        _settle(_fill(second, 700, 0));
        vm.assertEq(settlement.filled(_hash(first)), 1_000, "first");
        vm.assertEq(settlement.filled(_hash(second)), 700, "second");
    }

    /// @dev The largest total there is: nothing wraps around.
    function test_partialUpToTheLargestAmount() public {
        uint128 max = type(uint128).max;
        Intent memory intent = _partial(Side.Sell);
        (intent.sellAmount, intent.buyAmount) = (max, 0);
        a.mint(alice, max);
        Solution memory solution = _solution(ALICE_KEY, intent, max, 0, 1, max);
        b.mint(address(settlement), 1);
        _settle(solution);
        vm.assertEq(settlement.filled(_hash(intent)), max, "all");
        _settleFails(solution, _error(ISettlement.Overfilled.selector, intent));
    }
}
