// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Malformed} from "./Batch.sol";
import {Packed} from "./Packed.sol";
import {PERMIT2} from "./Permit2.sol";

/// @notice An interaction may not call the hub, the trampoline, Permit2 or Settlement.
error ForbiddenTarget(uint256 index);
/// @notice An interaction reverted with this data.
error InteractionFailed(uint256 index, bytes reason);

/// @title The solver's calls
library Interactions {
    /// @dev Bytes of an interaction but for its call data.
    uint256 private constant FIXED_SIZE = 23;

    /// @notice Position behind the interactions.
    /// @param cursor position of their number
    /// @param end position behind the bundle
    function skip(uint256 cursor, uint256 end) internal pure returns (uint256) {
        unchecked {
            uint256 count = Packed.u16(cursor);
            cursor += 2;
            if (cursor + count * FIXED_SIZE > end) revert Malformed();
            for (uint256 i = 0; i < count; ++i) {
                cursor += FIXED_SIZE + Packed.u24(cursor + 20);
            }
            return cursor;
        }
    }

    /// @notice Runs the calls. Anything may be called except what could reach somebody else's tokens.
    /// @dev An approval that a solver leaves behind reaches only what later settlements hold for a moment: taking it makes them revert.
    /// @param cursor position of their number
    function run(uint256 cursor, address hub, address trampoline) internal {
        unchecked {
            uint256 count = Packed.u16(cursor);
            cursor += 2;
            for (uint256 i = 0; i < count; ++i) {
                address target = Packed.account(cursor);
                uint256 length = Packed.u24(cursor + 20);
                if (target == hub || target == trampoline || target == address(PERMIT2) || target == address(this)) {
                    revert ForbiddenTarget(i);
                }
                (bool success, bytes memory reason) = target.call(Packed.slice(cursor + FIXED_SIZE, length));
                if (!success) revert InteractionFailed(i, reason);
                cursor += FIXED_SIZE + length;
            }
        }
    }
}
