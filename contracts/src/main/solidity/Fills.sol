// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The fill would give the owner less per token sold than the signed limit.
error LimitNotMet(bytes32 intentHash);
/// @notice The fee is more than `MAX_FEE_BPS` of what the owner pays.
error FeeTooHigh(bytes32 intentHash);
/// @notice The block's time is outside the signed window.
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
    /// @param buy whether the buy amount is the exact one
    /// @param executedAmount wei without fee on the exact side, below 2^128
    /// @param fee wei of the sell token, below 2^128
    /// @param sellPrice clearing price of the sell token, 0 < price < 2^128
    /// @param buyPrice clearing price of the buy token, 0 < price < 2^128
    /// @return sold wei of the sell token, fee included; may pass 2^128
    /// @return bought wei of the buy token; may pass 2^128
    function amounts(bool buy, uint256 executedAmount, uint256 fee, uint256 sellPrice, uint256 buyPrice)
        internal
        pure
        returns (uint256 sold, uint256 bought)
    {
        unchecked {
            if (buy) {
                sold = executedAmount * buyPrice / sellPrice + fee;
                bought = executedAmount;
            } else {
                sold = executedAmount + fee;
                // Rounded up; the sum stays below 2^256 because both factors are at most 2^128 - 1.
                bought = (executedAmount * sellPrice + (buyPrice - 1)) / buyPrice;
            }
        }
    }

    /// @notice Reverts unless the fill is within the signed limit and fee bound.
    /// @param digest named in the error
    /// @param sellAmount wei signed, below 2^128
    /// @param buyAmount wei signed, below 2^128
    /// @param sold wei of the sell token, fee included
    /// @param bought wei of the buy token
    /// @param fee wei of the sell token, below 2^128
    function check(bytes32 digest, uint256 sellAmount, uint256 buyAmount, uint256 sold, uint256 bought, uint256 fee)
        internal
        pure
    {
        unchecked {
            if ((sold | bought) >> 128 != 0) revert AmountTooLarge(digest);
            if (bought * sellAmount < buyAmount * sold) revert LimitNotMet(digest);
            if (fee * BPS > sold * MAX_FEE_BPS) revert FeeTooHigh(digest);
        }
    }
}
