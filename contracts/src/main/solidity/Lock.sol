// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Lets no settlement begin inside another
/// @dev What OpenZeppelin's ReentrancyGuardTransient does, in two steps: asked at the start, set before the first call of another contract
/// (a precompile is none). What is refused in between need not pay for setting it.
abstract contract Lock {
    uint256 private transient _locked;

    /// @notice A settlement is under way.
    error ReentrancyGuardReentrantCall();

    function _requireUnlocked() internal view {
        if (_locked != 0) revert ReentrancyGuardReentrantCall();
    }

    function _lock() internal {
        _locked = 1;
    }

    function _unlock() internal {
        _locked = 0;
    }
}
