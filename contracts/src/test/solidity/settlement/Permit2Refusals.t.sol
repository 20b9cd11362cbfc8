// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Solution} from "./support/Terms.sol";

/// @notice What Permit2-funded intents are refused for before Permit2 is asked. What it does itself is tested against the real one,
/// on the devnet.
contract Permit2RefusalsTest is SettlementFixture {
    address private constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;

    function _funded(Intent memory intent) private view returns (Solution memory solution) {
        solution = _solution(ALICE_KEY, intent, 1_000, 0, 2, 1);
        solution.trades[0].permit2 = true;
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function test_neverPartially() public {
        Intent memory intent = _intent(alice, a, 1_000, b, 2_000);
        intent.partiallyFillable = true;
        _settleFails(_funded(intent), _error(ISettlement.WrongLane.selector, intent));
    }

    function test_neverInTheSharedLane() public {
        Intent memory intent = _intent(alice, a, 1_000, b, 2_000);
        intent.nonce = _sharedNonce(4, auctioneer, 1);
        Solution memory solution = _funded(intent);
        _addSeries(solution, 4);
        solution.trades[0].flip = Pack.SHARED;
        _settleFails(solution, _error(ISettlement.WrongLane.selector, intent));
    }

    function test_rulesOfEveryIntent() public {
        Intent memory intent = _intent(alice, a, 1_000, b, 2_001);
        _settleFails(_funded(intent), _error(ISettlement.LimitNotMet.selector, intent));
        intent = _intent(alice, a, 1_001, b, 2_000);
        _settleFails(_funded(intent), _errorOfPart(intent));
        intent = _intent(alice, a, 1_000, b, 2_000);
        intent.validTo = uint32(NOW - 1);
        intent.validFrom = 0;
        _settleFails(_funded(intent), _error(ISettlement.WindowClosed.selector, intent));
    }

    function _errorOfPart(Intent memory intent) private view returns (bytes memory) {
        return _error(ISettlement.NotFullFill.selector, intent);
    }

    /// @dev Signing for the allowance is not signing for Permit2: without Permit2 there is no pull by another way.
    function test_allowanceIsNotUsed() public {
        vm.assertEq(PERMIT2.code.length, 0, "not deployed here");
        (bool success,) = _try(_funded(_intent(alice, a, 1_000, b, 2_000)));
        vm.assertTrue(!success, "settled");
        vm.assertEq(a.balanceOf(alice), WEALTH, "untouched");
    }

    function test_anyNonceAndItsOwnBitmap() public {
        // Bit 255 of a Permit2 nonce says nothing about lanes; the owner's bitmap does not count either.
        Intent memory intent = _intent(alice, a, 1_000, b, 2_000);
        vm.prank(alice);
        settlement.invalidateNonces(1, type(uint256).max);
        uint256[2] memory nonces = [intent.nonce, type(uint256).max];
        for (uint256 i = 0; i < nonces.length; ++i) {
            intent.nonce = nonces[i];
            (bool success, bytes memory answer) = _try(_funded(intent));
            vm.assertTrue(!success, "no Permit2 here");
            // What fails is the call of an address without code, after every check of ours.
            vm.assertEq(answer.length, 0, "not one of our errors");
        }
    }
}
