// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Award, Solution} from "./support/Terms.sol";

/// @notice The window of executed auctions beside the auctioneer.
contract AuctionWindowTest is SettlementFixture {
    uint256 private constant LAST = type(uint48).max;

    function _bundleOf(uint256 auctionId) private returns (bytes memory) {
        Solution memory empty;
        Award memory award = _award(empty);
        award.auctionId = auctionId;
        return _bundle(award, empty);
    }

    function _executes(uint256 auctionId) private {
        vm.assertEq(settlement.auctionState(auctionId), 0, "open");
        settlement.settle(_bundleOf(auctionId));
        vm.assertEq(settlement.auctionState(auctionId), 1, "executed");
    }

    function _refused(uint256 auctionId, uint256 state) private {
        vm.assertEq(settlement.auctionState(auctionId), state, "state");
        _fails(_bundleOf(auctionId), abi.encodeWithSelector(ISettlement.AwardUsed.selector, auctionId));
    }

    function test_outOfOrderWithinTheWindow() public {
        _executes(1_000);
        _executes(999);
        _executes(952);
        _executes(970);
        _refused(999, 1);
        _refused(952, 1);
        _refused(970, 1);
        _refused(1_000, 1);
        _executes(971);
    }

    function test_olderThanTheWindow() public {
        _executes(1_000);
        _refused(951, 2);
        _refused(1, 2);
        _executes(952);
    }

    function test_windowMovesAndKeepsWhatIsInIt() public {
        _executes(1_000);
        _executes(990);
        _executes(1_010);
        _refused(1_000, 1);
        _refused(990, 1);
        _refused(961, 2);
        _executes(962);
        _executes(991);
    }

    /// @dev The step at which the newest one itself becomes the last of the window, and leaves it.
    function test_edgesOfTheWindow() public {
        _executes(1_000);
        _executes(1_048);
        _refused(1_000, 1);
        _executes(1_001);
        _executes(1_049);
        _refused(1_000, 2);
        _refused(1_001, 1);
        _refused(1_048, 1);
    }

    function test_farJumps() public {
        _executes(5);
        _executes(5 + 256);
        _refused(5, 2);
        _executes(5 + 256 + 48 + 1);
        _refused(5 + 256, 2);
        _executes(1 << 47);
        _refused(5 + 256 + 48 + 1, 2);
        _executes((1 << 47) - 48);
    }

    function test_lastAuction() public {
        _executes(LAST - 1);
        _executes(LAST);
        _refused(LAST, 1);
        _refused(LAST - 1, 1);
        _executes(LAST - 48);
        _refused(LAST - 49, 2);
        // The window does not reach around the end.
        _refused(0, 2);
    }

    function test_firstAuctions() public {
        _executes(1);
        _executes(3);
        _executes(2);
        _refused(1, 1);
        _refused(2, 1);
    }

    function test_lastBlockOf48Bits() public {
        Solution memory empty;
        Award memory award = _award(empty);
        award.lastBlock = type(uint48).max;
        vm.roll(type(uint48).max);
        settlement.settle(_bundle(award, empty));
        Award memory second = _award(empty);
        second.lastBlock = type(uint48).max;
        vm.roll(uint256(type(uint48).max) + 1);
        _fails(_bundle(second, empty), abi.encodeWithSelector(ISettlement.AwardExpired.selector, type(uint48).max));
    }

    function test_auctioneerSurvivesTheWindow() public {
        _executes(LAST - 48);
        _executes(LAST);
        vm.assertEq(settlement.auctioneer(), auctioneer, "same slot, other bits");
    }

    /// @dev The same key again is no change, and opens nothing.
    function test_settingTheSameAuctioneerKeepsTheWindow() public {
        _executes(LAST - 48);
        _executes(LAST);
        vm.prank(admin);
        settlement.setAuctioneer(auctioneer);
        _refused(LAST, 1);
        _refused(LAST - 48, 1);
        _executes(LAST - 1);
    }

    /// @dev A number far ahead by mistake does not stop settlements for ever.
    function test_newAuctioneerStartsAnew() public {
        _executes(LAST);
        vm.prank(admin);
        settlement.setAuctioneer(bob);
        vm.assertEq(settlement.auctionState(LAST), 0, "open");
        vm.assertEq(settlement.auctionState(1), 0, "open");
        Solution memory empty;
        Award memory award = _award(empty);
        bytes memory bundle = Pack.bundle(award, _sign(BOB_KEY, _awardHash(award)), "", Pack.solution(empty));
        settlement.settle(bundle);
        vm.assertEq(settlement.auctionState(award.auctionId), 1, "executed");
        _fails(bundle, abi.encodeWithSelector(ISettlement.AwardUsed.selector, award.auctionId));
    }

    /// @dev Against a plain set: whatever the order, nothing executes twice, and inside the window all else executes.
    function testFuzz_anyOrder(uint8[10] memory steps) public {
        uint256[] memory executed = new uint256[](steps.length);
        uint256 newest;
        for (uint256 i = 0; i < steps.length; ++i) {
            uint256 auctionId = 1_000 + steps[i] % 120;
            if (newest > auctionId + 48) {
                _refused(auctionId, 2);
            } else if (_contains(executed, auctionId)) {
                _refused(auctionId, 1);
            } else {
                _executes(auctionId);
                executed[i] = auctionId;
                if (auctionId > newest) newest = auctionId;
            }
        }
    }

    function _contains(uint256[] memory list, uint256 wanted) private pure returns (bool) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] == wanted) return true;
        }
        return false;
    }
}
