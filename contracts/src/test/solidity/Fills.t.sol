// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Fills} from "../../main/solidity/Fills.sol";
import {TestBase} from "./support/TestBase.sol";

/// @notice The clearing arithmetic over its whole range.
contract FillsTest is TestBase {
    function _price(uint128 fuzzed) private pure returns (uint256) {
        return fuzzed == 0 ? 1 : fuzzed;
    }

    /// @dev Bought is the smallest amount that is worth no less than what was executed.
    function testFuzz_sellRoundsUp(uint128 executed, uint128 fee, uint128 sellPrice, uint128 buyPrice) public pure {
        (uint256 p, uint256 q) = (_price(sellPrice), _price(buyPrice));
        (uint256 sold, uint256 bought) = Fills.amounts(false, executed, fee, p, q);
        vm.assertEq(sold, uint256(executed) + fee, "sold");
        uint256 value = executed * p;
        vm.assertGe(bought * q, value, "owner is not short-changed");
        vm.assertTrue(bought == 0 ? value == 0 : (bought - 1) * q < value, "by less than one wei");
    }

    /// @dev Sold, without fee, is the largest amount that is worth no more than what was executed.
    function testFuzz_buyRoundsDown(uint128 executed, uint128 fee, uint128 sellPrice, uint128 buyPrice) public pure {
        (uint256 p, uint256 q) = (_price(sellPrice), _price(buyPrice));
        (uint256 sold, uint256 bought) = Fills.amounts(true, executed, fee, p, q);
        vm.assertEq(bought, executed, "bought");
        uint256 value = executed * q;
        uint256 net = sold - fee;
        vm.assertLe(net * p, value, "owner does not overpay");
        // The remainder, because the next multiple may not fit in a word.
        vm.assertTrue(value - net * p < p, "by less than one wei");
    }

    function test_roundingByHand() public pure {
        (uint256 sold, uint256 bought) = Fills.amounts(false, 10, 3, 2, 7);
        vm.assertEq(sold, 13, "sold");
        vm.assertEq(bought, 3, "20 / 7, rounded up");
        (sold, bought) = Fills.amounts(true, 10, 3, 7, 2);
        vm.assertEq(sold, 5, "20 / 7, rounded down, and the fee");
        vm.assertEq(bought, 10, "bought");
    }

    function test_extremes() public pure {
        uint128 max = type(uint128).max;
        (uint256 sold, uint256 bought) = Fills.amounts(false, max, max, max, 1);
        vm.assertEq(sold, uint256(max) * 2, "sold");
        vm.assertEq(bought, uint256(max) * max, "bought");
        (sold, bought) = Fills.amounts(false, max, max, max, max);
        vm.assertEq(bought, max, "the largest sum before the division");
        (sold, bought) = Fills.amounts(true, max, max, 1, max);
        vm.assertEq(sold, uint256(max) * max + max, "sold");
        vm.assertEq(bought, max, "bought");
        (sold, bought) = Fills.amounts(false, 1, 0, 1, max);
        vm.assertEq(bought, 1, "dust is rounded up");
        (sold, bought) = Fills.amounts(true, 1, 0, max, 1);
        vm.assertEq(sold, 0, "dust is rounded down");
    }
}
