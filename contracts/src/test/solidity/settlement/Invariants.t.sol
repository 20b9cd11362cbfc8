// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {TestBase} from "../support/TestBase.sol";
import {Handler} from "./support/Handler.sol";

/// @notice What holds after any sequence of settlements, cancellations, replays and attacks.
contract InvariantsTest is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler private handler;

    function setUp() public {
        handler = new Handler();
    }

    /// @dev Read by forge: the only contract it may call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev Read by forge: the only functions of it that it may call. Settling is listed twice to happen more often.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](7);
        targets[0].selectors[0] = Handler.settle.selector;
        targets[0].selectors[1] = Handler.settle.selector;
        targets[0].selectors[2] = Handler.cancel.selector;
        targets[0].selectors[3] = Handler.wait_.selector;
        targets[0].selectors[4] = Handler.attack.selector;
        targets[0].selectors[5] = Handler.replay.selector;
        targets[0].selectors[6] = Handler.alter.selector;
    }

    /// @dev One function, because forge would run the whole campaign again for each.
    function invariant_settlements() public view {
        vm.assertEq(handler.kept(), 0, "tokens or ether left");
        vm.assertEq(handler.bystanderLoss(), 0, "tokens of somebody who signed nothing");
        vm.assertEq(handler.fillsAfterUse(), 0, "filled after the nonce was used or cancelled");
        vm.assertEq(handler.mispriced(), 0, "a fill at another price than its token's");
        vm.assertEq(handler.unawarded(), 0, "something else than what was awarded, or twice");
        for (uint256 i = 0; i < handler.INTENTS(); ++i) {
            _noFillBeyondSigned(i);
        }
    }

    function _noFillBeyondSigned(uint256 number) private view {
        (uint256 signedSell, uint256 signedBuy, bool buy, bool whole) = handler.limits(number);
        (uint256 sold, uint256 bought) = handler.moved(number);
        vm.assertLe(sold, signedSell, "paid more than signed");
        vm.assertGe(bought * signedSell, signedBuy * sold, "received less than signed");
        if (buy) vm.assertLe(bought, signedBuy, "bought more than signed");
        if (whole && sold != 0) vm.assertTrue(buy ? bought == signedBuy : sold == signedSell, "filled in part");
    }

    /// @notice A campaign in which nothing was settled, or nothing refused, would show nothing.
    function test_handlerSettlesAndIsRefused() public {
        for (uint256 i = 0; i < 60; ++i) {
            handler.settle(_random(i, 0), _random(i, 1), _random(i, 2), _random(i, 3));
            if (i % 4 == 0) handler.wait_(_random(i, 4));
            if (i % 4 == 1) handler.attack(_random(i, 5));
            if (i % 4 == 2) handler.replay(_random(i, 6));
            if (i % 4 == 3) handler.alter(_random(i, 7), _random(i, 8));
        }
        handler.cancel(0);
        vm.assertGe(handler.settled(), 5, "settled");
        vm.assertGe(handler.refused(), 5, "refused");
        vm.assertGe(handler.attacked(), 1, "attacked");
        vm.assertGe(handler.replayed(), 1, "replayed");
        for (uint256 kind = 0; kind < handler.KINDS(); ++kind) {
            vm.assertGe(handler.fillsOfKind(kind), 1, "every kind of intent was filled");
        }
        invariant_settlements();
    }

    function _random(uint256 round, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(round, index)));
    }
}
