// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {TestBase} from "../support/TestBase.sol";
import {BasketHandler} from "./support/BasketHandler.sol";

/// @notice What holds after any sequence of fills, cancellations, replays and gifts.
contract BasketInvariantsTest is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    BasketHandler private handler;

    function setUp() public {
        handler = new BasketHandler();
    }

    /// @dev Read by forge: the only contract it may call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev Read by forge: the only functions of it that it may call. Filling is listed more often to happen more often.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](6);
        targets[0].selectors[0] = BasketHandler.fill.selector;
        targets[0].selectors[1] = BasketHandler.fill.selector;
        targets[0].selectors[2] = BasketHandler.fill.selector;
        targets[0].selectors[3] = BasketHandler.cancel.selector;
        targets[0].selectors[4] = BasketHandler.replay.selector;
        targets[0].selectors[5] = BasketHandler.stray.selector;
    }

    /// @dev One function, because forge would run the whole campaign again for each.
    /// forge-config: default.invariant.runs = 24
    function invariant_baskets() public view {
        vm.assertEq(handler.kept(), 0, "assets left");
        vm.assertEq(handler.shortSettlements(), 0, "settled although something was missing");
        vm.assertEq(handler.fillsAfterCancel(), 0, "filled after it was cancelled");
        vm.assertEq(handler.replays(), 0, "settled twice");
        vm.assertEq(handler.strays(), 0, "accepted outside a settlement");
        for (uint256 i = 0; i < handler.BASKETS(); ++i) {
            uint256 signed = handler.signedUnits(i);
            vm.assertLe(handler.done(i), signed, "more units than signed");
            vm.assertEq(handler.counted(i), signed == 1 ? 0 : handler.done(i), "running total");
        }
        for (uint256 owner = 0; owner < 3; ++owner) {
            for (uint256 asset = 0; asset < 7; ++asset) {
                vm.assertEq(handler.difference(owner, asset), 0, "somebody has other than signed");
            }
        }
    }

    /// @dev A campaign that settled nothing would show nothing.
    function test_somethingSettles() public {
        uint8[4] memory zero;
        handler.fill(15, zero, zero, 1);
        vm.assertEq(handler.settled(), 1, "settled");
        handler.fill(4, zero, zero, 0);
        vm.assertEq(handler.settled(), 1, "short");
        handler.fill(3, zero, zero, 1);
        vm.assertEq(handler.settled(), 2, "settled");
        invariant_baskets();
    }
}
