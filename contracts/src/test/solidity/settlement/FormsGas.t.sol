// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {GasFixture} from "./support/GasFixture.sol";
import {Pack} from "./support/Pack.sol";
import {Intent, Side, Solution, Trade} from "./support/Terms.sol";

/// @notice What a settlement costs in the forms in which a node settles: with a fee, and every payment checked. Each batch differs from
/// "fee" in one thing only.
/// forge-config: default.isolate = true
contract FormsGasTest is GasFixture {
    uint256 private constant COUNT = 100;
    uint128 private constant FEE = 1e15;
    uint256 private constant LONG_NONCE = 1 << 100;

    /// @dev A hundred intents of the shared lane that pay a fee.
    function _form() private returns (Solution memory solution) {
        solution = _charged(_shared(_batch(COUNT, 0), 220));
    }

    function _charged(Solution memory solution) private pure returns (Solution memory) {
        for (uint256 i = 0; i < solution.trades.length; ++i) {
            Trade memory trade = solution.trades[i];
            (trade.executed, trade.fee) = (1e18 - FEE, FEE);
        }
        solution.flags = Pack.CHECK_EACH;
        return solution;
    }

    function _measure(string memory name, Solution memory solution) private {
        _resign(solution);
        bytes memory bundle = _bundle(_award(solution), solution);
        settlement.settle(bundle);
        vm.snapshotGasLastCall("forms", name);
        _assertNothingKept(solution);
        vm.assertGe(a.balanceOf(vault), 1e20 + COUNT / 2 * FEE, "fees");
    }

    function test_fee() public {
        _measure("fee", _form());
    }

    function test_feeOfOne() public {
        Solution memory solution = _charged(_shared(_batch(1, 0), 220));
        b.mint(address(settlement), 1e18 - FEE);
        _resign(solution);
        bytes memory bundle = _bundle(_award(solution), solution);
        settlement.settle(bundle);
        vm.snapshotGasLastCall("forms", "fee, 1 intent");
        _assertNothingKept(solution);
    }

    function test_direct() public {
        _approve(solver, address(a), type(uint256).max);
        _approve(solver, address(b), type(uint256).max);
        Solution memory solution = _form();
        solution.flags |= Pack.DIRECT;
        bytes memory bundle = _consentedBundle(_award(solution), solution);
        settlement.settle(bundle);
        vm.snapshotGasLastCall("forms", "fee, direct");
    }

    function test_ownerLane() public {
        _measure("fee, owner lane", _charged(_batch(COUNT, 1)));
    }

    function test_longNonce() public {
        Solution memory solution = _charged(_batch(COUNT, LONG_NONCE | 1));
        for (uint256 i = 0; i < COUNT; ++i) {
            vm.prank(solution.trades[i].intent.owner);
            settlement.invalidateNonces(LONG_NONCE >> 8, 1 << 200);
        }
        _measure("fee, long nonce", solution);
    }

    function test_buy() public {
        Solution memory solution = _form();
        for (uint256 i = 0; i < COUNT; ++i) {
            Trade memory trade = solution.trades[i];
            (trade.intent.side, trade.executed) = (Side.Buy, trade.intent.buyAmount);
        }
        _measure("fee, buy", solution);
    }

    function test_receiver() public {
        Solution memory solution = _form();
        for (uint256 i = 0; i < COUNT; ++i) {
            solution.trades[i].intent.receiver = solution.trades[(i + 2) % COUNT].intent.owner;
        }
        _measure("fee, receiver", solution);
    }

    function test_windowAndAppData() public {
        Solution memory solution = _form();
        for (uint256 i = 0; i < COUNT; ++i) {
            Intent memory intent = solution.trades[i].intent;
            (intent.validFrom, intent.appData) = (uint32(NOW), keccak256("app"));
        }
        _measure("fee, validFrom and appData", solution);
    }

    /// @dev The running total of each takes a new slot.
    function test_partially() public {
        Solution memory solution = _charged(_batch(COUNT, 1));
        for (uint256 i = 0; i < COUNT; ++i) {
            Trade memory trade = solution.trades[i];
            (trade.intent.partiallyFillable, trade.executed) = (true, trade.executed / 2);
        }
        _measure("fee, first fill of a part", solution);
    }
}
