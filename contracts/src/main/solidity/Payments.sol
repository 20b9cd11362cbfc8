// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {TokenCalls} from "./TokenCalls.sol";

/// @notice A receiver's balance grew by this much less than promised: the token takes a fee or rounds.
/// @param payment number of the payment in its settlement
error ReceivedTooLittle(uint256 payment, uint256 missing);

/// @title Makes sure that what is paid arrives, so that a limit holds for what was received
library Payments {
    /// @notice Bit of a payment's receiver that asks for the check.
    uint256 internal constant CHECKED = 1 << 160;
    /// @notice Bit of a payment's receiver that asks for native ETH.
    uint256 internal constant NATIVE = 1 << 161;

    /// @notice The balance a receiver must have after a payment, in wei; a payment that would overflow it is refused by the token.
    function due(address token, address receiver, uint256 amount) internal view returns (uint256) {
        unchecked {
            return TokenCalls.balanceOf(token, receiver) + amount;
        }
    }

    /// @notice Reverts if the receiver has less.
    function requireReceived(address token, address receiver, uint256 due_, uint256 payment) internal view {
        uint256 balance = TokenCalls.balanceOf(token, receiver);
        if (balance < due_) revert ReceivedTooLittle(payment, due_ - balance);
    }
}
