// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Intent, Side} from "./Intents.sol";

/// @notice The fill would give the owner less per token sold than the signed limit.
error LimitNotMet(bytes32 intentHash);
/// @notice The fee is more than `MAX_FEE_BPS` of what the owner pays.
error FeeTooHigh(bytes32 intentHash);
/// @notice The block's time is outside `validFrom`..`validTo`.
error WindowClosed(bytes32 intentHash);
/// @notice What is sold or bought does not fit in 128 bits.
error AmountTooLarge(bytes32 intentHash);

/// @title Amounts of a fill at clearing prices, and the limits an owner signed
/// @dev No product can overflow: prices and amounts are below 2^128. Rounding is against the solver.
library Fills {
    /// @notice Largest fee, in basis points of what the owner pays.
    uint256 internal constant MAX_FEE_BPS = 1_000;
    uint256 private constant BPS = 10_000;

    /// @notice What the owner pays and receives.
    /// @param side which amount is exact
    /// @param executedAmount wei without fee on the exact side
    /// @param fee wei of the sell token
    /// @param sellPrice clearing price of the sell token, 0 < price < 2^128
    /// @param buyPrice clearing price of the buy token, 0 < price < 2^128
    /// @return sold wei of the sell token, fee included; may pass 2^128
    /// @return bought wei of the buy token; may pass 2^128
    function amounts(Side side, uint128 executedAmount, uint128 fee, uint256 sellPrice, uint256 buyPrice)
        internal
        pure
        returns (uint256 sold, uint256 bought)
    {
        if (side == Side.Sell) {
            sold = uint256(executedAmount) + fee;
            bought = Math.ceilDiv(executedAmount * sellPrice, buyPrice);
        } else {
            sold = executedAmount * buyPrice / sellPrice + fee;
            bought = executedAmount;
        }
    }

    /// @notice Reverts unless the fill is within the signed limit, fee bound and time window.
    /// @param intent the signed intent
    /// @param intentHash named in the error
    /// @param sold wei of the sell token, fee included
    /// @param bought wei of the buy token
    /// @param fee wei of the sell token
    function check(Intent calldata intent, bytes32 intentHash, uint256 sold, uint256 bought, uint256 fee)
        internal
        view
    {
        if (sold > type(uint128).max || bought > type(uint128).max) revert AmountTooLarge(intentHash);
        if (bought * intent.sellAmount < intent.buyAmount * sold) revert LimitNotMet(intentHash);
        if (fee * BPS > sold * MAX_FEE_BPS) revert FeeTooHigh(intentHash);
        if (block.timestamp < intent.validFrom || block.timestamp > intent.validTo) revert WindowClosed(intentHash);
    }
}
