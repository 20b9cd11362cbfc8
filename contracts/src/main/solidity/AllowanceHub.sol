// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title The contract users approve
/// @notice Moves tokens of users who approved it, only for the Settlement that created it and only to that Settlement.
/// @dev Apart from Settlement so that no interaction of a solver, which runs as Settlement, can spend an allowance.
contract AllowanceHub {
    using SafeERC20 for IERC20;

    /// @notice The only caller obeyed and the only receiver of tokens.
    address public immutable settlement;

    /// @notice Only Settlement may pull.
    error NotSettlement(address caller);

    constructor() {
        settlement = msg.sender;
    }

    /// @notice Moves tokens from an owner to Settlement.
    /// @param token ERC-20 token; one that returns nothing is fine, one that returns false reverts
    /// @param owner who approved this contract
    /// @param amount wei of `token`
    function pull(IERC20 token, address owner, uint256 amount) external {
        if (msg.sender != settlement) revert NotSettlement(msg.sender);
        token.safeTransferFrom(owner, msg.sender, amount);
    }
}
