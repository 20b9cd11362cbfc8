// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice A receiver's balance grew by this much less than promised: the token takes a fee or rounds.
/// @param payment number of the payment in its settlement
error ReceivedTooLittle(uint256 payment, uint256 missing);

/// @title Makes sure that what is paid arrives, so that a limit holds for what was received
library Payments {
    /// @notice The balance a receiver must have after a payment, in wei.
    function due(IERC20 token, address receiver, uint256 amount) internal view returns (uint256) {
        return token.balanceOf(receiver) + amount;
    }

    /// @notice Reverts if the receiver has less.
    function requireReceived(IERC20 token, address receiver, uint256 due_, uint256 payment) internal view {
        uint256 balance = token.balanceOf(receiver);
        if (balance < due_) revert ReceivedTooLittle(payment, due_ - balance);
    }
}
